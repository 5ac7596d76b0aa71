using System.Globalization;
using Jarvis.Skills.Domains;

namespace Jarvis.Skills.Business;

/// <summary>Today's orders, leads and tickets on the page. Without any in two weeks it shows nothing.</summary>
internal sealed class BusinessPanel(EventDays days) : ILivePanel
{
    private const int Shown = 14;

    public string Title => "Business";

    public int Order => 20;

    public async Task<PanelContent> ReadAsync(CancellationToken cancel)
    {
        var rows = new List<PanelRow>();
        var figures = new List<PanelFigure>();
        foreach (var (type, _, many) in EventDays.Kinds)
        {
            var counts = await days.LatestAsync(type, Shown, cancel);
            if (counts.All(c => c.Count == 0)) continue;
            var (today, yesterday) = (counts[^1], counts[^2]);
            var name = BusinessWords.Capital(many);
            var trend = counts.Select(c => (double)c.Count).ToArray();
            figures.Add(new PanelFigure($"{name} today", BusinessWords.Number(today.Count)) { Note = today.Amount.Minor > 0 ? today.Amount.ToString() : $"{BusinessWords.Number(yesterday.Count)} yesterday", Trend = trend });
            rows.Add(new PanelRow(name, PanelState.Neutral, $"{BusinessWords.Number(today.Count)} today{(today.Amount.Minor > 0 ? $", {today.Amount}" : "")}; {BusinessWords.Number(yesterday.Count)} yesterday")
            {
                Trend = trend,
                TrendTitle = $"{many} a day, two weeks",
            });
        }
        return new PanelContent(rows) { Figures = figures };
    }
}

/// <summary>Orders, leads and tickets in the reports, beside the same time before.</summary>
internal sealed class BusinessSection(EventDays days) : IReportSection
{
    public string Title => "Business";

    public int Order => 5;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var lines = new List<string>();
        foreach (var (type, one, many) in EventDays.Kinds)
        {
            var now = await days.CountAsync(type, period.From, period.To, cancel);
            var before = await days.CountAsync(type, period.From - (period.To - period.From), period.From, cancel);
            if (now.Count + before.Count == 0) continue;
            lines.Add($"- **{BusinessWords.Number(now.Count)} {(now.Count == 1 ? one : many)}**{(now.Amount.Minor > 0 ? $", {now.Amount}" : "")} ({(period.Weekly ? "week" : "day")} before: {BusinessWords.Number(before.Count)}{(before.Amount.Minor > 0 ? $", {before.Amount}" : "")})");
        }
        return lines.Count == 0 ? null : new SectionText(string.Join('\n', lines));
    }
}

internal static class BusinessWords
{
    public static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
