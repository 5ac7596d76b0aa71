using Superpower.Model;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>
/// Cuts a text where letters, digits and signs meet: "15sep" is "15" and "sep", "3:30-4pm" six pieces. Apostrophes inside
/// words and points in "p.m." are left out; a hyphen between words too, unless it leads to a weekday or the like.
/// </summary>
internal static class Lexer
{
    public static TokenList<Lexeme> Read(string text)
    {
        var plain = Words.Plain(text);
        var tokens = new List<Token<Lexeme>>();
        var spaced = true;
        for (var at = 0; at < plain.Length;)
        {
            if (char.IsWhiteSpace(plain[at])) { at++; spaced = true; continue; }
            var lexeme = Next(plain, at, spaced);
            at = lexeme.End;
            spaced = false;
            if (lexeme.Text == "-" && lexeme.Start > 0 && char.IsLetter(plain[lexeme.Start - 1]) && at < plain.Length && char.IsLetter(plain[at]) && !Vocabulary.Endpoints.Contains(WordAt(plain, at)))
            {
                spaced = true;
                continue;
            }
            tokens.Add(new Token<Lexeme>(lexeme, new TextSpan(plain, new Position(lexeme.Start, 1, lexeme.Start + 1), lexeme.End - lexeme.Start)));
        }
        return new TokenList<Lexeme>([.. tokens]);
    }

    private static Lexeme Next(string text, int at, bool spaced)
    {
        if (spaced && AddressEnd(text, at) is var end && end > at) return new Lexeme(LexemeKind.Address, "", -1, spaced, at, end);
        if (char.IsAsciiDigit(text[at])) return Digits(text, at, spaced);
        if (char.IsLetter(text[at])) return Letters(text, at, spaced);
        return new Lexeme(LexemeKind.Sign, text[at] switch { '\u2212' or '\u2014' or '\u223C' => "-", '\u2219' or '\u00B7' => ",", var c => Sign(c) }, -1, spaced, at, at + 1);
    }

    private static string Sign(char sign) => sign < Signs.Length ? Signs[sign] : "?";

    private static readonly string[] Signs = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];

    private static Lexeme Digits(string text, int at, bool spaced)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        var digits = text[at..Math.Min(end, at + 9)];
        return new Lexeme(LexemeKind.Number, digits, end - at <= 8 ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : -1, spaced, at, end);
    }

    private static Lexeme Letters(string text, int at, bool spaced)
    {
        var end = at + WordAt(text, at).Length;

        // "p.m.", "a.d."
        if (end - at == 1 && end + 1 < text.Length && text[end] == '.' && char.IsLetter(text[end + 1]) && (end + 2 == text.Length || !char.IsLetterOrDigit(text[end + 2])))
        {
            var full = end + 2 < text.Length && text[end + 2] == '.' ? end + 3 : end + 2;
            return new Lexeme(LexemeKind.Word, string.Concat(text.AsSpan(at, 1), text.AsSpan(end + 1, 1)), -1, spaced, at, full);
        }
        var word = text[at..end];
        while (end + 1 < text.Length && text[end] == '\'' && char.IsLetter(text[end + 1]))
        {
            var more = WordAt(text, end + 1);
            word += more.ToString();
            end += 1 + more.Length;
        }
        if (end < text.Length && text[end] == '\'' && text[end - 1] == 's') end++;
        return new Lexeme(LexemeKind.Word, word, -1, spaced, at, end);
    }

    private static ReadOnlySpan<char> Word(string text, int at, int end) => text.AsSpan(at, end - at);

    private static string WordAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        return Word(text, at, end).ToString();
    }

    /// <summary>Looks at most a line's length ahead, so that a long text costs no more than its length.</summary>
    private static int AddressEnd(string text, int at)
    {
        var end = at;
        var address = false;
        while (end < text.Length && end - at < 300 && !char.IsWhiteSpace(text[end]))
        {
            address |= (text[end] == '@' && end > at && end + 1 < text.Length && char.IsLetterOrDigit(text[end - 1]) && char.IsLetter(text[end + 1]))
                || (text[end] == ':' && string.CompareOrdinal(text, end, "://", 0, 3) == 0);
            end++;
        }
        return address ? end : at;
    }
}
