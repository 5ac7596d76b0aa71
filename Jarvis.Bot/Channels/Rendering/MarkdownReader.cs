using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Syntax;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// The Markdown that Jarvis speaks: CommonMark with tables, strike-through and bare links. HTML in it is text. Any input is
/// read; what the parser refuses (nesting thousands deep, whole books) is shown as it was written.
/// </summary>
internal static class MarkdownReader
{
    private const int LongestFormatted = 40_000;

    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder()
        .UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseAutoLinks().UsePreciseSourceLocation().DisableHtml().Build();

    public static MarkdownDocument Parse(string markdown)
    {
        var clean = CleanText.Of(markdown);
        return TryParse(clean) ?? Markdown.Parse(Escape(clean), Pipeline);
    }

    /// <summary>Null when the text shall be shown as it was written.</summary>
    /// <param name="clean">Text that went through <see cref="CleanText"/>.</param>
    public static MarkdownDocument? TryParse(string clean)
    {
        // The parser's time grows with the square of the length.
        if (clean.Length > LongestFormatted) return null;
        try
        {
            return Markdown.Parse(clean, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Markdown that shows exactly this text.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        var lineStart = true;
        foreach (var c in text)
        {
            // Blanks at the start of a line would make a code block of it.
            if (lineStart && c is ' ' or '\t') continue;
            if (char.IsAsciiLetterOrDigit(c) || c > 127 || c is ' ' or '\n' or '\t') escaped.Append(c);
            else escaped.Append('\\').Append(c);
            lineStart = c == '\n';
        }
        return escaped.ToString();
    }
}
