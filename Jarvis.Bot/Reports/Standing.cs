using Jarvis.Bot.Alerts;
using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Reports;

/// <summary>How everything stands now: what is wrong first, then what waits, the day's figures, and when Jarvis last looked.</summary>
internal sealed class Standing(
    IEnumerable<ILivePanel> panels, OpenActions open, AlertBook alerts, Controls controls, ChannelStates channels, CycleLog cycles,
    IOptions<AutonomyOptions> autonomy, IOptions<BusinessOptions> business, TimeProvider time)
{
    private const int Shown = 5;

    public async Task<Answer> TellAsync(CancellationToken cancel)
    {
        var contents = new List<PanelContent>();
        foreach (var panel in panels.OrderBy(p => p.Order)) contents.Add(await ReadAsync(panel, cancel));
        var bad = contents.SelectMany(c => c.Rows).Where(r => r.State is PanelState.Bad or PanelState.Warn).ToList();
        var raised = await alerts.UnresolvedAsync(cancel);
        var waiting = await open.AllAsync(cancel);

        List<string> lines =
        [
            .. controls.Paused ? ["I am **paused**: I look and answer, and do nothing until you say \"resume\"."] : Array.Empty<string>(),
            Wrong(bad, contents.Sum(c => c.Rows.Count), raised.Count),
            .. raised.Count == 0 ? [] : raised.OrderByDescending(a => a.Severity).Take(Shown).Select(a => $"- {AlertText.Icon(a)} {AlertText.Title(a)}, for {AlertText.Length(a.LengthAt(time.GetUtcNow()))}{(a.AckBy is { } by ? $", acknowledged by {by}" : "")}"),
            .. raised.Count > Shown ? [$"- and {raised.Count - Shown} more alerts"] : Array.Empty<string>(),
            waiting.Count == 0 ? "Nothing waits for you." : $"**{waiting.Count} {(waiting.Count == 1 ? "decision waits" : "decisions wait")} for you**: {string.Join(", ", waiting.Take(Shown).Select(a => $"#{a.Id} {PromptText.Escape(a.What)}"))}{(waiting.Count > Shown ? " …" : ".")}",
            .. contents.SelectMany(c => c.Figures).Any() ? [string.Join(" · ", contents.SelectMany(c => c.Figures).Select(f => $"{f.Label}: {f.Value}{(f.Note.Length > 0 ? $" ({f.Note})" : "")}"))] : Array.Empty<string>(),
            .. channels.All.Where(c => c.Value.Health == ChannelHealth.Down).Select(c => $"⚠️ {c.Key} is not connected. {c.Value.Note}"),
            $"{Analysis()} The clearance is {controls.Overall.Word()}.",
        ];
        return new Answer(string.Join("\n\n", lines).Replace("\n\n- ", "\n- ", StringComparison.Ordinal))
        {
            Table = bad.Count == 0 ? null : new Table(["What", "How"], [.. bad.Take(20).Select(r => (IReadOnlyList<string>)[r.Name, r.Words])]),
            Next = [.. waiting.Count > 0 ? ["what needs me?"] : Array.Empty<string>(), .. bad.Select(r => r.Say).OfType<string>().Take(2)],
            Untrusted = raised.Any(a => a.Untrusted) || waiting.Any(a => a.Untrusted),
        };
    }

    private static async Task<PanelContent> ReadAsync(ILivePanel panel, CancellationToken cancel)
    {
        try
        {
            return await panel.ReadAsync(cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One domain that cannot tell must not keep the others from it.
            return new PanelContent([new PanelRow(panel.Title, PanelState.Warn, "cannot be read just now")]);
        }
    }

    private static string Wrong(List<PanelRow> bad, int all, int alerts) => bad switch
    {
        [] when all == 0 => "I watch no service yet: write yours to Health:Services in appsettings.json.",
        [] when alerts > 0 => $"🟡 Nothing is down; {alerts} {(alerts == 1 ? "alert is" : "alerts are")} open:",
        [] => "✅ Everything that I watch is well.",
        [var one] => $"{(one.State == PanelState.Bad ? "🔴" : "🟡")} {one.Name} is not well: {one.Words}. All else is.",
        _ => $"{(bad.Exists(r => r.State == PanelState.Bad) ? "🔴" : "🟡")} {bad.Count} of {all} are not well: {string.Join(", ", bad.Take(Shown).Select(r => r.Name))}{(bad.Count > Shown ? " …" : ".")}",
    };

    private string Analysis() =>
        !autonomy.Value.Enabled ? "I look for nothing to do of my own accord: Autonomy:Enabled is off."
        : cycles.Last is { } last ? last.Sentence(business.Value.Local)
        : "My first analysis has not run yet.";
}
