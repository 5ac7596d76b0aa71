using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Reports;

/// <summary>What Jarvis's work saved, and how that was counted.</summary>
internal sealed class SavedSection(SavedBook book, DoneActions actions) : IReportSection
{
    private const int MostLines = 5;

    public string Title => "What it saved";

    public int Order => 920;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var lines = await book.ReadAsync(period.From, period.To, cancel);
        var all = Savings.Of(lines);
        if (all.None) return (await actions.RanAsync(period.From, period.To, cancel)).Count == 0 ? null : new SectionText("Nothing that I could honestly count.");
        var before = period.Weekly ? await BeforeAsync(period, cancel) : "";
        var shown = lines.Take(MostLines).Select(l => $"- {l.What}, {l.Count} {(l.Count == 1 ? "time" : "times")}: {Savings.Of(l).Words()}");
        return new SectionText($"**{all.Words()}**{before}\n\n{string.Join('\n', shown)}\n\n*Counted as what each would have taken or cost you without me; what cannot be counted is left out.*");
    }

    private async Task<string> BeforeAsync(ReportPeriod period, CancellationToken cancel)
    {
        var before = Savings.Of(await book.ReadAsync(period.From - (period.To - period.From), period.From, cancel));
        return before.None ? "" : $" (the week before: {before.Words()})";
    }
}
