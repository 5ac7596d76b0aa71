using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Cuts one paragraph: after a line, else after a sentence, else between words, else anywhere; never inside a surrogate pair.</summary>
internal static partial class InlineCutter
{
    /// <summary>From the best place to cut to the worst.</summary>
    private enum Rank
    {
        Line,
        Sentence,
        Word,
        Letter,
    }

    public static IEnumerable<string> Cut(string paragraph, int most)
    {
        var rest = paragraph;
        while (true)
        {
            var visible = PlainText.Visible(rest);
            if (visible.Length <= most)
            {
                yield return rest;
                yield break;
            }
            if (Split(rest, visible, most) is not var (head, tail))
            {
                foreach (var piece in MarkdownCutter.Unformatted(visible, most)) yield return piece;
                yield break;
            }
            yield return head;
            rest = tail;
        }
    }

    private static (string Head, string Tail)? Split(string source, string visible, int most)
    {
        if (MarkdownReader.TryParse(source) is not [LeafBlock { Inline: { } inline }]) return null;
        var places = new Places(source, most);
        places.Read(inline);
        foreach (var place in places.ByPreference())
        {
            var head = source[..place.At].TrimEnd() + string.Concat(place.Open.Select(o => o.Close).Reverse());
            var tail = source[place.At..].TrimStart(' ', '\t', '\n');
            if (place.Rank == Rank.Line && tail.StartsWith("\\\n", StringComparison.Ordinal)) tail = tail[2..].TrimStart();
            tail = place.Open.Count == 0 ? BlockStart().Replace(tail, @"${number}\${mark}") : string.Concat(place.Open.Select(o => o.Open)) + tail;
            var (shownHead, shownTail) = (PlainText.Visible(head), PlainText.Visible(tail));
            // The proof of the cut: both sides read back as what was there, and the work gets less.
            if (shownHead.Length > 0 && shownHead.Length <= most && shownTail.Length < visible.Length && MarkdownCutter.Letters(shownHead) + MarkdownCutter.Letters(shownTail) == MarkdownCutter.Letters(visible)) return (head, tail);
        }
        return null;
    }

    /// <summary>What at the start of a line would make it a list, a heading, a quote, a fence or a table.</summary>
    [GeneratedRegex(@"^(?<number>\d{0,9})(?<mark>[-+*#>|=.)~`_\[:])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex BlockStart();

    private sealed record Place(Rank Rank, int At, int Shown, IReadOnlyList<(string Open, string Close)> Open);

    /// <summary>The last place of each rank before the text is too long.</summary>
    private sealed class Places(string source, int most)
    {
        private readonly Place?[] last = new Place?[4];
        private readonly List<(string Open, string Close)> open = [];
        private int shown;

        public IEnumerable<Place> ByPreference()
        {
            var all = last.OfType<Place>().Where(p => p.Shown > 0).ToList();
            // A good border is worth up to half of the room; after that, later is better.
            return all.Where(p => p.Shown >= most / 2).OrderBy(p => p.Rank).Concat(all.Where(p => p.Shown < most / 2).OrderByDescending(p => p.Shown)).ToList();
        }

        public void Read(Inline inline)
        {
            if (shown > most) return;
            switch (inline)
            {
                case LineBreakInline:
                    Offer(Rank.Line, inline.Span.Start);
                    shown++;
                    break;
                case LiteralInline literal:
                    // Counted from its end: an escaped first letter has a backslash before it.
                    Letters(literal.Content.ToString(), literal.Span.End + 1 - literal.Content.Length);
                    break;
                case CodeInline code:
                    var marks = new string(code.Delimiter, code.DelimiterCount);
                    Inside((marks, marks), () => Letters(code.Content, source.IndexOf(code.Content, code.Span.Start, StringComparison.Ordinal)));
                    break;
                case EmphasisInline emphasis:
                    var delimiter = new string(emphasis.DelimiterChar, emphasis.DelimiterCount);
                    Inside((delimiter, delimiter), () => Children(emphasis));
                    break;
                case LinkInline { IsAutoLink: false } link when SafeLink.Of(link.Url) is { } uri:
                    Inside(("[", $"](<{uri.AbsoluteUri}>)"), () => Children(link));
                    shown += SafeLink.Contradicts(uri, ChatWriter.PlainOf(link)) is { } host ? host.Length + 3 : 0;
                    break;
                case ContainerInline container and not LinkInline:
                    Children(container);
                    break;
                default:
                    shown += ChatWriter.PlainOf(inline).Length;
                    break;
            }
        }

        private void Children(ContainerInline container)
        {
            foreach (var child in container) Read(child);
        }

        private void Inside((string, string) marks, Action content)
        {
            open.Add(marks);
            content();
            open.RemoveAt(open.Count - 1);
        }

        private void Letters(string text, int start)
        {
            var known = start >= 0 && start + text.Length <= source.Length && source.AsSpan(start, text.Length).SequenceEqual(text);
            for (var i = 0; i < text.Length && shown <= most; i++, shown++)
            {
                if (!known) continue;
                if (char.IsWhiteSpace(text[i]))
                {
                    Offer(Rank.Word, start + i);
                    if (i > 0 && text[i - 1] is '.' or '!' or '?' or '…' or ';' or ':') Offer(Rank.Sentence, start + i);
                }
                else if (i > 0 && !char.IsLowSurrogate(text[i]) && !Joins(text, i)) Offer(Rank.Letter, start + i);
            }
        }

        // Marks and joiners belong to the letter before them.
        private static bool Joins(string text, int i) =>
            char.GetUnicodeCategory(text, i) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark or System.Globalization.UnicodeCategory.Format
            || text[i - 1] == '\u200D';

        private void Offer(Rank rank, int at)
        {
            if (shown <= most) last[(int)rank] = new Place(rank, at, shown, [.. open]);
        }
    }
}
