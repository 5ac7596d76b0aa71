using System.Globalization;
using System.Text;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Domains.Sales.Tasks;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>Leads in the daily briefing and the weekly report: how many came, how soon they were answered, who wrote back, who waits.</summary>
internal sealed class SalesSection(IDbContextFactory<JarvisDb> databases, LeadBook book, SequenceBook sequences, MetricStore metrics) : IReportSection
{
    private const int Named = 3;

    public string Title => "Sales";

    public int Order => 8;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var came = await db.Set<Lead>().Where(l => l.ArrivedAt >= period.From && l.ArrivedAt < period.To).GroupBy(l => l.Source).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var waiting = await book.UnansweredAsync(Named + 1, cancel);
        var replies = await book.RepliesAsync(period.From, period.To, cancel);
        var top = await book.TopAsync(Named, cancel);
        var due = (await db.OpenTasksAsync(Named + 1, cancel)).FindAll(t => t.DueAt <= period.To.AddDays(1));
        var inSequence = await sequences.SaidAsync(period.From, period.To, cancel);
        if (inSequence is null && came.Count == 0 && waiting.Count == 0 && replies.Count == 0 && top.Count == 0 && due.Count == 0) return null;

        var text = new StringBuilder();
        var responses = (await metrics.ReadAsync(FirstResponses.Series, period.From, period.To, cancel)).Select(p => p.Value).Order().ToList();
        var all = came.Sum(c => c.Count);
        text.Append(CultureInfo.InvariantCulture, $"- **{all} {(all == 1 ? "lead" : "leads")}** came{(all > 0 ? $" ({string.Join(", ", came.OrderByDescending(c => c.Count).Select(c => $"{c.Count} by {c.Key}"))})" : "")}");
        text.AppendLine(responses.Count == 0 ? "." : string.Create(CultureInfo.InvariantCulture, $"; {responses.Count} answered, half of them within {responses[responses.Count / 2]:0.#} minutes."));
        if (replies.Count > 0) text.AppendLine($"- {string.Join(", ", replies.Select(r => r.Who).Distinct(StringComparer.Ordinal).Take(Named))} wrote back.");
        if (inSequence is not null) text.AppendLine($"- {inSequence}");
        if (waiting.Count > 0) text.AppendLine($"- Not answered yet: {string.Join(", ", waiting.Take(Named).Select(l => $"{l.Contact!.Title} (lead {l.Id}, {l.Score} points)"))}{(waiting.Count > Named ? " and more" : "")}.");
        if (top.Count > 0) text.AppendLine($"- Best open leads: {string.Join(", ", top.Select(l => $"{l.Contact!.Title} with {l.Score} points"))}.");
        if (due.Count > 0) text.AppendLine($"- To do: {string.Join("; ", due.Take(Named).Select(t => $"{t.What} ({t.Contact!.Title}, task {t.Id})"))}{(due.Count > Named ? " and more" : "")}.");
        return new SectionText(text.ToString().TrimEnd())
        {
            Untrusted = true,
            Chart = !period.Weekly || came.Count < 2 ? null : new Chart("Leads by source", ChartKind.Bar, [new ChartSeries("leads", [.. came.OrderByDescending(c => c.Count).Take(8).Select(c => new ChartPoint(c.Count) { Label = c.Key })])]),
        };
    }
}
