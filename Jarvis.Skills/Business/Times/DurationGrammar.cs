using System.Collections.Frozen;
using System.Text.RegularExpressions;
using System.Xml;
using Superpower;
using Superpower.Parsers;
using static Jarvis.Skills.Business.Times.Grammar;

namespace Jarvis.Skills.Business.Times;

/// <summary>"30 minutes", "half an hour", "1h30", "two days", "PT30M". A month counts 30 days.</summary>
internal static partial class DurationGrammar
{
    public static readonly FrozenDictionary<string, TimeSpan> Units = new (string Words, TimeSpan Length)[]
    {
        ("s sec secs second seconds", TimeSpan.FromSeconds(1)),
        ("m min mins minute minutes", TimeSpan.FromMinutes(1)),
        ("h hr hrs hour hours", TimeSpan.FromHours(1)),
        ("d day days", TimeSpan.FromDays(1)),
        ("w week weeks", TimeSpan.FromDays(7)),
        ("month months", TimeSpan.FromDays(30)),
    }.SelectMany(u => u.Words.Split(' ').Select(w => (w, u.Length))).ToFrozenDictionary(u => u.w, u => u.Length, StringComparer.Ordinal);

    private static readonly TokenListParser<WordKind, TimeSpan> Counted =
        from count in Count
        from unit in Of(Units)
        where count * unit.TotalDays < 3660
        from half in Phrase("and a half").OptionalOrDefault("")
        select (unit * count) + (half.Length > 0 ? unit / 2 : TimeSpan.Zero);

    private static readonly TokenListParser<WordKind, TimeSpan> Fraction = Longest(
        Phrases("half an hour", "half hour", "half a hour").Select(_ => TimeSpan.FromMinutes(30)),
        Phrases("a quarter of an hour", "quarter of an hour", "quarter hour").Select(_ => TimeSpan.FromMinutes(15)),
        Phrase("half a day").Select(_ => TimeSpan.FromHours(12)),
        Phrases("a couple of hours", "couple of hours").Select(_ => TimeSpan.FromHours(2)),
        Phrases("a couple of days", "couple of days").Select(_ => TimeSpan.FromDays(2)));

    private static readonly TokenListParser<WordKind, TimeSpan> Written = Token.EqualTo(WordKind.Duration).Select(t => Read(t.ToStringValue()));

    private static readonly TokenListParser<WordKind, TimeSpan> Chain =
        from first in Counted
        from rest in Skip("and").IgnoreThen(Counted).Try().Many()
        select rest.Aggregate(first, (sum, next) => sum + next);

    public static TokenListParser<WordKind, TimeSpan> Duration { get; } = Longest(Written, Fraction, Chain, Counted).Where(d => d > TimeSpan.Zero && d < TimeSpan.FromDays(3660));

    private static TimeSpan Read(string text)
    {
        var brief = ShortForm().Match(text);
        if (brief.Success) return new TimeSpan(Clamp(brief.Groups["h"].Value), Clamp(brief.Groups["m"].Value), 0);
        try { return XmlConvert.ToTimeSpan(text.ToUpperInvariant().Replace("W", "D", StringComparison.Ordinal)) * (text.Contains('w', StringComparison.Ordinal) ? 7 : 1); }
        catch (Exception e) when (e is FormatException or OverflowException) { return TimeSpan.Zero; }

        static int Clamp(string digits) => int.TryParse(digits, out var value) ? Math.Min(value, 100_000) : 0;
    }

    [GeneratedRegex(@"^(?<h>\d+)h(?<m>\d+)m?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShortForm();
}
