using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Buttons as Discord's message components.</summary>
internal static class DiscordButtons
{
    private const int MostRows = 5;
    private const int MostInRow = 5;
    private const int MostData = 100;
    private const int LongestLabel = 80;
    private const int ActionRow = 1;
    private const int ButtonType = 2;
    private const int Grey = 2;
    private const int Green = 3;
    private const int Red = 4;

    /// <summary>The rows as they are, while they are few enough; else as many buttons as there is room for. What is left out can be said in words.</summary>
    public static JsonArray Of(OutboundPart part)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var rows = part.Buttons.Select(row => row.Where(b => b.Data.Length is > 0 and <= MostData && CleanText.Line(b.Label).Length > 0 && seen.Add(b.Data)).ToArray())
            .Where(row => row.Length > 0).ToList();
        if (rows.Count > MostRows || rows.Exists(r => r.Length > MostInRow)) rows = [.. rows.SelectMany(r => r).Chunk(MostInRow).Take(MostRows)];
        return new JsonArray([.. rows.Select(row => new JsonObject { ["type"] = ActionRow, ["components"] = new JsonArray([.. row.Select(Of)]) })]);
    }

    private static JsonObject Of(Button button)
    {
        var label = CleanText.Line(button.Label);
        return new JsonObject
        {
            ["type"] = ButtonType,
            ["style"] = button.Data.Split(':') switch { ["d", "approve", ..] => Green, ["d", "reject", ..] => Red, _ => Grey },
            ["label"] = label[..Math.Min(label.Length, LongestLabel)],
            ["custom_id"] = button.Data,
        };
    }
}
