namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Markdown as plain text.</summary>
internal sealed class PlainText : ChatWriter
{
    private readonly bool forTerminal;

    private PlainText(bool forTerminal) => this.forTerminal = forTerminal;

    /// <summary>The text that a platform with markup shows: what it counts, and what is sent when it refuses the markup.</summary>
    public static string Visible(string markdown) => new PlainText(forTerminal: false).Write(MarkdownReader.Parse(markdown));

    /// <summary>For a terminal: bold by its escape codes, links with their address.</summary>
    public static string Terminal(string markdown) => new PlainText(forTerminal: true).Write(MarkdownReader.Parse(markdown));

    protected override void Text(string plain) => Raw(plain);

    protected override void Open(TextStyle style)
    {
        if (forTerminal && style == TextStyle.Bold) Raw("\e[1m");
    }

    protected override void Close(TextStyle style)
    {
        if (forTerminal && style == TextStyle.Bold) Raw("\e[22m");
    }

    protected override void CodeBlock(string code, string? language) => Raw(code);

    protected override void Link(Uri uri, string label, Action content)
    {
        content();
        var address = uri.Scheme == "mailto" ? uri.GetComponents(UriComponents.UserInfo | UriComponents.Host, UriFormat.Unescaped) : uri.OriginalString;
        if (forTerminal && !string.Equals(label, address, StringComparison.Ordinal)) Raw($" ({address})");
    }

    // Counted as Telegram shows it, where a quote has a bar and no letters of its own.
    protected override bool OpenQuote() => !forTerminal;
}
