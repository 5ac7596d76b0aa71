using System.Text;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Text from anywhere, made harmless to show: no control characters (a terminal would obey them), no marks that
/// turn the reading direction (they make text read as something else), no broken surrogates (JSON cannot carry them).
/// Right-to-left letters and joined emoji stay as they are.
/// </summary>
internal static class CleanText
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var clean = new StringBuilder(text.Length);
        // A broken surrogate is read as U+FFFD.
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value == '\r') clean.Append('\n');
            else if (!IsHarmful(rune.Value)) clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>The same on one line.</summary>
    public static string Line(string? text) => string.Join(' ', Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsHarmful(int c) =>
        c is < 0x20 and not '\n' and not '\t'
        || c is >= 0x7F and <= 0x9F
        || c is >= 0x202A and <= 0x202E || c is >= 0x2066 and <= 0x2069 || c is 0x061C
        || c is 0xFEFF or 0x2028 or 0x2029
        || c is >= 0xE0000 and <= 0xE007F
        || (c & 0xFFFE) == 0xFFFE;
}
