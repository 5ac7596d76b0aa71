using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MdTable = Markdig.Extensions.Tables.Table;
using Table = Jarvis.Skills.Answers.Table;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>How a stretch of text is set off.</summary>
internal enum TextStyle
{
    Bold,
    Italic,
    Strike,
    Code,
}

/// <summary>
/// Lays Markdown out for platforms that know marked-up text but no blocks: bullets for lists, fixed width for tables and code,
/// a line where a line was written. What text and marks look like is the platform's.
/// </summary>
internal abstract class ChatWriter
{
    /// <summary>What a line of a quote begins with.</summary>
    protected const string QuotePrefix = "│ ";

    private readonly StringBuilder text = new();
    private readonly Stack<string> prefixes = new();
    private readonly HashSet<TextStyle> open = [];

    /// <summary>True inside a quote that was opened as such: there is only one level.</summary>
    protected bool InQuote { get; private set; }

    protected bool AtLineStart => text.Length == 0 || text[^1] == '\n';

    public string Write(MarkdownDocument document)
    {
        Blocks(document, tight: false);
        return text.ToString();
    }

    /// <summary>Appends markup as it is.</summary>
    protected void Raw(string markup) => text.Append(markup);

    /// <summary>Appends text, escaped as the platform needs it.</summary>
    protected abstract void Text(string plain);

    /// <summary>What a line inside a list or quote begins with.</summary>
    protected virtual void Prefix(string prefix) => Text(prefix);

    protected abstract void Open(TextStyle style);

    protected abstract void Close(TextStyle style);

    protected abstract void CodeBlock(string code, string? language);

    /// <param name="label">What the link shows, also when it holds further marks.</param>
    protected abstract void Link(Uri uri, string label, Action content);

    /// <summary>Opens a quote; false when the lines shall be marked one by one instead.</summary>
    protected virtual bool OpenQuote() => false;

    protected virtual void CloseQuote() { }

    /// <summary>The letters of an inline, without marks.</summary>
    public static string PlainOf(Inline? inline) => inline switch
    {
        null => "",
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        LineBreakInline => " ",
        ContainerInline container => string.Concat(container.Select(PlainOf)),
        _ => "",
    };

    private void Blocks(ContainerBlock container, bool tight)
    {
        var first = true;
        foreach (var block in container)
        {
            if (block is LinkReferenceDefinitionGroup) continue;
            if (!first)
            {
                NewLine();
                if (!tight) NewLine();
            }
            first = false;
            Block(block);
        }
    }

    private void Block(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Styled(TextStyle.Bold, () => Inlines(heading.Inline));
                break;
            case ListBlock list:
                List(list);
                break;
            case QuoteBlock quote:
                Quote(quote);
                break;
            case Markdig.Syntax.CodeBlock code:
                CodeBlock(code.Lines.ToString(), (code as FencedCodeBlock)?.Info);
                break;
            case MdTable table:
                CodeBlock(TableText.Aligned(Read(table)), null);
                break;
            case ThematicBreakBlock:
                Text("———");
                break;
            case LeafBlock leaf:
                Inlines(leaf.Inline);
                break;
            case ContainerBlock inner:
                Blocks(inner, tight: false);
                break;
        }
    }

    private void List(ListBlock list)
    {
        var first = true;
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            if (!first) NewLine();
            first = false;
            Text(list.IsOrdered ? $"{number++}. " : "• ");
            Indented("   ", () => Blocks(item, tight: true));
        }
    }

    private void Quote(QuoteBlock quote)
    {
        if (!InQuote && prefixes.Count == 0 && OpenQuote())
        {
            InQuote = true;
            Blocks(quote, tight: false);
            InQuote = false;
            CloseQuote();
            return;
        }
        Prefix(QuotePrefix);
        Indented(QuotePrefix, () => Blocks(quote, tight: false));
    }

    private void Inlines(ContainerInline? container)
    {
        if (container is null) return;
        foreach (var inline in container) Write(inline);
    }

    private void Write(Inline inline)
    {
        switch (inline)
        {
            case LineBreakInline:
                NewLine();
                break;
            case CodeInline code:
                Styled(TextStyle.Code, () => Text(code.Content));
                break;
            case EmphasisInline emphasis:
                Styled(emphasis.DelimiterChar == '~' ? TextStyle.Strike : emphasis.DelimiterCount == 2 ? TextStyle.Bold : TextStyle.Italic, () => Inlines(emphasis));
                break;
            case LinkInline link:
                Linked(SafeLink.Of(link.GetDynamicUrl?.Invoke() ?? link.Url), PlainOf(link), () => Inlines(link));
                break;
            case AutolinkInline auto:
                Linked(SafeLink.Of(auto.IsEmail ? "mailto:" + auto.Url : auto.Url), auto.Url, () => Text(auto.Url));
                break;
            case ContainerInline container:
                Inlines(container);
                break;
            default:
                Text(PlainOf(inline));
                break;
        }
    }

    private void Linked(Uri? uri, string label, Action content)
    {
        if (uri is null || label.Length == 0) content();
        else Link(uri, label, content);
        if (uri is not null && SafeLink.Contradicts(uri, label) is { } host) Text($" ({host})");
    }

    private void Styled(TextStyle style, Action content)
    {
        // Bold in a bold heading: once is enough.
        var outermost = open.Add(style);
        if (outermost) Open(style);
        content();
        if (!outermost) return;
        open.Remove(style);
        Close(style);
    }

    private void Indented(string prefix, Action content)
    {
        prefixes.Push(prefix);
        content();
        prefixes.Pop();
    }

    private void NewLine()
    {
        text.Append('\n');
        foreach (var prefix in prefixes.Reverse()) Prefix(prefix);
    }

    private static Table Read(MdTable table)
    {
        var rows = table.OfType<TableRow>().Select(row => (IReadOnlyList<string>)[.. row.OfType<TableCell>().Select(c => string.Join(' ', c.OfType<LeafBlock>().Select(b => PlainOf(b.Inline))))]).ToList();
        return rows.Count == 0 ? new Table([], []) : new Table(rows[0], rows[1..]);
    }
}
