using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>The slash commands: each is a short way to say something.</summary>
internal static class DiscordCommands
{
    private const int ChatInput = 1;
    private const int Text = 3;
    private const int WholeNumber = 4;

    /// <summary>As they are registered.</summary>
    public static JsonArray All() =>
    [
        Command("status", "How everything is"),
        Command("pending", "What waits for your decision"),
        Command("approve", "Approve what waits", new JsonObject { ["type"] = WholeNumber, ["name"] = "number", ["description"] = "Which; may be left out while only one waits", ["min_value"] = 1 }),
        Command("report", "The daily briefing, or the weekly report", new JsonObject
        {
            ["type"] = Text, ["name"] = "kind", ["description"] = "Daily when left out",
            ["choices"] = new JsonArray(new JsonObject { ["name"] = "daily", ["value"] = "daily" }, new JsonObject { ["name"] = "weekly", ["value"] = "weekly" }),
        }),
        Command("pause", "Stop everything that Jarvis does by itself"),
    ];

    /// <summary>What somebody who used one would have said.</summary>
    public static string Words(JsonElement data)
    {
        var name = data.GetProperty("name").GetString()!;
        var value = data.TryGetProperty("options", out var options) && options.GetArrayLength() > 0 ? options[0].GetProperty("value").ToString() : "";
        return name switch
        {
            "report" => $"{(value.Length > 0 ? value : "daily")} report",
            "approve" => $"approve {value}".Trim(),
            _ => name,
        };
    }

    private static JsonObject Command(string name, string description, params JsonNode[] options) => new()
    {
        ["type"] = ChatInput,
        ["name"] = name,
        ["description"] = description,
        ["options"] = new JsonArray(options),
        // In servers and in direct messages with the bot; installed on servers.
        ["contexts"] = new JsonArray(0, 1),
        ["integration_types"] = new JsonArray(0),
    };
}
