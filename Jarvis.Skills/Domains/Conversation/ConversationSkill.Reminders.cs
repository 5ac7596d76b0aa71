using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Conversation;

internal sealed partial class ConversationSkill
{
    internal const string SayReminderFunction = "conversation.say_reminder";

    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(2);

    [KernelFunction("remind"), Description("Reminds the person of something, once or again and again. Give at or every.")]
    public PlannedAction Remind(
        [Description("What to remind of: \"call Bob\"")] string text,
        [Description("When, once: ISO 8601 or words (\"tomorrow at 9\")")] string? at = null,
        [Description("When, again and again: Quartz cron or words (\"every monday at 9\")")] string? every = null,
        Kernel kernel = null!)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new BadRequestException("The reminder's text is missing: say \"remind me tomorrow at 9 to call Bob\".");
        var wall = times.Wall;
        var cron = every is null ? null : OwnerTimes.Recurrence(every, "every");
        var once = cron is null ? times.Instant(at, "at") : (DateTimeOffset?)null;
        if (once <= wall.Now) throw new BadRequestException($"{When(once.Value, wall)} is over already. Say a time that lies ahead.");
        if (once > wall.Now.AddYears(10)) throw new BadRequestException("That is more than ten years ahead. Say an earlier time.");

        var when = cron is null ? When(once!.Value, wall) : CronText.Words(cron);
        var call = new FunctionCall(SayReminderFunction, cron is null ? [("text", text), ("due", IsoText.Of(once!.Value))] : [("text", text)]);
        return Routine($"Remind you {when}: {text}", $"I will remind you {when}: {text}", text, cron, once, call, "conversation.cancel_reminder", kernel);
    }

    [KernelFunction("say_reminder"), Description("Says a reminder that is due.")]
    public Answer SayReminder([Description("What to remind of")] string text, [Description("When it was due, ISO 8601")] string? due = null)
    {
        if (due is null) return new Answer($"⏰ Reminder: {text}");
        var wall = times.Wall;
        var at = times.Instant(due, "due");
        return new Answer(wall.Now - at > Punctual ? $"⏰ Reminder: {text} (late: it was due {When(at, wall).Replace("on ", "", StringComparison.Ordinal)})" : $"⏰ Reminder: {text}");
    }

    [KernelFunction("reminders"), Description("Lists the reminders that are still to come.")]
    public async Task<Answer> ListRemindersAsync(Kernel kernel, CancellationToken cancel)
    {
        var wall = times.Wall;
        var list = (await RemindersAsync(PersonOf(kernel), cancel)).OrderBy(r => NextOf(r, wall) ?? DateTimeOffset.MaxValue).ToList();
        if (list.Count == 0) return new Answer("You have no reminders. \"remind me tomorrow at 9 to call Bob\" makes one.");
        return new Answer($"You have {Wording.Count(list.Count, "reminder")}; the next is {(NextOf(list[0], wall) is { } next ? When(next, wall) : "not due again")}. \"cancel reminder {list[0].Id}\" takes it off.")
        {
            Table = new Table(["No", "When", "What"], [.. list.Select(r => (IReadOnlyList<string>)[$"{r.Id}", r.Cron is null ? When(r.At!.Value, wall) : CronText.Words(r.Cron), r.Title])]),
            Data = list.Select(r => new { number = r.Id, text = r.Title, at = r.At, cron = r.Cron }),
        };
    }

    [KernelFunction("cancel_reminder"), Description("Cancels a reminder.")]
    public async Task<PlannedAction> CancelReminderAsync([Description("Its number; the only one when left out")] int? number = null, Kernel kernel = null!, CancellationToken cancel = default) =>
        Cancel(Chosen(await RemindersAsync(PersonOf(kernel), cancel), number, "reminder"), "reminder");

    [KernelFunction("restore_routine"), Description("Brings back a reminder or schedule that was cancelled.")]
    public async Task<PlannedAction> RestoreAsync([Description("Its number")] int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var routine = await db.Set<OwnerRoutine>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == number && !r.Enabled, cancel)
            ?? throw new BadRequestException($"There is no cancelled reminder or schedule {number}.");
        if (routine.DoneAt is not null || routine.At <= times.Wall.Now) throw new BadRequestException($"The time of {number} is over; make a new one.");
        return Switch(routine, true, $"Bring back \"{routine.Title}\"", $"\"{routine.Title}\" is back.",
            routine.Function == SayReminderFunction ? "conversation.cancel_reminder" : "conversation.cancel_schedule");
    }

    private async Task<List<OwnerRoutine>> RemindersAsync(int? person, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<OwnerRoutine>().AsNoTracking().Where(r => r.Enabled && r.Function == SayReminderFunction && (person == null || r.PersonId == null || r.PersonId == person)).OrderBy(r => r.Id).ToListAsync(cancel);
    }

    /// <param name="say">What to say instead, with a number in the place of {0}.</param>
    private static OwnerRoutine Chosen(List<OwnerRoutine> open, int? number, string kind, string? say = null) =>
        number is null && open.Count == 1 ? open[0]
        : open.Find(r => r.Id == number) ?? throw new BadRequestException(
            open.Count == 0 ? $"You have no {kind}s."
            : $"{(number is null ? $"Which {kind}?" : $"There is no {kind} {number}.")} There {(open.Count == 1 ? "is" : "are")} {string.Join(", ", open.Take(8).Select(r => $"{r.Id} ({r.Title})"))}. Say \"{(say ?? $"cancel {kind} {{0}}").Replace("{0}", $"{open[0].Id}", StringComparison.Ordinal)}\".");

    private static PlannedAction Cancel(OwnerRoutine routine, string kind) =>
        Switch(routine, false, $"Cancel {kind} {routine.Id}: {routine.Title}", $"{char.ToUpperInvariant(kind[0])}{kind[1..]} {routine.Id} is cancelled: {routine.Title}", "conversation.restore_routine");

    private static PlannedAction Switch(OwnerRoutine routine, bool enabled, string what, string said, string undo) => new()
    {
        What = what,
        Needs = ClearanceLevel.Suggest,
        Targets = [$"{routine.Id}"],
        Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = routine.Title },
        Idempotent = true,
        Undo = enabled ? "cancel it again" : "bring it back",
        Commit = async (context, cancel) =>
        {
            if (!await context.Effect<INotebook>().EnableAsync(routine.Id, enabled, cancel)) return new Outcome($"{said} It was so already.");
            await context.Effect<IRoutineScheduler>().RefreshAsync(routine.Id, cancel);
            return new Outcome(said) { Undo = new FunctionCall(undo, ("number", $"{routine.Id}")) };
        },
    };

    private PlannedAction Routine(string what, string said, string title, string? cron, DateTimeOffset? once, FunctionCall call, string cancelFunction, Kernel kernel)
    {
        var person = CallContext.Of(kernel)?.Person;
        var now = times.Wall.Now;
        return new PlannedAction
        {
            What = what,
            Needs = ClearanceLevel.Suggest,
            Targets = [person?.Name ?? "the owner"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["when"] = cron ?? IsoText.Of(once!.Value), ["call"] = call.ToString() },
            Idempotent = true,
            Undo = "cancel it",
            Commit = async (context, cancel) =>
            {
                var number = await context.Effect<INotebook>().WriteAsync(new OwnerRoutine
                {
                    Title = title, Cron = cron, At = once, Function = call.Function, ArgumentsJson = call.ArgumentsJson(), CreatedAt = now, ActionId = context.ActionId,
                    PersonId = person?.Id, Channel = person?.Channel, Address = person?.Address,
                }, cancel);
                await context.Effect<IRoutineScheduler>().RefreshAsync(number, cancel);
                return new Outcome($"{said}.") { Undo = new FunctionCall(cancelFunction, ("number", $"{number}")) };
            },
        };
    }
}
