using Jarvis.Skills.Analytics;
using Jarvis.Skills.Business.Models;

namespace Jarvis.Skills.Domains.CostOptimisation.Analysis;

/// <summary>What one kind of work costs, and what it gives for it.</summary>
/// <param name="Answers">Requests that were answered.</param>
/// <param name="PerAnswer">US dollars for each, with what failed tries cost.</param>
/// <param name="Need">How hard the requests were on average, 0 to 1.</param>
/// <param name="Corrected">The share of answers that a person corrected.</param>
/// <param name="Failed">The share of attempts that gave no answer.</param>
internal sealed record Operation(string Purpose, string Domain, int Answers, decimal Usd, decimal PerAnswer, double Need, double Corrected, double Failed)
{
    /// <summary>Set when it is dear for what it gives, and says why.</summary>
    public string? Dear { get; init; }
}

/// <summary>
/// Holds each kind of work against the others. Dear is what costs at least five times the median of an answer although its requests are no harder
/// than usual, and work of whose answers every fifth is corrected, or of whose attempts every fourth fails: money for nothing.
/// </summary>
internal static class Operations
{
    private const int Least = 5;

    public static IReadOnlyList<Operation> Of(IReadOnlyList<ModelCall> calls)
    {
        var all = calls.GroupBy(c => (c.Purpose, c.Domain)).Select(g => Read(g.Key.Purpose, g.Key.Domain, [.. g])).ToList();
        var usual = all.Where(o => o.Answers > 0).Select(o => (double)o.PerAnswer).ToArray();
        var (middle, need) = (Percentiles.P50(usual), calls.Count == 0 ? 0 : calls.Average(c => c.Need));
        return [.. all.Select(o => o with { Dear = Why(o, all.Count, middle, need) }).OrderByDescending(o => o.Usd)];
    }

    private static Operation Read(string purpose, string domain, List<ModelCall> calls)
    {
        var answers = calls.Count(c => c.Outcome == ModelOutcome.Answered);
        var usd = CostWords.SumUsd(calls);
        return new Operation(purpose, domain, answers, usd, answers == 0 ? usd : usd / answers, calls.Average(c => c.Need),
            calls.Count(c => c.Corrects) / (double)calls.Count, (calls.Count - answers) / (double)calls.Count);
    }

    private static string? Why(Operation o, int kinds, double middle, double need)
    {
        if (o.Answers < Least) return null;
        if (o.Corrected >= 0.2) return $"{CostWords.Share(o.Corrected)} of its answers were corrected";
        if (o.Failed >= 0.25) return $"{CostWords.Share(o.Failed)} of its attempts gave no answer";
        return kinds >= 3 && (double)o.PerAnswer >= 5 * middle && o.Need <= need ? $"an answer costs {(double)o.PerAnswer / middle:0} times the usual, and its requests are no harder" : null;
    }
}
