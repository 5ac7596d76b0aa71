using System.Collections.Frozen;
using System.Globalization;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Jarvis.Skills.Business.Times;

/// <summary>What the grammars of this folder share.</summary>
internal static class Grammar
{
    /// <summary>Every word that a grammar here knows. No reading begins at any other, which saves trying them all.</summary>
    public static HashSet<string> Known { get; } = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Names = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7,
        ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["fifteen"] = 15, ["twenty"] = 20,
        ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["ninety"] = 90,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Rank = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["first"] = 1, ["second"] = 2, ["third"] = 3, ["fourth"] = 4, ["fifth"] = 5,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, DayOfWeek> Days = Spelled<DayOfWeek>(Enum.GetValues<DayOfWeek>(), ["sun", "mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat"]);

    private static readonly FrozenDictionary<string, int> Months = Enumerable.Range(1, 12)
        .SelectMany(m => new[] { (CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(m).ToLowerInvariant(), m), (CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(m).ToLowerInvariant(), m) })
        .Append(("sept", 9)).DistinctBy(m => m.Item1, StringComparer.Ordinal).ToFrozenDictionary(m => m.Item1, m => m.Item2, StringComparer.Ordinal);

    /// <summary>One of these words.</summary>
    public static TokenListParser<WordKind, string> Word(params string[] words)
    {
        Known.UnionWith(words);
        var set = words.ToFrozenSet(StringComparer.Ordinal);
        return Token.EqualTo(WordKind.Word).Select(t => t.ToStringValue()).Where(set.Contains);
    }

    /// <summary>These words one after the other.</summary>
    public static TokenListParser<WordKind, string> Phrase(string words) =>
        words.Split(' ').Select(w => Word(w)).Aggregate((a, b) => a.IgnoreThen(b)).Try();

    public static TokenListParser<WordKind, string> Phrases(params string[] phrases) => Longest(phrases.Select(Phrase).ToArray());

    /// <summary>The alternative that reads most; language is full of readings that are the beginning of another.</summary>
    public static TokenListParser<WordKind, T> Longest<T>(params TokenListParser<WordKind, T>[] alternatives) => input =>
    {
        var best = TokenListParserResult.Empty<WordKind, T>(input);
        foreach (var alternative in alternatives)
        {
            var result = alternative(input);
            if (result.HasValue && (!best.HasValue || result.Remainder.Position > best.Remainder.Position)) best = result;
        }
        return best;
    };

    public static TokenListParser<WordKind, T?> Maybe<T>(this TokenListParser<WordKind, T> parser) where T : struct =>
        parser.Select(v => (T?)v).Try().OptionalOrDefault();

    /// <summary>Reads it when it is there, and goes on either way.</summary>
    public static TokenListParser<WordKind, string> Skip(params string[] words) => Word(words).Try().OptionalOrDefault("");

    public static TokenListParser<WordKind, int> Figure { get; } = Token.EqualTo(WordKind.Number)
        .Select(t => int.TryParse(t.ToStringValue(), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1).Where(v => v >= 0);

    /// <summary>"20", "twenty", "a".</summary>
    public static TokenListParser<WordKind, int> Count { get; } = Longest(Figure, Of(Names));

    public static TokenListParser<WordKind, DayOfWeek> Weekday { get; } = Of(Days);

    public static TokenListParser<WordKind, int> Month { get; } = Of(Months);

    /// <summary>"3", "3rd", "third".</summary>
    public static TokenListParser<WordKind, int> Ordinal { get; } = Longest(
        Token.EqualTo(WordKind.Ordinal).Select(t => int.Parse(t.ToStringValue().AsSpan()[..^2], CultureInfo.InvariantCulture)), Of(Rank));

    public static TokenListParser<WordKind, T> Of<T>(FrozenDictionary<string, T> words)
    {
        Known.UnionWith(words.Keys);
        return Token.EqualTo(WordKind.Word).Select(t => t.ToStringValue()).Where(words.ContainsKey).Select(w => words[w]);
    }

    /// <summary>Names of the values, their plurals, and further spellings.</summary>
    public static FrozenDictionary<string, T> Spelled<T>(IEnumerable<T> values, IEnumerable<string> also) where T : notnull =>
        values.Zip(also).SelectMany(p => p.Second.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append(p.First.ToString()!.ToLowerInvariant()).SelectMany(w => new[] { w, w + "s" }).Select(w => (w, p.First)))
            .DistinctBy(p => p.w, StringComparer.Ordinal).ToFrozenDictionary(p => p.w, p => p.First, StringComparer.Ordinal);
}
