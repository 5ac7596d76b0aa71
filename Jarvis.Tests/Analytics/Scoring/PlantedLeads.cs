using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Tests.Analytics.Scoring;

/// <summary>Leads whose true chance is known: log odds -1.5 + 0.6 × visits - 1.5 with a free mail address + 1.5 from the fair; the weekday does nothing.</summary>
internal static class PlantedLeads
{
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday"];

    public static ScoringRow Lead(double visits, bool freeMail, string source, string weekday = "Monday") => new(
        new Dictionary<string, double>(StringComparer.Ordinal) { ["visits"] = visits, ["free mail"] = freeMail ? 1 : 0 },
        new Dictionary<string, string>(StringComparer.Ordinal) { ["source"] = source, ["weekday"] = weekday });

    public static (List<ScoringRow> Rows, List<bool> Won, List<double> Chance) Draw(int count, int seed)
    {
        var random = new Random(seed);
        var (rows, won, chance) = (new List<ScoringRow>(), new List<bool>(), new List<double>());
        for (var i = 0; i < count; i++)
        {
            var (visits, free, fair) = (random.Next(6), random.NextDouble() < 0.4, random.NextDouble() < 0.3);
            rows.Add(Lead(visits, free, fair ? "fair" : "web", Weekdays[random.Next(3)]));
            chance.Add(1 / (1 + Math.Exp(1.5 - (0.6 * visits) + (free ? 1.5 : 0) - (fair ? 1.5 : 0))));
            won.Add(random.NextDouble() < chance[^1]);
        }
        return (rows, won, chance);
    }
}
