using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>
/// Finds requests that somebody makes again and again at the same time of day, and proposes a routine for each. Method:
/// of the last 7 days' requests of one person with the same function and arguments, the time of day with most days
/// within ±30 minutes counts; 4 of 7 days are enough. By chance (a request a day at a random time of twelve hours, binomial
/// with p = 1/12 for six other days) three more fall that near to a given day's in fewer than one of 100 weeks.
/// </summary>
internal sealed class RepeatedRequests(RequestHistory history, OwnerTimes times, IDbContextFactory<JarvisDb> databases) : IDomainAgent
{
    private const int Days = 7;
    private const int Enough = 4;
    private const int Minutes = 30;
    private const int MinutesOfDay = 24 * 60;

    public string Domain => "conversation";

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var wall = times.Wall;
        var requests = await history.SinceAsync(wall.Now.AddDays(-Days), cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var routines = await db.Set<OwnerRoutine>().AsNoTracking().Where(r => r.Enabled && r.Cron != null).ToListAsync(cancel);

        foreach (var same in requests.Where(r => !r.Function.StartsWith("conversation.", StringComparison.Ordinal)).GroupBy(r => (r.PersonId, r.Function, r.ArgumentsJson)))
        {
            if (routines.Exists(r => r.Function == same.Key.Function && r.ArgumentsJson == same.Key.ArgumentsJson)) continue;
            if (Habit([.. same.Select(r => TimeZoneInfo.ConvertTime(r.At, wall.Zone))]) is not { } habit) continue;
            yield return ProposalFor(same.Key.Function, same.Key.ArgumentsJson, habit);
        }
    }

    /// <summary>The time of day, and on which days; null when it is no habit.</summary>
    internal static (TimeOnly At, IReadOnlyList<DateOnly> On)? Habit(IReadOnlyList<DateTimeOffset> local)
    {
        (int Minute, List<DateTimeOffset> Near)? best = null;
        foreach (var center in local.Select(MinuteOf).Distinct())
        {
            var near = local.Where(at => Apart(MinuteOf(at), center) <= Minutes).ToList();
            if (near.Select(at => DayOf(at, center)).Distinct().Count() >= Enough && near.Count > (best?.Near.Count ?? 0)) best = (center, near);
        }
        if (best is not { } habit) return null;

        // The median, as distance from the centre so that midnight is no border; down to five minutes, to be there in time.
        var offsets = habit.Near.Select(at => Offset(at, habit.Minute)).Order().ToList();
        var median = (habit.Minute + offsets[offsets.Count / 2] + MinutesOfDay) % MinutesOfDay;
        return (TimeOnly.MinValue.AddMinutes(median - (median % 5)), [.. habit.Near.Select(at => DayOf(at, habit.Minute)).Distinct().Order()]);
    }

    private static Proposal ProposalFor(string function, string argumentsJson, (TimeOnly At, IReadOnlyList<DateOnly> On) habit)
    {
        var weekdays = habit.On.All(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        var cron = $"0 {habit.At.Minute} {habit.At.Hour} {(weekdays ? "? * MON-FRI" : "* * ?")}";
        var title = FunctionCall.FromJson(function, argumentsJson).ToString();
        return new Proposal(
            new FunctionCall("conversation.schedule", ("function", function), ("arguments", argumentsJson), ("title", title), ("every", cron)),
            $"You asked for this on {habit.On.Count} of the last {Days} days at about {habit.At:HH\\:mm}.")
        {
            Key = $"conversation.repeat:{function}:{argumentsJson}",
            Benefit = $"It comes by itself {CronText.Words(cron)}.",
            Confidence = Math.Min(0.95, habit.On.Count / (double)Days),
            Risk = Risk.Low,
        };
    }

    private static int MinuteOf(DateTimeOffset at) => (at.Hour * 60) + at.Minute;

    private static int Apart(int a, int b) => Math.Min(Math.Abs(a - b), MinutesOfDay - Math.Abs(a - b));

    private static int Offset(DateTimeOffset at, int center) => ((MinuteOf(at) - center + (3 * MinutesOfDay / 2)) % MinutesOfDay) - (MinutesOfDay / 2);

    /// <summary>Ten past midnight belongs to the evening before, when the habit is ten to.</summary>
    private static DateOnly DayOf(DateTimeOffset at, int center) => DateOnly.FromDateTime(at.DateTime.AddMinutes(-Offset(at, center)));
}
