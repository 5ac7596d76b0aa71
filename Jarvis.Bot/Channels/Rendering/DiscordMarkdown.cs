using System.Text;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Markdown as Discord reads it: bold, italic, struck, code, quotes, links in angle brackets that open no preview. All marks come
/// from here; in all text what Discord would take for one is escaped, mentions and emoji too.
/// </summary>
internal sealed class DiscordMarkdown : ChatWriter
{
    /// <summary>A letter of no width, which parts what would otherwise be a mark.</summary>
    private const char Apart = '\u200B';

    private bool inCode;

    // The last two letters of text: an address may come in pieces.
    private (char First, char Last) before;

    private DiscordMarkdown() { }

    public static string Of(string markdown) => new DiscordMarkdown().Write(MarkdownReader.Parse(markdown));

    protected override void Text(string plain)
    {
        if (inCode) Raw(plain.Replace("`", $"{Apart}`{Apart}", StringComparison.Ordinal));
        else Raw(Escape(plain));
    }

    protected override void Prefix(string prefix)
    {
        // Discord knows one level of quote, at the start of a line.
        if (prefix == QuotePrefix && AtLineStart) Raw("> ");
        else Text(prefix);
    }

    protected override void Open(TextStyle style)
    {
        Raw(Mark(style));
        inCode |= style == TextStyle.Code;
    }

    protected override void Close(TextStyle style)
    {
        inCode &= style != TextStyle.Code;
        Raw(Mark(style));
    }

    protected override void CodeBlock(string code, string? language)
    {
        var known = language is { Length: > 0 and <= 20 } && language.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '#');
        Raw($"```{(known ? language : "")}\n{code.Replace("```", $"`{Apart}`{Apart}`", StringComparison.Ordinal)}\n```");
    }

    protected override void Link(Uri uri, string label, Action content)
    {
        var address = uri.AbsoluteUri.Replace(">", "%3E", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        if (uri.Scheme == "mailto") content();
        // Discord shows no link whose text is itself an address.
        else if (SafeLink.IsAddress(label)) Raw($"<{address}>");
        else
        {
            Raw("[");
            content();
            Raw($"](<{address}>)");
        }
    }

    // Two marks, so that a single one in the code ends nothing.
    private static string Mark(TextStyle style) => style switch
    {
        TextStyle.Bold => "**",
        TextStyle.Italic => "*",
        TextStyle.Strike => "~~",
        _ => "``",
    };

    private string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var atStart = i == 0 ? AtLineStart : text[i - 1] == '\n';
            if ("\\`*_~|<[]@".Contains(c, StringComparison.Ordinal) || (atStart && c is '#' or '-' or '>')) escaped.Append('\\');
            // A bare address would become a link, with a preview of whatever is there.
            if (c == '/' && before is (':', '/')) escaped.Append(Apart);
            escaped.Append(c);
            before = (before.Last, c);
        }
        return escaped.ToString();
    }
}
