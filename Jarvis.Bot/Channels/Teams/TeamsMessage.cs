using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>A part as the activity that Teams shows: words as a message, all else as a card.</summary>
internal static class TeamsMessage
{
    public static bool NeedsCard(OutboundPart part) => part.Buttons.Count > 0 || part.Table is not null || part.Alert is not null || part.IsReport;

    public static JsonObject Text(string markdown) => new() { ["type"] = "message", ["textFormat"] = "xml", ["text"] = TeamsHtml.Of(markdown) };

    /// <summary>With a summary, which is what a notification shows of a card.</summary>
    public static JsonObject Card(OutboundPart part, string? picture = null) => Attached(TeamsCard.ContentType, TeamsCard.Of(part, picture), Summary(part.Markdown));

    public static JsonObject Attached(string contentType, JsonObject content, string summary, string? name = null, string? url = null)
    {
        var attachment = new JsonObject { ["contentType"] = contentType, ["content"] = content };
        if (name is not null) attachment["name"] = name;
        if (url is not null) attachment["contentUrl"] = url;
        return new JsonObject { ["type"] = "message", ["summary"] = summary, ["attachments"] = new JsonArray(attachment) };
    }

    public static JsonObject Typing() => new() { ["type"] = "typing" };

    private static string Summary(string markdown)
    {
        var line = PlainText.Visible(markdown).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "Jarvis";
        return line.Length <= 200 ? line : string.Concat(line.AsSpan(0, 199), "…");
    }
}
