using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Jarvis.Skills.Business.Mail.Composing;

/// <summary>A mail's Markdown as plain text, for programs that show no HTML: links with their address, lists with their marks.</summary>
internal static class MailText
{
    public static string Of(MarkdownDocument document) => Blocks(document).TrimEnd() + "\n";

    private static string Blocks(ContainerBlock blocks)
    {
        var parts = blocks.Where(b => b is not LinkReferenceDefinitionGroup).Select(Block).Where(t => t.Length > 0);
        return string.Join(blocks is ListItemBlock ? "\n" : "\n\n", parts);
    }

    private static string Block(Block block) => block switch
    {
        ListBlock list => List(list),
        QuoteBlock quote => Prefixed(Blocks(quote), "> ", "> "),
        Table table => string.Join('\n', table.OfType<TableRow>().Select(r => string.Join(" | ", r.OfType<TableCell>().Select(Blocks)))),
        CodeBlock code => code.Lines.ToString(),
        ThematicBreakBlock => "---",
        LeafBlock leaf => Inlines(leaf.Inline),
        ContainerBlock other => Blocks(other),
        _ => "",
    };

    private static string List(ListBlock list)
    {
        var number = int.TryParse(list.OrderedStart, CultureInfo.InvariantCulture, out var start) ? start : 1;
        return string.Join('\n', list.OfType<ListItemBlock>().Select(item =>
        {
            var mark = list.IsOrdered ? $"{number++}. " : "- ";
            return Prefixed(Blocks(item), mark, new string(' ', mark.Length));
        }));
    }

    private static string Prefixed(string text, string first, string others) =>
        string.Join('\n', text.Split('\n').Select((line, i) => (i == 0 ? first : others) + line)).TrimEnd();

    private static string Inlines(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content.ToString()); break;
                case CodeInline code: text.Append(code.Content); break;
                case LineBreakInline: text.Append('\n'); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.ToString()); break;
                case AutolinkInline link: text.Append(link.Url); break;
                case LinkInline link: text.Append(Linked(Inlines(link), link.Url ?? "")); break;
                case ContainerInline container: text.Append(Inlines(container)); break;
                default: break;
            }
        }
        return text.ToString();
    }

    private static string Linked(string label, string url) =>
        label.Length == 0 ? url : url == label || url == $"mailto:{label}" || url.TrimEnd('/') == $"http://{label}" ? label : $"{label} ({url})";
}
