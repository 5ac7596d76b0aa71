using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Reports;

/// <summary>What needs a decision, with what it should bring and how to decide it.</summary>
internal sealed class DecisionsSection(OpenActions open, IOptions<BusinessOptions> business) : IReportSection
{
    private const int MostLines = 5;

    public string Title => "Needs your decision";

    public int Order => 910;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var waiting = await open.AllAsync(cancel);
        if (waiting.Count == 0) return null;
        var lines = waiting.OrderByDescending(a => a.MonthlyValueMinor ?? 0).ThenBy(a => a.Id).Take(MostLines).Select(Line).ToList();
        if (waiting.Count > lines.Count) lines.Add($"- and {waiting.Count - lines.Count} more: \"what needs me?\" lists them");
        return new SectionText($"{string.Join('\n', lines)}\n\nSay \"approve {waiting[0].Id}\", \"reject {waiting[0].Id} because …\" or \"why {waiting[0].Id}?\".") { Untrusted = waiting.Any(a => a.Untrusted) };
    }

    private string Line(ActionRecord action)
    {
        var benefit = action.Benefit is { Length: > 0 } words ? words
            : action.MonthlyValueMinor is { } minor ? $"about {new Money(minor, business.Value.Currency)} a month" : null;
        var cost = action.Cost is { Minor: > 0 } money ? $", costs {money}" : "";
        var state = action.State == ActionState.Interrupted ? ", was cut short: run it again?" : "";
        return $"- **#{action.Id}** {action.What}{(benefit is null ? "" : $": {benefit}")}{cost}{state}";
    }
}
