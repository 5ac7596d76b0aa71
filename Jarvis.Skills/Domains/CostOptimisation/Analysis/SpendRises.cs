using Jarvis.Skills.Analytics;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains.CostOptimisation.Figures;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.CostOptimisation.Analysis;

/// <summary>A day, or the last hour, that cost far more than usual.</summary>
/// <param name="Usual">The median of the days, or of the hours with calls, before it; US dollars.</param>
/// <param name="Most">What took most of it: "chat at claude".</param>
internal sealed record SpendRise(DateTimeOffset From, decimal Usd, decimal Usual, string Most, double Score);

/// <summary>
/// Finds spending that is no chance: a robust z-score above 3.5 (<see cref="RobustScale"/>) against the four weeks before, and so many times the usual
/// as the settings say for an hour, or twice it for a day.
/// </summary>
internal sealed class SpendRises(SpendBook book, IOptions<CostOptions> options, TimeProvider time)
{
    private const double Wild = 3.5;
    private const int LeastDays = 5;
    private const int LeastHours = 8;
    private const int History = 28;

    /// <summary>Days of a period, today included, oldest first.</summary>
    public async Task<IReadOnlyList<SpendRise>> DaysAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var calls = await book.ReadAsync(from.AddDays(-History), to, cancel);
        var days = book.Days(calls, from.AddDays(-History), to).SkipWhile(d => d.Calls == 0).ToList();
        var found = new List<SpendRise>();
        for (var i = LeastDays; i < days.Count; i++)
        {
            if (book.StartOf(days[i].Day.AddDays(1)) <= from || days[i].Usd == 0) continue;
            var scale = RobustScale.Of(days.Take(i).TakeLast(History).Select(d => (double)d.Usd).ToArray());
            var score = scale.Score((double)days[i].Usd);
            if (score <= Wild || (double)days[i].Usd < 2 * scale.Center || days[i].Usd < options.Value.RiseAtLeast) continue;
            found.Add(new SpendRise(book.StartOf(days[i].Day), days[i].Usd, (decimal)scale.Center, Most(calls.Where(c => book.DayOf(c.At) == days[i].Day)), score));
        }
        return found;
    }

    /// <summary>The last 60 minutes, when they are unusual.</summary>
    public async Task<SpendRise?> LastHourAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var from = now.AddHours(-1);
        var calls = await book.ReadAsync(now.AddDays(-14), now.AddMilliseconds(1), cancel);
        var last = calls.Where(c => c.At >= from).ToList();
        var usd = CostWords.SumUsd(last);
        if (usd < options.Value.RiseAtLeast) return null;
        var hours = calls.Where(c => c.At < from).GroupBy(c => (long)((now - c.At).TotalHours)).Select(g => (double)CostWords.SumUsd(g)).Where(h => h > 0).ToArray();
        if (hours.Length < LeastHours) return null;
        var scale = RobustScale.Of(hours);
        return scale.Score((double)usd) > Wild && (double)usd >= options.Value.RiseFactor * scale.Center ? new SpendRise(from, usd, (decimal)scale.Center, Most(last), scale.Score((double)usd)) : null;
    }

    private static string Most(IEnumerable<ModelCall> calls) =>
        calls.GroupBy(c => (c.Purpose, c.Provider)).MaxBy(g => g.Sum(c => c.CostPico)) is { } most ? $"{CostWords.Spoken(most.Key.Purpose)} at {most.Key.Provider}" : "";
}
