using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Reports;

/// <summary>What was saved in a period: what actions said of themselves, and what domains saw come of them.</summary>
internal sealed class SavedBook(DoneActions actions, IEnumerable<ISavedWork> works, SkillCatalog catalog, IOptions<BusinessOptions> business)
{
    /// <summary>One line for each kind of work, the most time first.</summary>
    public async Task<IReadOnlyList<SavedWork>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var lines = new List<SavedWork>();
        foreach (var work in works) lines.AddRange(await work.ReadAsync(from, to, cancel));
        var done = (await actions.RanAsync(from, to, cancel)).Where(a => a.State == ActionState.Done && (a.SavedSeconds != 0 || a.SavedMinor is not null and not 0));
        lines.AddRange(done.GroupBy(a => (a.Function, Currency: a.SavedMinor is null ? null : a.Currency ?? business.Value.Currency)).Select(g => new SavedWork(
            Name(g.Key.Function), g.Count(), TimeSpan.FromSeconds(g.Sum(a => a.SavedSeconds)), g.Key.Currency is { } currency ? new Money(g.Sum(a => a.SavedMinor ?? 0), currency) : null)));
        return [.. lines.OrderByDescending(l => l.Time)];
    }

    /// <summary>"System health: restart".</summary>
    private string Name(string function)
    {
        var parts = function.Split('.', 2);
        return $"{catalog.TitleOf(parts[0])}: {parts[^1].Replace('_', ' ')}";
    }
}
