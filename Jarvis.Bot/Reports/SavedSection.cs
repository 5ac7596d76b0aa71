using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Reports;

/// <summary>What Jarvis's work saved, and how that was counted.</summary>
internal sealed class SavedSection(DoneActions actions, SkillCatalog catalog, IOptions<BusinessOptions> business) : IReportSection
{
    private const int MostLines = 5;

    public string Title => "What it saved";

    public int Order => 920;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var done = (await actions.RanAsync(period.From, period.To, cancel)).Where(a => a.State == ActionState.Done).ToList();
        if (done.Count == 0) return null;
        var currency = business.Value.Currency;
        var all = Savings.Of(done, currency);
        if (all.None) return new SectionText("Nothing that I could honestly count.");

        var lines = done.GroupBy(a => a.Function, StringComparer.Ordinal)
            .Select(g => (Function: g.Key, Count: g.Count(), Saved: Savings.Of(g, currency))).Where(g => !g.Saved.None)
            .OrderByDescending(g => g.Saved.Time).Take(MostLines)
            .Select(g => $"- {Name(g.Function)}, {g.Count} {(g.Count == 1 ? "time" : "times")}: {g.Saved.Words()}");
        var before = period.Weekly ? await BeforeAsync(period, currency, cancel) : "";
        return new SectionText($"**{all.Words()}**{before}\n\n{string.Join('\n', lines)}\n\n*Counted as what each action says it would have taken or cost you without me; what cannot be counted is left out.*");
    }

    private async Task<string> BeforeAsync(ReportPeriod period, string currency, CancellationToken cancel)
    {
        var length = period.To - period.From;
        var before = Savings.Of(await actions.RanAsync(period.From - length, period.From, cancel), currency);
        return before.None ? "" : $" (the week before: {before.Words()})";
    }

    /// <summary>"System health: restart".</summary>
    private string Name(string function)
    {
        var parts = function.Split('.', 2);
        return $"{catalog.TitleOf(parts[0])}: {parts[^1].Replace('_', ' ')}";
    }
}
