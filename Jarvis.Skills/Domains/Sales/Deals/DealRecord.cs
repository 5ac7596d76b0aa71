using System.Collections.Concurrent;
using Jarvis.Skills.Analytics;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>What past deals say of open ones.</summary>
internal sealed class DealRecord(IReadOnlyList<DealWay> ways, Stages stages, int stageChanceWorth)
{
    /// <summary>Fewer won deals say nothing of when the next is won.</summary>
    private const int FewestWins = 5;

    private readonly ConcurrentDictionary<string, ShrunkShare> chances = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StagePast> past = StagePast.ByStage(ways);

    public IReadOnlyList<DealWay> Ways => ways;

    /// <summary>
    /// The chance of winning a deal that is at this stage: of the closed deals that were ever there, the won ones, shrunk towards the settings'
    /// chance (<see cref="ShrunkShare"/>), which counts like <see cref="DealOptions.StageChanceWorth"/> closed deals.
    /// </summary>
    public ShrunkShare Chance(string stage) => chances.GetOrAdd(stage, s =>
    {
        var (won, closed) = Closed(s, TimeSpan.Zero);
        return ShrunkShare.Of(stages.ChanceOf(s), stageChanceWorth, won, closed);
    });

    /// <summary>The same for one that has been there for so long: of the closed deals that stayed at least as long, shrunk towards <see cref="Chance"/>.</summary>
    public ShrunkShare ChanceAfter(string stage, TimeSpan stayed)
    {
        var (won, closed) = Closed(stage, stayed);
        return ShrunkShare.Of(Chance(stage).Mean, stageChanceWorth, won, closed);
    }

    /// <summary>How many closed deals were ever at this stage, at least so long, and how many of them were won.</summary>
    public (int Won, int Closed) Closed(string stage, TimeSpan stayed) => past.TryGetValue(stage, out var known) ? known.StayedAtLeast(stayed) : (0, 0);

    /// <summary>
    /// If it is won, the chance that it is so within the days left: of the won deals that took longer than this one has since they first came to its
    /// stage, those that took no longer than that and the days left. Where fewer than five did, of all won ones from that stage; null when those
    /// are fewer than five too.
    /// </summary>
    public double? WinsWithin(string stage, TimeSpan stayed, TimeSpan left)
    {
        if (!past.TryGetValue(stage, out var known) || known.Wins < FewestWins) return null;
        var longer = known.Wins - known.WonWithin(stayed);
        return longer >= FewestWins ? (double)(known.WonWithin(stayed + left) - known.WonWithin(stayed)) / longer : (double)known.WonWithin(left) / known.Wins;
    }
}
