using System.Text.RegularExpressions;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Cuts Markdown into pieces that each show at most so many UTF-16 units: between blocks where it can be, else between the
/// lines of code, the items of a list, the rows of a table, the sentences of a paragraph. What a cut leaves open is closed
/// before it and opened again after it. No word is lost: a piece that does not read back as what was cut is sent unformatted.
/// </summary>
internal static partial class MarkdownCutter
{
    public static IReadOnlyList<string> Cut(string markdown, int most)
    {
        var clean = CleanText.Of(markdown).Trim('\n');
        if (Length(clean) <= most) return [clean];
        var pieces = new List<string>();
        var room = 0;
        foreach (var piece in Blocks(clean, most).SelectMany(p => Checked(p, most)))
        {
            var length = Length(piece);
            if (length == 0) continue;
            var joined = pieces.Count == 0 ? "" : pieces[^1] + "\n\n" + piece;
            if (pieces.Count > 0 && length + 2 <= room && Length(joined) is var both && both <= most)
            {
                pieces[^1] = joined;
                room = most - both;
                continue;
            }
            pieces.Add(piece);
            room = most - length;
        }
        return pieces;
    }

    /// <summary>What Markdown shows, in UTF-16 units.</summary>
    public static int Length(string markdown) => PlainText.Visible(markdown).Length;

    /// <summary>Plain text in pieces, between lines or words where there are any; as Markdown.</summary>
    public static IEnumerable<string> Unformatted(string text, int most)
    {
        var rest = text.AsMemory();
        while (rest.Length > most)
        {
            var at = rest.Span[..most].LastIndexOf('\n');
            if (at < most / 4) at = rest.Span[..most].LastIndexOf(' ');
            if (at < most / 4) at = char.IsLowSurrogate(rest.Span[most]) ? most - 1 : most;
            yield return MarkdownReader.Escape(rest[..at].ToString());
            rest = rest[at..].TrimStart();
        }
        if (rest.Length > 0) yield return MarkdownReader.Escape(rest.ToString());
    }

    private static IEnumerable<string> Checked(string piece, int most)
    {
        var visible = PlainText.Visible(piece);
        return visible.Length <= most ? [piece] : Unformatted(visible, most);
    }

    private static IEnumerable<string> Blocks(string markdown, int most)
    {
        if (MarkdownReader.TryParse(markdown) is not { } document)
        {
            foreach (var piece in Unformatted(markdown, most)) yield return piece;
            yield break;
        }
        foreach (var (block, source) in Sources(markdown, [.. document.Where(b => b is not LinkReferenceDefinitionGroup && !b.Span.IsEmpty)], markdown.Length))
        {
            var pieces = Length(source) <= most ? [source] : block switch
            {
                Markdig.Syntax.CodeBlock code => Code(code, most),
                ListBlock list => Items(markdown, list, block.Span.Start + source.Length, most),
                QuoteBlock => Quoted(source, most),
                Table table => Rows(table, source, most),
                HeadingBlock or ParagraphBlock => InlineCutter.Cut(HeadingMarks().Replace(source, ""), most),
                _ => Unformatted(PlainText.Visible(source), most),
            };
            // Rows repeat their heads; all else must read back as what was cut.
            var whole = pieces as IReadOnlyCollection<string> ?? [.. pieces];
            var kept = block is Table || whole.Count == 1 || Letters(string.Concat(whole.Select(PlainText.Visible))) == Letters(PlainText.Visible(source));
            foreach (var piece in kept ? whole : Unformatted(PlainText.Visible(source), most)) yield return piece;
        }
    }

    /// <summary>Text without its blanks: what a cut between them must keep.</summary>
    public static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>Each block up to the next: the parser's own ends leave out what follows a fence that nobody closed.</summary>
    private static IEnumerable<(Block Block, string Source)> Sources(string markdown, IReadOnlyList<Block> blocks, int end)
    {
        // The indentation belongs to a block: without it indented code is a paragraph.
        int Start(Block block)
        {
            var start = Math.Min(block.Span.Start, end);
            while (start > 0 && markdown[start - 1] is ' ' or '\t') start--;
            return start;
        }
        return blocks.Select((block, i) => (block, markdown[Start(block)..(i + 1 < blocks.Count ? Math.Max(Start(blocks[i + 1]), Start(block)) : end)].TrimEnd('\n')));
    }

    private static IEnumerable<string> Code(Markdig.Syntax.CodeBlock code, int most)
    {
        var text = code.Lines.ToString();
        var fence = new string('`', Math.Max(3, LongestRun(text, '`') + 1));
        var info = (code as FencedCodeBlock)?.Info;
        string Fenced(IEnumerable<string> lines) => $"{fence}{info}\n{string.Join('\n', lines)}\n{fence}";
        var (held, length) = (new List<string>(), 0);
        foreach (var line in text.Split('\n').SelectMany(l => Lengths(l, most)))
        {
            if (held.Count > 0 && length + line.Length + 1 > most)
            {
                yield return Fenced(held);
                (held, length) = ([], 0);
            }
            held.Add(line);
            length += line.Length + (held.Count == 1 ? 0 : 1);
        }
        if (held.Count > 0) yield return Fenced(held);
    }

    private static IEnumerable<string> Lengths(string line, int most)
    {
        while (line.Length > most)
        {
            var at = char.IsLowSurrogate(line[most]) ? most - 1 : most;
            yield return line[..at];
            line = line[at..];
        }
        yield return line;
    }

    private static IEnumerable<string> Items(string markdown, ListBlock list, int end, int most)
    {
        foreach (var (_, source) in Sources(markdown, [.. list], Math.Min(end, markdown.Length)))
        {
            if (Length(source) <= most)
            {
                yield return source;
                continue;
            }
            var marker = Marker().Match(source);
            var indent = new string(' ', marker.Length);
            var inner = string.Join('\n', source[marker.Length..].Split('\n').Select(l => l.StartsWith(indent, StringComparison.Ordinal) ? l[marker.Length..] : l.TrimStart()));
            var first = true;
            foreach (var piece in Cut(inner, Math.Max(most / 2, most - 12)))
            {
                yield return first ? marker.Value.TrimStart() + piece.Replace("\n", "\n" + indent, StringComparison.Ordinal) : piece;
                first = false;
            }
        }
    }

    private static IEnumerable<string> Quoted(string source, int most) =>
        Cut(QuoteMarks().Replace(source, ""), most).Select(piece => "> " + piece.Replace("\n", "\n> ", StringComparison.Ordinal));

    private static IEnumerable<string> Rows(Table table, string source, int most)
    {
        var lines = source.Split('\n');
        var width = PlainText.Visible(source).Split('\n').Max(l => l.Length) + 1;
        var fit = (most / width) - 2;
        if (fit < 1 || lines.Length != table.Count + 1) return Unformatted(PlainText.Visible(source), most);
        return lines.Skip(2).Chunk(fit).Select(rows => string.Join('\n', lines.Take(2).Concat(rows)));
    }

    private static int LongestRun(string text, char c)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text) longest = Math.Max(longest, run = letter == c ? run + 1 : 0);
        return longest;
    }

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+|[ \t]+#+[ \t]*$|\n {0,3}(=+|-+)[ \t]*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HeadingMarks();

    [GeneratedRegex(@"^[ \t]*([-+*]|\d{1,9}[.)])[ \t]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^ {0,3}> ?", RegexOptions.Multiline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex QuoteMarks();
}
