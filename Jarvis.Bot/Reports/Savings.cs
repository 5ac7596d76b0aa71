using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Reports;

/// <summary>Time and money that work saved. What nothing says is not made up.</summary>
internal sealed record Savings(TimeSpan Time, IReadOnlyList<Money> Money)
{
    public bool None => Time == TimeSpan.Zero && Money.Count == 0;

    public static Savings Of(params IEnumerable<SavedWork> work)
    {
        var lines = work.ToList();
        var money = lines.Select(l => l.Money).OfType<Money>().GroupBy(m => m.Currency, m => m.Minor, StringComparer.Ordinal)
            .Select(g => new Money(g.Sum(), g.Key)).OrderBy(m => m.Currency, StringComparer.Ordinal).ToList();
        return new Savings(TimeSpan.FromTicks(lines.Sum(l => l.Time.Ticks)), money);
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
