using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;

namespace Jarvis.Bot.Reports;

/// <summary>Time and money that actions say they saved. What they do not say is not made up.</summary>
internal sealed record Savings(TimeSpan Time, IReadOnlyList<Money> Money)
{
    public bool None => Time == TimeSpan.Zero && Money.Count == 0;

    /// <param name="currency">Of amounts whose action does not name one.</param>
    public static Savings Of(IEnumerable<ActionRecord> actions, string currency)
    {
        var done = actions.Where(a => a.State == ActionState.Done).ToList();
        var money = done.Where(a => a.SavedMinor is not null and not 0)
            .GroupBy(a => a.Currency ?? currency, a => a.SavedMinor!.Value, StringComparer.Ordinal)
            .Select(g => new Money(g.Sum(), g.Key)).OrderBy(m => m.Currency, StringComparer.Ordinal).ToList();
        return new Savings(TimeSpan.FromSeconds(done.Sum(a => a.SavedSeconds)), money);
    }

    /// <summary>"42 min and 120.00 EUR".</summary>
    public string Words()
    {
        IEnumerable<string> parts = Time > TimeSpan.Zero ? [Long(Time)] : [];
        return string.Join(" and ", parts.Concat(Money.Select(m => m.ToString())));
    }

    private static string Long(TimeSpan time) =>
        time.TotalMinutes < 1 ? "under a minute"
        : time.TotalHours < 1 ? $"{time.TotalMinutes:0} min"
        : time.Minutes == 0 ? $"{Math.Floor(time.TotalHours):0} h" : $"{Math.Floor(time.TotalHours):0} h {time.Minutes} min";
}
