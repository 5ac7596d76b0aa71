using System.Text.RegularExpressions;
using Superpower.Model;

namespace Jarvis.Skills.Business.Times;

/// <summary>What a piece of a sentence is, before anybody asks what it means.</summary>
public enum WordKind
{
    Word,

    /// <summary>"12", "1,250.50".</summary>
    Number,

    /// <summary>"3rd".</summary>
    Ordinal,

    /// <summary>"9:30", "5pm".</summary>
    Clock,

    /// <summary>"2026-03-01" or "1.3.2026".</summary>
    Date,

    /// <summary>"2026-03-01T09:00:00+01:00".</summary>
    Instant,

    /// <summary>"PT30M", "1h30".</summary>
    Duration,

    /// <summary>One of € $ £ % # /.</summary>
    Sign,

    /// <summary>A web or mail address.</summary>
    Address,
}

/// <summary>
/// Splits a sentence into words. Offsets hold in the text as it was written. Punctuation and hyphens are left out, and
/// contractions are split: "don't" is "do" and "n't".
/// </summary>
public static partial class Words
{
    public static TokenList<WordKind> Split(string text)
    {
        var plain = Plain(text);
        var tokens = new List<Token<WordKind>>();
        foreach (var match in Pieces().EnumerateMatches(plain))
        {
            var span = new TextSpan(plain, new Position(match.Index, 1, match.Index + 1), match.Length);
            tokens.Add(new Token<WordKind>(KindOf(plain.AsSpan(match.Index, match.Length)), span));
        }
        return new TokenList<WordKind>([.. tokens]);
    }

    /// <summary>Lower case and straight quotes, of the same length as the text.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (plain, source) =>
    {
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = source[i] switch
            {
                '\u2018' or '\u2019' or '\u02BC' or '`' or '\u00B4' => '\'',
                '\u201C' or '\u201D' or '\u201E' or '\u00AB' or '\u00BB' => '"',
                '\u00A0' or '\u202F' => ' ',
                '\u2010' or '\u2011' or '\u2013' => '-',
                var other => char.ToLowerInvariant(other),
            };
        }
    });

    private static WordKind KindOf(ReadOnlySpan<char> piece)
    {
        if (piece.Contains("://", StringComparison.Ordinal) || piece.Contains('@')) return WordKind.Address;
        if (piece.Length == 1 && "€$£%#/".Contains(piece[0], StringComparison.Ordinal)) return WordKind.Sign;
        if (IsoInstant().IsMatch(piece)) return WordKind.Instant;
        if (DateShape().IsMatch(piece)) return WordKind.Date;
        if (ClockShape().IsMatch(piece)) return WordKind.Clock;
        if (DurationShape().IsMatch(piece)) return WordKind.Duration;
        if (!char.IsAsciiDigit(piece[0])) return WordKind.Word;
        if (OrdinalShape().IsMatch(piece)) return WordKind.Ordinal;
        return NumberShape().IsMatch(piece) ? WordKind.Number : WordKind.Word;
    }

    private const string Iso = @"\d{4}-\d{2}-\d{2}t\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:\d{2})?";
    private const string Day = @"\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4}";
    private const string Time = @"\d{1,2}:\d{2}(?:\s?(?:am|pm|a\.m\.|p\.m\.))?(?![\d:])|\d{1,2}(?:\.\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.)(?!\p{L})";
    private const string Length = @"p(?:\d+[ymwd])+(?:t(?:\d+[hms])+)?|pt(?:\d+[hms])+|\d+h\d+m?";
    private const string Figure = @"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?";
    // As long as addresses may be (RFC 5321), so that junk without a space is not looked through from each of its words.
    private const string Mail = @"[^\s@""<>]{1,64}@[^\s@""<>]{1,255}\.\w+";
    private const string Units = @"s|sec|secs|m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|weeks?|k|eur|usd|gbp";

    [GeneratedRegex($@"https?://\S+|{Mail}|{Iso}|(?:{Day})(?![\p{{L}}\d])|(?<![\p{{L}}\d]){Time}|(?<![\p{{L}}\d])(?:{Length})(?![\p{{L}}\d])|(?<![\p{{L}}\d])\d{{1,2}}(?:st|nd|rd|th)\b|(?<![\p{{L}}\d])(?:{Figure})(?=(?:{Units})\b|(?![\p{{L}}\d]))|n't\b|'(?:s|re|ll|d|m|ve)\b|[\p{{L}}\d_]+?(?=n't\b)|[\p{{L}}\d_]+|[€$£%#/]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Pieces();

    [GeneratedRegex($"^(?:{Iso})$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsoInstant();

    [GeneratedRegex($"^(?:{Day})$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DateShape();

    [GeneratedRegex($"^(?:{Time})$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex ClockShape();

    [GeneratedRegex($"^(?:{Length})$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex DurationShape();

    [GeneratedRegex(@"^\d{1,2}(?:st|nd|rd|th)$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex OrdinalShape();

    [GeneratedRegex($"^(?:{Figure})$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex NumberShape();
}
