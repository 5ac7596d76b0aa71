using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Markdown as HTML for the page. Safe to put into it as it is, whoever wrote the Markdown: no HTML of its author's, no
/// script, nothing loaded from elsewhere; links only to web and mail addresses, without telling them where they were.
/// </summary>
public static class WebHtml
{
    public static string Of(string markdown)
    {
        var document = MarkdownReader.Parse(markdown);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (SafeLink.Of(link.GetDynamicUrl?.Invoke() ?? link.Url) is { } uri) Tame(link, uri);
            else link.ReplaceBy(new ContainerInline());
        }
        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (SafeLink.Of(link.IsEmail ? "mailto:" + link.Url : link.Url) is null) link.ReplaceBy(new LiteralInline(link.Url));
            else Mark(link);
        }
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        MarkdownReader.Pipeline.Setup(renderer);
        // A line that was written is a line that is shown, as in the chats.
        renderer.ObjectRenderers.FindExact<LineBreakInlineRenderer>()!.RenderAsHardlineBreak = true;
        renderer.Render(document);
        return writer.ToString();
    }

    private static void Tame(LinkInline link, Uri uri)
    {
        // A picture would be loaded from elsewhere, and tell its server who reads.
        link.IsImage = false;
        link.Title = null;
        link.GetDynamicUrl = null;
        link.Url = uri.AbsoluteUri;
        Mark(link);
        if (SafeLink.Contradicts(uri, ChatWriter.PlainOf(link)) is { } host) link.InsertAfter(new LiteralInline($" ({host})"));
    }

    private static void Mark(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
        attributes.AddPropertyIfNotExist("target", "_blank");
    }
}
