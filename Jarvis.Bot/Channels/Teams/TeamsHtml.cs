using System.Net;
using Jarvis.Bot.Channels.Rendering;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>Markdown as the simple HTML that Teams takes in a message ("textFormat": "xml"). All tags come from here, all text is escaped.</summary>
internal sealed class TeamsHtml : ChatWriter
{
    private TeamsHtml() { }

    public static string Of(string markdown) => new TeamsHtml().Write(MarkdownReader.Parse(markdown)).Replace("\n", "<br/>", StringComparison.Ordinal);

    protected override void Text(string plain) => Raw(WebUtility.HtmlEncode(CleanText.Of(plain)));

    protected override void Open(TextStyle style) => Raw($"<{Tag(style)}>");

    protected override void Close(TextStyle style) => Raw($"</{Tag(style)}>");

    protected override void CodeBlock(string code, string? language)
    {
        Raw("<pre>");
        Text(code);
        Raw("</pre>");
    }

    protected override void Link(Uri uri, string label, Action content)
    {
        Raw($"<a href=\"{WebUtility.HtmlEncode(uri.AbsoluteUri)}\">");
        content();
        Raw("</a>");
    }

    private static string Tag(TextStyle style) => style switch
    {
        TextStyle.Bold => "b",
        TextStyle.Italic => "i",
        TextStyle.Strike => "strike",
        _ => "code",
    };
}
