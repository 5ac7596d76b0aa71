using System.Globalization;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>
/// A part as Discord's message. Nobody is ever mentioned. Alerts and reports are embeds; their first line stands above, because
/// that is what a phone's notification shows.
/// </summary>
internal static class DiscordPayload
{
    private const int NoPreviews = 1 << 2;

    /// <summary>How long Discord counts a text: with all marks and escapes.</summary>
    public static int Measure(string markdown) => DiscordMarkdown.Of(markdown).Length;

    public static JsonObject Of(OutboundPart part)
    {
        var embed = part.Alert is not null || part.IsReport;
        var (headline, rest) = embed ? Split(part) : (part.Markdown, "");
        return new JsonObject
        {
            ["content"] = DiscordMarkdown.Of(headline),
            ["embeds"] = embed ? new JsonArray(Embed(part, DiscordMarkdown.Of(rest))) : [],
            ["components"] = DiscordButtons.Of(part),
            ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
            ["flags"] = embed ? 0 : NoPreviews,
        };
    }

    /// <summary>The name by which an embed refers to its picture has few letters.</summary>
    public static string FileName(StoredFile file) => new([.. file.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]);

    private static (string Headline, string Body) Split(OutboundPart part)
    {
        var text = part.Markdown.Trim();
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var headed = part.Alert is not null || text.StartsWith('#');
        return !headed ? ("", text) : end < 0 ? (text, "") : (text[..end], text[(end + 2)..]);
    }

    private static JsonObject Embed(OutboundPart part, string description)
    {
        var embed = new JsonObject { ["color"] = Colour(part.Alert) };
        if (description.Length > 0) embed["description"] = description;
        if (part.File is { IsPicture: true } picture) embed["image"] = new JsonObject { ["url"] = $"attachment://{FileName(picture)}" };
        if (part.Alert is not { } alert) return embed;
        embed["fields"] = new JsonArray([.. new[] { ("Severity", alert.Severity), ("State", alert.State), ("Domain", alert.Domain) }
            .Where(f => !string.IsNullOrEmpty(f.Item2)).Select(f => new JsonObject { ["name"] = f.Item1, ["value"] = f.Item2, ["inline"] = true })]);
        if ((alert.ResolvedAt ?? alert.OpenedAt) is { } at) embed["timestamp"] = at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return embed;
    }

    private static int Colour(AlertNotice? alert) => alert switch
    {
        null => 0x3949AB,
        { State: "resolved" } => 0x2E7D32,
        { Severity: "critical" } => 0xC62828,
        { Severity: "warning" } => 0xEF6C00,
        _ => 0x1565C0,
    };
}
