using System.Globalization;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>The briefing's section: what the rest of the day holds. The week's: what the next seven days hold.</summary>
internal sealed class TodaysReminders(IDbContextFactory<JarvisDb> databases, OwnerTimes times) : IReportSection
{
    public string Title => "Reminders";

    public int Order => 10;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var wall = times.Wall;
        var until = wall.StartOf(wall.Today.AddDays(period.Weekly ? 7 : 1));
        await using var db = await databases.CreateDbContextAsync(cancel);
        var reminders = await db.Set<OwnerRoutine>().AsNoTracking().Where(r => r.Enabled && r.Function == ConversationSkill.SayReminderFunction).ToListAsync(cancel);
        var due = reminders.Select(r => (r.Title, At: r.Cron is null ? r.At : CronText.Next(r.Cron, wall.Now, wall.Zone)))
            .Where(r => r.At >= wall.Now && r.At < until).OrderBy(r => r.At)
            .Select(r => $"- {TimeZoneInfo.ConvertTime(r.At!.Value, wall.Zone).ToString(period.Weekly ? "ddd d MMM HH:mm" : "HH:mm", CultureInfo.InvariantCulture)} {r.Title}").ToList();
        return due.Count == 0 ? null : new SectionText(string.Join('\n', due));
    }
}
