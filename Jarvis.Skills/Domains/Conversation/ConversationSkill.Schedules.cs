using System.ComponentModel;
using System.Text.Json;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Conversation;

internal sealed partial class ConversationSkill
{
    [KernelFunction("schedule"), Description("Makes a function call later, once or again and again; its answer comes to this conversation. Give at or every.")]
    public PlannedAction Schedule(
        [Description("The function: \"health.status\"")] string function,
        [Description("Its arguments as a JSON object of texts, with times in words (\"yesterday\")")] string? arguments = null,
        [Description("What it is, in the person's words: \"send me open leads\"")] string? title = null,
        [Description("When, again and again: Quartz cron or words (\"every weekday at 8\")")] string? every = null,
        [Description("When, once: ISO 8601 or words (\"tomorrow at 9\")")] string? at = null,
        Kernel kernel = null!)
    {
        var wall = times.Wall;
        var call = CallOf(function, arguments);
        var cron = every is null ? null : OwnerTimes.Recurrence(every, "every");
        var once = cron is null ? times.Instant(at, "at") : (DateTimeOffset?)null;
        if (once <= wall.Now) throw new BadRequestException($"{When(once.Value, wall)} is over already. Say a time that lies ahead.");
        title = string.IsNullOrWhiteSpace(title) ? call.ToString() : title.Trim();
        if (title.Length > 300) title = title[..300];
        var when = cron is null ? When(once!.Value, wall) : CronText.Words(cron);
        var first = cron is not null && CronText.Next(cron, wall.Now, wall.Zone) is { } next ? $". The first time is {When(next, wall)}" : "";
        return Routine($"Do {when}: {title}", $"Scheduled {when}: {title}{first}", title, cron, once, call, "conversation.cancel_schedule", kernel);
    }

    [KernelFunction("schedules"), Description("Lists what people have put on a schedule.")]
    public async Task<Answer> ListSchedulesAsync(CancellationToken cancel)
    {
        var wall = times.Wall;
        var list = await SchedulesAsync(cancel);
        if (list.Count == 0) return new Answer("Nothing is on your schedule. \"every weekday at 8 send me the daily report\" makes a start.");
        return new Answer($"{Wording.Count(list.Count, "schedule")} of yours {(list.Count == 1 ? "is" : "are")} running. \"cancel schedule {list[0].Id}\" takes one off.")
        {
            Table = new Table(["No", "When", "What", "Next"], [.. list.Select(r => (IReadOnlyList<string>)[$"{r.Id}", r.Cron is null ? "once" : CronText.Words(r.Cron), r.Title, NextOf(r, wall) is { } next ? When(next, wall) : "never"])]),
            Data = list.Select(r => new { number = r.Id, title = r.Title, cron = r.Cron, at = r.At, function = r.Function }),
        };
    }

    [KernelFunction("cancel_schedule"), Description("Takes something off the schedule.")]
    public async Task<PlannedAction> CancelScheduleAsync([Description("Its number; the only one when left out")] int? number = null, CancellationToken cancel = default) =>
        Cancel(Chosen(await SchedulesAsync(cancel), number, "schedule"), "schedule");

    private async Task<List<OwnerRoutine>> SchedulesAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<OwnerRoutine>().AsNoTracking().Where(r => r.Enabled && r.Function != SayReminderFunction).OrderBy(r => r.Id).ToListAsync(cancel);
    }

    private FunctionCall CallOf(string function, string? arguments)
    {
        var parts = function.Split('.');
        if (parts.Length != 2 || domains.FirstOrDefault(d => d.Name == parts[0]) is not { } domain || domain.Functions.All(f => f.Name != parts[1]))
            throw new BadRequestException($"There is no function \"{function}\". \"help\" shows what can be asked.");
        try { return FunctionCall.FromJson(function, string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments); }
        catch (JsonException e) { throw new BadRequestException("arguments must be a JSON object of texts, such as {\"service\":\"backend\"}.", e); }
    }
}
