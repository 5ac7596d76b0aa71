using Superpower;
using Superpower.Model;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>A time that was found in a text: what it means, and from which character to which (not included) it stands.</summary>
internal readonly record struct Found(Expression Expression, int Start, int End);

/// <summary>A text in which times are looked for. Whatever is written in it, the work grows with its length alone.</summary>
internal sealed class TimeText
{
    private const int MostTimes = 100;
    private readonly TokenList<Lexeme> all;
    private readonly TokenList<Lexeme>[] starts;
    private readonly Lexeme[] lexemes;
    private readonly Read?[] read;

    public TimeText(string text)
    {
        all = Lexer.Read(text);
        lexemes = [.. all.Select(t => t.Kind)];
        starts = Starts(all, lexemes.Length);
        read = new Read?[lexemes.Length];
        _ = Begun.Value;
    }

    /// <summary>The whole text as a time, but for punctuation around it.</summary>
    public Expression? Whole()
    {
        var at = all;
        for (var lead = 0; lead < 2 && at.ConsumeToken() is { HasValue: true, Value.Kind: { Kind: LexemeKind.Sign, Text: "'" or "\"" or "(" or ":" } } sign; lead++) at = sign.Remainder;
        var whole = Expression.Parser(at);
        if (!whole.HasValue) return null;
        for (at = whole.Remainder; at.ConsumeToken() is { HasValue: true, Value.Kind: { Kind: LexemeKind.Sign, Text: "." or "," or "!" or "?" or "'" or "\"" or ")" or ";" } } sign;) at = sign.Remainder;
        return at.IsAtEnd ? whole.Value : null;
    }

    /// <summary>All that stand in the text, from left to right; of more than a hundred, the first hundred.</summary>
    public IEnumerable<Found> Find()
    {
        for (var (i, count) = (0, 0); i < lexemes.Length && count < MostTimes;)
        {
            if (From(i) is { } found)
            {
                yield return found.Found;
                count++;
                i = found.Next;
            }
            else i++;
        }
    }

    /// <summary>The longest time that begins at this character.</summary>
    public Found? At(int start) => IndexOf(start) is { } i ? From(i)?.Found : null;

    /// <summary>What else begins there: a length of time, a recurrence.</summary>
    public (T Value, int End)? At<T>(int start, TokenListParser<Lexeme, T> parser)
    {
        if (IndexOf(start) is not { } i || (i > 0 && !Apart(lexemes[i - 1], lexemes[i])) || parser(starts[i]) is not { HasValue: true } read) return null;
        var next = Next(read.Remainder, i);
        return next > i && (next == lexemes.Length || Ends(next)) ? (read.Value, lexemes[next - 1].End) : null;
    }

    /// <summary>The whole text as something else.</summary>
    public T? Whole<T>(TokenListParser<Lexeme, T> parser) where T : class => parser(all) is { HasValue: true } read && read.Remainder.IsAtEnd ? read.Value : null;

    private int? IndexOf(int start)
    {
        var (low, high) = (0, lexemes.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (lexemes[middle].Start == start) return middle;
            if (lexemes[middle].Start < start) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }

    /// <summary>Asked for by everything that fills a slot with a time; read once.</summary>
    private (Found Found, int Next)? From(int i) => (read[i] ??= new Read(ReadFrom(i))).Time;

    private (Found Found, int Next)? ReadFrom(int i)
    {
        if (!CouldBegin(i) || (i > 0 && !Apart(lexemes[i - 1], lexemes[i]))) return null;
        var time = Expression.Parser(starts[i]);
        if (!time.HasValue) return null;
        var next = Next(time.Remainder, i);
        if (next <= i || (next < lexemes.Length && !Ends(next))) return null;
        return (new Found(time.Value, lexemes[i].Start, lexemes[next - 1].End), next);
    }

    private int Next(TokenList<Lexeme> remainder, int from) => remainder.IsAtEnd ? lexemes.Length : from + (remainder.Position - starts[from].Position);

    /// <summary>What was read at a place, which may be nothing.</summary>
    private sealed record Read((Found Found, int Next)? Time);

    private static TokenList<Lexeme>[] Starts(TokenList<Lexeme> all, int count)
    {
        var list = new TokenList<Lexeme>[count];
        for (var i = 0; i < list.Length; i++, all = all.ConsumeToken().Remainder) list[i] = all;
        return list;
    }

    /// <summary>Most words of a text are in no grammar, and are passed over at once.</summary>
    private bool CouldBegin(int i) => lexemes[i] is var lexeme && lexeme.Kind switch
    {
        LexemeKind.Word => Reader.Known.ContainsKey(lexeme.Text) || Holidays.Begins(lexeme.Text),
        LexemeKind.Number => GoesOn(i),
        LexemeKind.Sign => lexeme.Text is "+" or "-" or "@" or "/" or "'",
        _ => false,
    };

    /// <summary>A number is no time by itself, nor with others: "10 31 1974" is the one exception.</summary>
    private bool GoesOn(int i) => i + 1 < lexemes.Length && lexemes[i + 1] is var next && next.Kind switch
    {
        LexemeKind.Word => !next.Spaced || Reader.Known.ContainsKey(next.Text) || Holidays.Begins(next.Text),
        LexemeKind.Number => i + 2 < lexemes.Length && lexemes[i + 2] is { Kind: LexemeKind.Number, Text.Length: 4 },
        LexemeKind.Sign => true,
        _ => false,
    };

    /// <summary>The grammar, made once: its words are known when it has read something.</summary>
    private static readonly Lazy<bool> Begun = new(() => !Expression.Parser(Lexer.Read("x")).HasValue);

    /// <summary>No time begins in the middle of "x5am", "$5", "10.30" or "31 april".</summary>
    private static bool Apart(Lexeme before, Lexeme lexeme) => lexeme.Spaced
        ? !(before is { Kind: LexemeKind.Number, Value: > 0 and < 60 } && lexeme.Kind == LexemeKind.Word && Vocabulary.Months.ContainsKey(lexeme.Text)) : (before.Kind == LexemeKind.Sign && (before.Text is "(" or "'" or "\"" or "[" or "@" or "~" || (lexeme.Kind == LexemeKind.Word && before.Text is not "#" and not "%") || (before.Spaced && before.Text is "-" or "/" or ":" or ".")));

    /// <summary>Nor does one end there: "at 10.1", "101,194", "5 pmx".</summary>
    private bool Ends(int next)
    {
        var after = lexemes[next];
        if (after.Spaced) return true;
        if (after.Kind != LexemeKind.Sign) return false;
        if (after.Text is "%" or "$" or "@" or "_") return false;
        return !(after.Text is "." or "," or ":" or "/" or "-" && next + 1 < lexemes.Length && lexemes[next + 1] is { Kind: LexemeKind.Number, Spaced: false });
    }
}
