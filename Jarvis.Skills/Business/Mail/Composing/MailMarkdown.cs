using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Jarvis.Skills.Business.Mail.Composing;

/// <summary>The Markdown of a mail: CommonMark with tables and bare links. HTML in it is text, pictures are links, and links lead to the web or to an address.</summary>
internal static class MailMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().DisableHtml().Build();

    /// <exception cref="ArgumentException">It is nested too deep to be read.</exception>
    public static MarkdownDocument Parse(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            if (!IsSafe(link.Url)) link.ReplaceBy(new ContainerInline());
        }
        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url)).ToList()) link.ReplaceBy(new LiteralInline(link.Url));
        return document;
    }

    public static string Html(MarkdownDocument document) => $"""
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"></head>
        <body style="font-family: -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; font-size: 15px; line-height: 1.5; color: #1a1a1a; max-width: 42em">
        {document.ToHtml(Pipeline)}</body></html>
        """;

    /// <summary>Markdown that shows exactly this text, whoever wrote it, on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text.Trim())
        {
            if (char.IsControl(c)) escaped.Append(' ');
            else if (char.IsAsciiLetterOrDigit(c) || c > 127 || c == ' ') escaped.Append(c);
            else escaped.Append('\\').Append(c);
        }
        return escaped.ToString();
    }

    private static bool IsSafe(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto" or "tel";
}
