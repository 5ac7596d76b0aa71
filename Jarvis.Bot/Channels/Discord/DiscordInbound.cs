using System.Text.Json;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>
/// Takes one event into the inbox. What cannot be read is noted and left; what cannot be stored throws, so that the event does
/// not count as taken and comes again.
/// </summary>
internal sealed partial class DiscordInbound(
    DiscordBot bot, DiscordFiles files, DiscordInteractions interactions, Inbox inbox, PeopleDirectory people, ILogger<DiscordInbound> log)
{
    private readonly DiscordReader reader = new(bot);

    /// <summary>Whether an event must not wait behind others: Discord gives 3 seconds to acknowledge an interaction.</summary>
    public static bool IsUrgent(string type) => type == "INTERACTION_CREATE";

    public Task TakeAsync(string type, JsonElement content, CancellationToken cancel) => type switch
    {
        "MESSAGE_CREATE" => WrittenAsync(content, cancel),
        "INTERACTION_CREATE" => interactions.TakeAsync(content, cancel),
        _ => Task.CompletedTask,
    };

    private async Task WrittenAsync(JsonElement message, CancellationToken cancel)
    {
        foreach (var (said, file) in Read(message))
        {
            // In a server strangers are not answered at all: a pairing code belongs into a direct message.
            if (bot.IsServerChannel(said.Address) && await people.FindAsync(said.Channel, said.SenderId, cancel) is null) return;
            await inbox.ReceiveAsync(file is null ? said : await files.FetchAsync(said, file, cancel), cancel);
        }
    }

    private List<DiscordUtterance> Read(JsonElement message)
    {
        try
        {
            return [.. reader.Read(message)];
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            Unreadable(message.ValueKind == JsonValueKind.Object && message.TryGetProperty("id", out var id) ? id.ToString() : "?", e.GetType().Name);
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord message {Id} could not be read ({Why}) and is left")]
    private partial void Unreadable(string id, string why);
}
