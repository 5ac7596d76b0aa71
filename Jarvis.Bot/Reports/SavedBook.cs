using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Reports;

/// <summary>What was saved in a period: what actions said of themselves, what domains saw come of them, and before both what the owner says.</summary>
internal sealed class SavedBook(DoneActions actions, IEnumerable<ISavedWork> works, IEnumerable<IStatedMinutes> stated, SkillCatalog catalog, IOptions<BusinessOptions> business) : ISavedBook
{
    /// <summary>One line for each kind of work, the most time first.</summary>
    public async Task<IReadOnlyList<SavedWork>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var minutes = await MinutesAsync(cancel);
        var lines = new List<SavedWork>();
        foreach (var work in works) lines.AddRange(await work.ReadAsync(from, to, cancel));
        var done = (await actions.RanAsync(from, to, cancel)).Where(a => a.State == ActionState.Done && (a.SavedSeconds != 0 || a.SavedMinor is not null and not 0 || (minutes.ContainsKey(a.Function) && !lines.Exists(l => l.Function == a.Function)))).ToList();
        lines.AddRange(done.GroupBy(a => (a.Function, Currency: a.SavedMinor is null ? null : a.Currency ?? business.Value.Currency)).Select(g => new SavedWork(
            Name(g.Key.Function), g.Count(), TimeSpan.FromSeconds(g.Sum(a => a.SavedSeconds)), g.Key.Currency is { } currency ? new Money(g.Sum(a => a.SavedMinor ?? 0), currency) : null, g.Key.Function)));
        return [.. lines.Select(l => l.Function is { } function && minutes.TryGetValue(function, out var each) ? l with { Time = l.Count * TimeSpan.FromMinutes(each) } : l).OrderByDescending(l => l.Time)];
    }

    private async Task<IReadOnlyDictionary<string, double>> MinutesAsync(CancellationToken cancel)
    {
        var all = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var source in stated)
            foreach (var (function, each) in await source.ReadAsync(cancel)) all[function] = each;
        return all;
    }

    /// <summary>"System health: restart".</summary>
    private string Name(string function)
    {
        var parts = function.Split('.', 2);
        return $"{catalog.TitleOf(parts[0])}: {parts[^1].Replace('_', ' ')}";
    }
}
