using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Conversation;

internal sealed partial class ConversationSkill
{
    [KernelFunction("move_reminder"), Description("Moves a reminder. Give one of to, later, earlier, every.")]
    public async Task<PlannedAction> MoveReminderAsync(
        [Description("Its number")] int? number = null,
        [Description("Words of its text")] string? about = null,
        [Description("New time: ISO 8601 or words")] string? to = null,
        [Description("By how much: \"2 hours\"")] string? later = null,
        [Description("By how much")] string? earlier = null,
        [Description("If it repeats: Quartz cron or words")] string? every = null,
        Kernel kernel = null!,
        CancellationToken cancel = default)
    {
        var reminder = About(await RemindersAsync(PersonOf(kernel), cancel), number, about);
        return reminder.Cron is { } cron ? Moved(reminder, CronOf(reminder, cron, to, every), null)
            : Moved(reminder, null, OnceOf(reminder, reminder.At!.Value, to, later, earlier, every)) with { Idempotent = later is null && earlier is null };
    }

    [KernelFunction("remind_also"), Description("Reminds of the same once more. Give to, later or earlier.")]
    public async Task<PlannedAction> RemindAlsoAsync(
        [Description("The other one's number")] int? number = null,
        [Description("Words of its text")] string? about = null,
        [Description("When: ISO 8601 or words")] string? to = null,
        [Description("How long after: \"2 hours\"")] string? later = null,
        [Description("How long before")] string? earlier = null,
        Kernel kernel = null!,
        CancellationToken cancel = default)
    {
        var open = await RemindersAsync(PersonOf(kernel), cancel);

        // "the day before too", "and an hour before": each counts from the last of them, which is what the others lead up to.
        var reminder = About([.. open.OrderBy(r => r.At)], number, about);
        if (reminder.At is not { } due) throw new BadRequestException($"Reminder {reminder.Id} repeats {CronText.Words(reminder.Cron!)}; make another one that repeats: \"remind me every monday at 8 to …\".");
        // Made again after a crash, it would count from the one that was made.
        return Remind(reminder.Title, IsoText.Of(OnceOf(reminder, due, to, later, earlier, every: null)), kernel: kernel) with { Idempotent = later is null && earlier is null };
    }

    private DateTimeOffset OnceOf(OwnerRoutine reminder, DateTimeOffset due, string? to, string? later, string? earlier, string? every)
    {
        if (every is not null) throw new BadRequestException($"Reminder {reminder.Id} is for once. \"remind me every monday at 9 to {reminder.Title}\" makes one that repeats.");
        var wall = times.Wall;
        var at = later is not null ? By(due, OwnerTimes.Duration(later, "later"), wall)
            : earlier is not null ? By(due, -OwnerTimes.Duration(earlier, "earlier"), wall)
            : times.Moved(to, due, "to");
        if (at <= wall.Now) throw new BadRequestException($"{When(at, wall)} is over already. Say a time that lies ahead.");
        return at <= wall.Now.AddYears(10) ? at : throw new BadRequestException("That is more than ten years ahead. Say an earlier time.");
    }

    /// <summary>Whole days go by the calendar: a day later at 9 is at 9, also where the clocks change in between.</summary>
    private static DateTimeOffset By(DateTimeOffset due, TimeSpan length, WallClock wall) =>
        length.Ticks % TimeSpan.TicksPerDay == 0 ? wall.At(TimeZoneInfo.ConvertTime(due, wall.Zone).DateTime + length) : TimeZoneInfo.ConvertTime(due + length, wall.Zone);

    private string CronOf(OwnerRoutine reminder, string cron, string? to, string? every)
    {
        if (every is not null) return OwnerTimes.Recurrence(every, "every");
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (times.HourAlone(to) is not { } hour || !fields.Skip(1).Take(2).All(f => int.TryParse(f, CultureInfo.InvariantCulture, out _)))
            throw new BadRequestException($"Reminder {reminder.Id} repeats {CronText.Words(cron)}. Say \"move reminder {reminder.Id} to every tuesday at 10\", or an hour alone.");
        return string.Join(' ', [fields[0], hour.Minute.ToString(CultureInfo.InvariantCulture), hour.Hour.ToString(CultureInfo.InvariantCulture), .. fields.Skip(3)]);
    }

    /// <summary>The one of this number, or the last of this very text, or the only one in which all the words stand.</summary>
    private static OwnerRoutine About(List<OwnerRoutine> open, int? number, string? about)
    {
        if (number is not null || string.IsNullOrWhiteSpace(about)) return Chosen(open, number, "reminder", "move reminder {0} to friday at 10");
        if (open.FindLast(r => string.Equals(r.Title, about.Trim(), StringComparison.OrdinalIgnoreCase)) is { } same) return same;
        var words = about.Split([' ', ',', '.', '?', '!', '"'], StringSplitOptions.RemoveEmptyEntries);
        var found = open.FindAll(r => words.All(w => r.Title.Contains(w, StringComparison.OrdinalIgnoreCase)));
        return found.Count > 0 ? Chosen(found, null, "reminder", "move reminder {0} to friday at 10")
            : throw new BadRequestException($"No reminder is about \"{about.Trim()}\". \"my reminders\" lists them.");
    }

    private PlannedAction Moved(OwnerRoutine reminder, string? cron, DateTimeOffset? at)
    {
        var wall = times.Wall;
        var (before, when) = (reminder.Cron is null ? When(reminder.At!.Value, wall) : CronText.Words(reminder.Cron), cron is null ? When(at!.Value, wall) : CronText.Words(cron));
        var call = cron is null ? new FunctionCall(SayReminderFunction, ("text", reminder.Title), ("due", IsoText.Of(at!.Value))) : reminder.Call;
        return new PlannedAction
        {
            What = $"Move reminder {reminder.Id}, {reminder.Title}, from {before} to {when}",
            Needs = ClearanceLevel.Suggest,
            Targets = [$"{reminder.Id}"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = reminder.Title, ["when"] = cron ?? IsoText.Of(at!.Value) },
            Idempotent = true,
            Undo = "move it back",
            Commit = async (context, cancel) =>
            {
                var moved = await context.Effect<INotebook>().MoveAsync(reminder.Id, cron, at, call.ArgumentsJson(), cancel);
                await context.Effect<IRoutineScheduler>().RefreshAsync(reminder.Id, cancel);
                var back = reminder.Cron is { } was ? ("every", was) : ("to", IsoText.Of(reminder.At!.Value));
                return new Outcome($"I will remind you {when}: {reminder.Title}{(moved ? $" (moved from {before})" : "")}.") { Undo = new FunctionCall("conversation.move_reminder", ("number", $"{reminder.Id}"), back) };
            },
        };
    }
}
