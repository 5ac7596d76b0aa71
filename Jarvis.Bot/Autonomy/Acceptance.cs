using Jarvis.Bot.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Autonomy;

/// <summary>
/// How likely people are to agree to what a function would do, from what they decided before: the mean of a Beta
/// posterior, (2 + yes) / (3 + yes + no), where each decision counts half after 90 days. Before anybody has decided it is
/// 2/3; after one no 1/2, after three 1/3. (Beta-binomial model: Gelman et al., Bayesian Data Analysis, section 2.4.)
/// </summary>
internal sealed class Acceptance
{
    private const double PriorYes = 2;
    private const double PriorNo = 1;
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(90);
    private readonly Dictionary<string, double> rates;

    internal Acceptance(IEnumerable<(string Function, bool Agreed, DateTimeOffset At)> decisions, DateTimeOffset now) =>
        rates = decisions.GroupBy(d => d.Function, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Rate(g, now), StringComparer.Ordinal);

    public double Of(string function) => rates.GetValueOrDefault(function, PriorYes / (PriorYes + PriorNo));

    public static async Task<Acceptance> ReadAsync(JarvisDb db, IReadOnlyCollection<string> functions, DateTimeOffset now, CancellationToken cancel)
    {
        var since = now - 8 * HalfLife;
        var rows = await DecidedByPeople.In(db).Where(a => functions.Contains(a.Function) && a.DecidedAt > since)
            .Select(a => new { a.Function, a.State, a.DecidedAt }).ToListAsync(cancel);
        return new Acceptance(rows.Select(r => (r.Function, Agreed: !DecidedByPeople.IsNo(r.State), r.DecidedAt!.Value)), now);
    }

    private static double Rate(IEnumerable<(string Function, bool Agreed, DateTimeOffset At)> decisions, DateTimeOffset now)
    {
        double yes = PriorYes, no = PriorNo;
        foreach (var (_, agreed, at) in decisions)
        {
            var weight = Math.Pow(0.5, Math.Max(0, (now - at) / HalfLife));
            if (agreed) yes += weight;
            else no += weight;
        }
        return yes / (yes + no);
    }
}

/// <summary>Which actions people decided, as opposed to the gate or a standing approval.</summary>
internal static class DecidedByPeople
{
    public const string Gate = "gate";

    public static IQueryable<ActionRecord> In(JarvisDb db) => db.Set<ActionRecord>().AsNoTracking()
        .Where(a => a.PromptId != null && a.DecidedAt != null && a.DecidedBy != Gate && a.State != ActionState.Expired && a.State != ActionState.Waiting);

    /// <summary>An action that was undone was, in the end, not wanted.</summary>
    public static bool IsNo(ActionState state) => state is ActionState.Refused or ActionState.Undone;
}
