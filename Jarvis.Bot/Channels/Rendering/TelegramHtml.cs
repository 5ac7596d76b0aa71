using System.Net;
using System.Text;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Markdown as the HTML that Telegram takes: b, i, s, code, pre, a, blockquote, and nothing else. All tags come from here,
/// all text is escaped, so no input can bring a tag of its own or leave one open.
/// </summary>
internal sealed class TelegramHtml : ChatWriter
{
    private TelegramHtml() { }

    public static string Of(string markdown) => new TelegramHtml().Write(MarkdownReader.Parse(markdown));

    protected override void Text(string plain) => Raw(Escape(plain));

    protected override void Open(TextStyle style) => Raw($"<{Tag(style)}>");

    protected override void Close(TextStyle style) => Raw($"</{Tag(style)}>");

    protected override void CodeBlock(string code, string? language)
    {
        var known = language is { Length: > 0 and <= 20 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '#');
        Raw(known ? $"<pre><code class=\"language-{language}\">{Escape(code)}</code></pre>" : $"<pre>{Escape(code)}</pre>");
    }

    protected override void Link(Uri uri, string label, Action content)
    {
        Raw($"<a href=\"{WebUtility.HtmlEncode(uri.AbsoluteUri)}\">");
        content();
        Raw("</a>");
    }

    protected override bool OpenQuote()
    {
        Raw("<blockquote>");
        return true;
    }

    protected override void CloseQuote() => Raw("</blockquote>");

    private static string Tag(TextStyle style) => style switch
    {
        TextStyle.Bold => "b",
        TextStyle.Italic => "i",
        TextStyle.Strike => "s",
        _ => "code",
    };

    private static string Escape(string text) =>
        new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();
}
