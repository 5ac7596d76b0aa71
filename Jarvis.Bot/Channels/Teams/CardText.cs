using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// Markdown as an Adaptive Card's RichTextBlocks, one a line. Their text is shown letter by letter, where a TextBlock would read
/// Markdown of its own kind into it: so no text can become a link, a mark or a mention.
/// </summary>
internal sealed class CardText : ChatWriter
{
    // Marks between the letters while they are written. They cannot come from the text: control characters are taken out of it.
    private const char On = '\u0001', Off = '\u0002', LinkOn = '\u0003', LinkOff = '\u0004', End = '\u0005';

    private CardText() { }

    public static JsonArray Of(string markdown)
    {
        var written = new CardText().Write(MarkdownReader.Parse(markdown));
        var (blocks, line) = (new JsonArray(), new Line());
        var apart = false;
        for (var i = 0; i <= written.Length; i++)
        {
            var c = i < written.Length ? written[i] : '\n';
            switch (c)
            {
                case On or Off:
                    line.Style((TextStyle)(written[++i] - 'a'), c == On);
                    break;
                case LinkOn:
                    var end = written.IndexOf(End, i);
                    line.Link(written[(i + 1)..end]);
                    i = end;
                    break;
                case LinkOff:
                    line.Link(null);
                    break;
                case '\n':
                    if (line.Finish() is { } inlines)
                    {
                        blocks.Add(new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = inlines, ["spacing"] = blocks.Count == 0 || apart ? "medium" : "none" });
                        apart = false;
                    }
                    else apart = true;
                    break;
                default:
                    line.Add(c);
                    break;
            }
        }
        return blocks;
    }

    // "&#1;" in Markdown would be a control character after all.
    protected override void Text(string plain) => Raw(CleanText.Of(plain));

    protected override void Open(TextStyle style) => Raw($"{On}{(char)('a' + style)}");

    protected override void Close(TextStyle style) => Raw($"{Off}{(char)('a' + style)}");

    protected override void CodeBlock(string code, string? language)
    {
        Open(TextStyle.Code);
        Text(code);
        Close(TextStyle.Code);
    }

    protected override void Link(Uri uri, string label, Action content)
    {
        Raw($"{LinkOn}{uri.AbsoluteUri}{End}");
        content();
        Raw($"{LinkOff}");
    }

    /// <summary>The runs of one line. What is open goes on in the next.</summary>
    private sealed class Line
    {
        private readonly HashSet<TextStyle> styles = [];
        private readonly System.Text.StringBuilder text = new();
        private string? link;
        private JsonArray runs = [];

        public void Add(char c)
        {
            // Some hosts read "{{DATE(…)}}" in a run as a date to be written out; never in two runs.
            if (c == '{' && text.Length > 0 && text[^1] == '{') Cut();
            text.Append(c);
        }

        public void Style(TextStyle style, bool on)
        {
            Cut();
            if (on) styles.Add(style);
            else styles.Remove(style);
        }

        public void Link(string? address)
        {
            Cut();
            link = address;
        }

        public JsonArray? Finish()
        {
            Cut();
            if (runs.Count == 0) return null;
            var whole = runs;
            runs = [];
            return whole;
        }

        private void Cut()
        {
            if (text.Length == 0) return;
            var run = new JsonObject { ["type"] = "TextRun", ["text"] = text.ToString() };
            if (styles.Contains(TextStyle.Bold)) run["weight"] = "bolder";
            if (styles.Contains(TextStyle.Italic)) run["italic"] = true;
            if (styles.Contains(TextStyle.Strike)) run["strikethrough"] = true;
            if (styles.Contains(TextStyle.Code)) run["fontType"] = "monospace";
            if (link is not null) run["selectAction"] = new JsonObject { ["type"] = "Action.OpenUrl", ["url"] = link };
            runs.Add(run);
            text.Clear();
        }
    }
}
