using Jarvis.Skills.Business.Times;
using Superpower.Model;

namespace Jarvis.Bot.Understanding.Language;

/// <summary>A word of a message.</summary>
/// <param name="Plain">Lower case.</param>
/// <param name="Canonical">The word that stands for it: "restart" for "reboot".</param>
internal sealed record WordToken(string Plain, string Canonical, WordKind Kind, int Start, int End)
{
    /// <summary>A full stop, question mark, semicolon or line break stands before it.</summary>
    public bool StartsSentence { get; init; }

    /// <summary>It stands in quotation marks or in a quoted line.</summary>
    public bool Quoted { get; init; }

    /// <summary>It carries little by itself: "to", "the".</summary>
    public bool IsLight { get; init; }
}

/// <summary>A message, split into words, without what politeness puts around it.</summary>
internal sealed class Utterance
{
    private readonly TokenList<WordKind> list;
    private readonly int offset;

    public Utterance(string text, Vocabulary vocabulary)
    {
        Text = text;
        list = Words.Split(text);
        var all = Read(text, list, vocabulary);
        IsQuestion = text.TrimEnd(' ', '\t', '\r', '\n', ')', '"', '\'').EndsWith('?');

        var (first, last) = (0, all.Count);
        for (var moved = true; moved && first < last;)
        {
            moved = false;
            var polite = Starts(all, first, last, vocabulary.Polite);
            IsPolite |= polite > 0;
            var taken = Math.Max(polite, Starts(all, first, last, vocabulary.Before));
            if (taken > 0) { first += taken; moved = true; }
        }
        for (var taken = 1; taken > 0 && first < last; last -= taken) taken = Ends(all, first, last, vocabulary.After);

        // "thanks" and "hello jarvis" are the message itself.
        if (first >= last) (first, last) = (0, all.Count);
        offset = first;
        Tokens = all[first..last];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public IReadOnlyList<WordToken> Tokens { get; }

    public bool IsQuestion { get; }

    /// <summary>"can you …?": a question mark does not make it a question.</summary>
    public bool IsPolite { get; }

    /// <summary>What was written from one word up to, not including, another.</summary>
    public string Written(int from, int to) => from >= to ? "" : Text[Tokens[from].Start..Tokens[to - 1].End];

    /// <summary>The same, with the punctuation at its end and the quotation marks around it left out.</summary>
    public string Said(int from, int to)
    {
        if (from >= to) return "";
        var end = to < Tokens.Count ? Tokens[to].Start : Tokens[to - 1].End + TailLength(to);
        return Text[Tokens[from].Start..end].Trim().TrimEnd(',', ';', '.', '-', ':').Trim().Trim('"', '“', '”').Trim();
    }

    /// <summary>The words from here on, for the grammars of times.</summary>
    public TokenList<WordKind> From(int token) => Rest(list, token + offset);

    /// <summary>"note: …": a colon stands before the word.</summary>
    public bool IsSetOff(int token) => token > 0 && Text.AsSpan(Tokens[token - 1].End, Tokens[token].Start - Tokens[token - 1].End).Contains(':');

    private int TailLength(int to)
    {
        // Closing punctuation of the last word belongs to the text: "remember that it works!".
        var end = Tokens[to - 1].End;
        var length = 0;
        while (end + length < Text.Length && to == Tokens.Count && Text[end + length] is '!' or '?' or ')' or '.') length++;
        return length;
    }

    private static TokenList<WordKind> Rest(TokenList<WordKind> list, int skip)
    {
        for (var i = 0; i < skip; i++) list = list.ConsumeToken().Remainder;
        return list;
    }

    private static List<WordToken> Read(string text, TokenList<WordKind> list, Vocabulary vocabulary)
    {
        var plain = Words.Plain(text);
        var tokens = new List<WordToken>();
        var end = 0;
        var quotes = 0;
        foreach (var token in list)
        {
            var start = token.Span.Position.Absolute;
            var between = plain.AsSpan(end, start - end);
            quotes += between.Count('"');
            var word = token.ToStringValue();
            var lineStart = plain.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
            tokens.Add(new WordToken(word, vocabulary.Canonical(word), token.Kind, start, start + token.Span.Length)
            {
                StartsSentence = tokens.Count > 0 && between.IndexOfAny(".!?;\n") >= 0,
                IsLight = vocabulary.IsLight(vocabulary.Canonical(word)),
                Quoted = quotes % 2 == 1 || plain[lineStart] == '>',
            });
            end = start + token.Span.Length;
        }
        return tokens;
    }

    private static int Starts(List<WordToken> all, int first, int last, IReadOnlyList<string[]> phrases)
    {
        foreach (var phrase in phrases)
            if (phrase.Length <= last - first && Is(all, first, phrase)) return phrase.Length;
        return 0;
    }

    private static int Ends(List<WordToken> all, int first, int last, IReadOnlyList<string[]> phrases)
    {
        foreach (var phrase in phrases)
            if (phrase.Length < last - first && Is(all, last - phrase.Length, phrase)) return phrase.Length;
        return 0;
    }

    private static bool Is(List<WordToken> all, int at, string[] phrase)
    {
        for (var i = 0; i < phrase.Length; i++)
            if (!string.Equals(all[at + i].Plain, phrase[i], StringComparison.Ordinal)) return false;
        return true;
    }
}
