using System.ComponentModel;
using System.Globalization;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Reports;

/// <summary>How everything stands, the daily briefing and the weekly executive report, on a schedule or on demand.</summary>
internal sealed class ReportsSkill(Standing standing, ReportWriter writer, ReportPage page, OwnerTimes times, OpenActions open, IOptions<BusinessOptions> business, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);

    [KernelFunction("status"), Description("How everything stands now: what is wrong, what waits for a decision, today's figures, the last analysis.")]
    public Task<Answer> StatusAsync(CancellationToken cancel) => standing.TellAsync(cancel);

    [KernelFunction("daily"), Description("The daily briefing: what happened in the business, what Jarvis did, what needs a decision, what it saved.")]
    public async Task<Answer> DailyAsync([Description("Such as \"yesterday\"; the last 24 hours when left out")] string? period = null, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        var asked = times.PeriodOr(period, "period", _ => new Period(now.AddDays(-1), now));
        if (asked.From >= now) throw new BadRequestException("\"period\" lies in the future. Write one that has begun, such as \"today\".");
        if (asked.Length > Longest) throw new BadRequestException("\"period\" is longer than 31 days. Write a shorter one, such as \"last 7 days\".");
        var to = asked.To < now ? asked.To : now;
        var heading = period is null ? $"Briefing, {Date(now, "dddd d MMMM")}" : $"Report, {Date(asked.From, "d MMM HH:mm")} to {Date(to, "d MMM HH:mm")}";
        return await AnswerAsync(await writer.WriteAsync(heading, new ReportPeriod(asked.From, to, Weekly: false), cancel), [], cancel);
    }

    [KernelFunction("weekly"), Description("The weekly executive report: the seven days up to last midnight, with all charts in a file.")]
    public async Task<Answer> WeeklyAsync(CancellationToken cancel = default)
    {
        var wall = times.Wall;
        var (from, to) = (wall.StartOf(wall.Today.AddDays(-7)), wall.StartOf(wall.Today));
        var report = await writer.WriteAsync($"{business.Value.Name}: the week of {Date(from, "d MMMM")} to {Date(to.AddMinutes(-1), "d MMMM yyyy")}", new ReportPeriod(from, to, Weekly: true), cancel);
        return await AnswerAsync(report, [page.Of(report, $"weekly-{Date(to.AddMinutes(-1), "yyyy-MM-dd")}.html")], cancel);
    }

    private async Task<Answer> AnswerAsync(Report report, IReadOnlyList<AnswerFile> files, CancellationToken cancel) => new(report.Markdown())
    {
        Chart = report.FirstChart,
        Files = files,
        Data = report.Sections.Select(s => new { section = s.Title, text = s.Text.Markdown }),
        Untrusted = report.Untrusted,
        IsReport = true,
        Next = (await open.AllAsync(cancel)).Count > 0 ? ["what needs me?"] : [],
    };

    private string Date(DateTimeOffset at, string format) => business.Value.Local(at).ToString(format, CultureInfo.InvariantCulture);
}
