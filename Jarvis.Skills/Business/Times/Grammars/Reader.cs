using System.Collections.Concurrent;
using System.Collections.Frozen;
using Superpower;
using Superpower.Model;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>
/// The pieces that the grammars are made of: Superpower's parsers over <see cref="Lexeme"/>s. All of them go back to where
/// they began when they do not fit, for language is full of beginnings that go on otherwise.
/// </summary>
internal static class Reader
{
    /// <summary>How many parts keep their readings on the lexemes.</summary>
    public const int Remembered = 16;

    /// <summary>Every word that a grammar here has asked for so far.</summary>
    public static ConcurrentDictionary<string, bool> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>Tried only where a word stands, which saves most of the work at a number.</summary>
    public static TokenListParser<Lexeme, T> FromWord<T>(TokenListParser<Lexeme, T> parser) => input =>
        input.ConsumeToken() is { HasValue: true, Value.Kind.Kind: LexemeKind.Word } ? parser(input) : TokenListParserResult.Empty<Lexeme, T>(input);

    /// <summary>One lexeme that fits.</summary>
    public static TokenListParser<Lexeme, Lexeme> One(Func<Lexeme, bool> fits) => input =>
    {
        var next = input.ConsumeToken();
        return next.HasValue && fits(next.Value.Kind) ? TokenListParserResult.Value(next.Value.Kind, input, next.Remainder) : TokenListParserResult.Empty<Lexeme, Lexeme>(input);
    };

    public static TokenListParser<Lexeme, Lexeme> Word(string words)
    {
        var set = words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
        foreach (var word in set) Known[word] = true;
        return One(l => l.Kind == LexemeKind.Word && set.Contains(l.Text));
    }

    public static TokenListParser<Lexeme, T> Word<T>(FrozenDictionary<string, T> words)
    {
        foreach (var word in words.Keys) Known[word] = true;
        return input =>
        {
            var next = input.ConsumeToken();
            return next.HasValue && next.Value.Kind.Kind == LexemeKind.Word && words.TryGetValue(next.Value.Kind.Text, out var value)
                ? TokenListParserResult.Value(value, input, next.Remainder) : TokenListParserResult.Empty<Lexeme, T>(input);
        };
    }

    /// <summary>One of the phrases, which are parted by "|"; a shorter one before a longer is no matter.</summary>
    public static TokenListParser<Lexeme, Lexeme> Phrase(string phrases)
    {
        var choices = phrases.Split('|').Select(p => p.Split(' ')).OrderByDescending(p => p.Length).ToLookup(p => p[0], StringComparer.Ordinal);
        foreach (var choice in choices) Known[choice.Key] = true;
        return input =>
        {
            var first = input.ConsumeToken();
            if (!first.HasValue || first.Value.Kind.Kind != LexemeKind.Word) return TokenListParserResult.Empty<Lexeme, Lexeme>(input);
            foreach (var choice in choices[first.Value.Kind.Text])
            {
                var at = first.Remainder;
                var read = 1;
                while (read < choice.Length && at.ConsumeToken() is { HasValue: true } next && next.Value.Kind is { Kind: LexemeKind.Word } word && word.Text == choice[read])
                {
                    at = next.Remainder;
                    read++;
                }
                if (read == choice.Length) return TokenListParserResult.Value(first.Value.Kind, input, at);
            }
            return TokenListParserResult.Empty<Lexeme, Lexeme>(input);
        };
    }

    public static TokenListParser<Lexeme, Lexeme> Sign(string signs) => One(l => l.Kind == LexemeKind.Sign && signs.Contains(l.Text, StringComparison.Ordinal));

    /// <summary>Written without space before it.</summary>
    public static TokenListParser<Lexeme, Lexeme> Glued(TokenListParser<Lexeme, Lexeme> parser) => parser.Where(l => !l.Spaced).AsBacktracking();

    /// <summary>A number in figures.</summary>
    public static TokenListParser<Lexeme, int> Figure(int from, int to, int digits = 4) => input =>
    {
        var next = input.ConsumeToken();
        return next.HasValue && next.Value.Kind is { Kind: LexemeKind.Number } number && number.Value >= from && number.Value <= to && number.End - number.Start <= digits
            ? TokenListParserResult.Value(number.Value, input, next.Remainder) : TokenListParserResult.Empty<Lexeme, int>(input);
    };

    /// <summary>The alternative that reads most; the first of equals.</summary>
    public static TokenListParser<Lexeme, T> Any<T>(params TokenListParser<Lexeme, T>[] alternatives) => input =>
    {
        var best = TokenListParserResult.Empty<Lexeme, T>(input);
        foreach (var alternative in alternatives)
        {
            var result = alternative(input);
            if (result.HasValue && (!best.HasValue || result.Remainder.Position > best.Remainder.Position)) best = result;
        }
        return best;
    };

    /// <summary>Reads it where it is, and goes on either way.</summary>
    public static TokenListParser<Lexeme, T?> Maybe<T>(TokenListParser<Lexeme, T> parser) where T : class => input =>
    {
        var result = parser(input);
        return result.HasValue ? TokenListParserResult.Value<Lexeme, T?>(result.Value, input, result.Remainder) : TokenListParserResult.Value<Lexeme, T?>(null, input, input);
    };

    public static TokenListParser<Lexeme, T?> MaybeValue<T>(TokenListParser<Lexeme, T> parser) where T : struct => input =>
    {
        var result = parser(input);
        return result.HasValue ? TokenListParserResult.Value<Lexeme, T?>(result.Value, input, result.Remainder) : TokenListParserResult.Value<Lexeme, T?>(null, input, input);
    };

    /// <summary>As often as it is there.</summary>
    public static TokenListParser<Lexeme, T[]> AsMany<T>(this TokenListParser<Lexeme, T> parser) => input =>
    {
        var all = new List<T>();
        var at = input;
        while (all.Count < 31 && parser(at) is { HasValue: true } next)
        {
            all.Add(next.Value);
            at = next.Remainder;
        }
        return TokenListParserResult.Value(all.ToArray(), input, at);
    };

    public static TokenListParser<Lexeme, T> OrElse<T>(TokenListParser<Lexeme, T> parser, T otherwise) => input =>
    {
        var result = parser(input);
        return result.HasValue ? result : TokenListParserResult.Value(otherwise, input, input);
    };

    /// <summary>That it is there, whatever it is.</summary>
    public static TokenListParser<Lexeme, Lexeme> Seen<T>(TokenListParser<Lexeme, T> parser) => input =>
    {
        var result = parser(input);
        return result.HasValue ? TokenListParserResult.Value(input.ConsumeToken().Value.Kind, input, result.Remainder) : TokenListParserResult.Empty<Lexeme, Lexeme>(input);
    };

    /// <summary>Reads only where this does not follow.</summary>
    public static TokenListParser<Lexeme, T> Unless<T>(this TokenListParser<Lexeme, T> parser, TokenListParser<Lexeme, Lexeme> follows) => input =>
    {
        var result = parser(input);
        return result.HasValue && follows(result.Remainder).HasValue ? TokenListParserResult.Empty<Lexeme, T>(input) : result;
    };

    /// <summary>Read once at each place. <paramref name="part"/> numbers the parts that are remembered.</summary>
    public static TokenListParser<Lexeme, T> Remember<T>(int part, Func<TokenListParser<Lexeme, T>> parser)
    {
        TokenListParser<Lexeme, T>? made = null;
        return input =>
        {
            var first = input.ConsumeToken();
            if (!first.HasValue) return TokenListParserResult.Empty<Lexeme, T>(input);
            if (first.Value.Kind.Reading(part) is TokenListParserResult<Lexeme, T> known) return known;

            // A part inside itself ("the day after the day after …") is read to a depth that no person needs more than.
            if (depth >= 12) return TokenListParserResult.Empty<Lexeme, T>(input);
            depth++;
            try
            {
                var result = (made ??= parser())(input);
                first.Value.Kind.Reading(part) = result;
                return result;
            }
            finally { depth--; }
        };
    }

    [ThreadStatic]
    private static int depth;

    private static TokenListParser<Lexeme, T> AsBacktracking<T>(this TokenListParser<Lexeme, T> parser) => input =>
    {
        var result = parser(input);
        return result.HasValue ? result : TokenListParserResult.Empty<Lexeme, T>(input);
    };
}
