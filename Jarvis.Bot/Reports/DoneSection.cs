using System.Globalization;
using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Autonomy.Routines;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Reports;

/// <summary>What Jarvis did, what it was kept from, and what of its own work went wrong.</summary>
internal sealed class DoneSection(
    DoneActions actions, SkillCatalog catalog, CycleLog cycles, IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business) : IReportSection
{
    private const int MostLines = 6;

    public string Title => "What I did";

    public int Order => 900;

    public async Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel)
    {
        var ran = await actions.RanAsync(period.From, period.To, cancel);
        var refused = await actions.RefusedAsync(period.From, period.To, cancel);
        List<string> lines = [.. period.Weekly ? ByDomain(ran) : ByTime(ran), .. Kept(refused), .. await RoutinesAsync(period, cancel), .. Analysis()];
        return lines.Count == 0 ? null : new SectionText(string.Join('\n', lines.Select(l => $"- {l}"))) { Untrusted = ran.Any(a => a.Untrusted) || refused.Any(a => a.Untrusted) };
    }

    private IEnumerable<string> ByTime(IReadOnlyList<ActionRecord> ran)
    {
        // What went wrong comes first: it is what the owner would look for.
        var shown = ran.OrderBy(a => a.State is ActionState.Done).ThenByDescending(a => a.EndedAt).Take(MostLines).ToList();
        foreach (var action in shown)
            yield return action.State == ActionState.Done
                ? $"{Local(action.EndedAt!.Value, "HH:mm")} {Line(action.Result ?? action.What)} (#{action.Id})"
                : Line(ActionText.Standing(action));
        if (ran.Count > shown.Count) yield return $"and {ran.Count - shown.Count} more: \"what did you do\" lists them";
    }

    private IEnumerable<string> ByDomain(IReadOnlyList<ActionRecord> ran) =>
        from domain in ran.GroupBy(a => a.Domain, StringComparer.Ordinal).OrderByDescending(g => g.Count())
        let wrong = domain.Count(a => a.State is ActionState.Failed or ActionState.Interrupted)
        let undone = domain.Count(a => a.State == ActionState.Undone)
        select $"{catalog.TitleOf(domain.Key)}: {domain.Count(a => a.State == ActionState.Done)} done" + (wrong > 0 ? $", {wrong} failed" : "") + (undone > 0 ? $", {undone} undone" : "");

    private static IEnumerable<string> Kept(IReadOnlyList<ActionRecord> refused)
    {
        var byPeople = refused.Count(a => a.State == ActionState.Refused && a.DecidedBy != DecidedByPeople.Gate);
        var expired = refused.Count(a => a.State == ActionState.Expired);
        var byGate = refused.Where(a => a.State == ActionState.Refused && a.DecidedBy == DecidedByPeople.Gate).ToList();
        if (byPeople > 0) yield return $"{byPeople} rejected by you or your people";
        if (expired > 0) yield return $"{expired} expired without an answer, and {(expired == 1 ? "was" : "were")} not done";
        if (byGate.Count > 0)
            yield return $"{byGate.Count} found and not done, because of the clearance or a pause: {string.Join("; ", byGate.Take(3).Select(a => $"{Line(a.What)} (#{a.Id})"))}{(byGate.Count > 3 ? "; …" : "")}";
    }

    private async Task<IReadOnlyList<string>> RoutinesAsync(ReportPeriod period, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var wrong = await db.Set<RoutineRun>().AsNoTracking()
            .Where(r => r.StartedAt >= period.From && r.StartedAt < period.To && (r.State == RoutineRunState.Failed || r.State == RoutineRunState.Skipped || r.State == RoutineRunState.DeliveryFailed || r.State == RoutineRunState.Interrupted))
            .OrderBy(r => r.Id).ToListAsync(cancel);
        return [.. wrong.GroupBy(r => (r.Routine, r.State)).Select(g => $"Routine {g.Key.Routine}: {Count(g.Key.State, g)}")];

        static string Count(RoutineRunState state, IEnumerable<RoutineRun> runs) => state switch
        {
            RoutineRunState.Skipped => $"{runs.Sum(r => r.Skipped)} skipped while I was off, then caught up once",
            RoutineRunState.DeliveryFailed => $"{runs.Count()} reached nobody ({runs.Last().Error})",
            RoutineRunState.Interrupted => $"{runs.Count()} cut short when I was stopped",
            _ => $"{runs.Count()} failed ({runs.Last().Error})",
        };
    }

    private IEnumerable<string> Analysis() => cycles.Last is { } last
        ? last.Agents.Where(a => a.Error is not null).Select(a => $"{catalog.TitleOf(a.Domain)} could not be analysed: {a.Error}")
        : [];

    private string Local(DateTimeOffset at, string format) => business.Value.Local(at).ToString(format, CultureInfo.InvariantCulture);

    private static string Line(string text) => text.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
