using System.Text.Json;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Discord.Rest;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>
/// Presses, slash commands and filled-in forms. Each is stored, and then acknowledged within the 3 seconds that Discord gives; the
/// answer comes when it is there. Edit and Reject open a form instead.
/// </summary>
internal sealed partial class DiscordInteractions(
    DiscordBot bot, DiscordRest rest, DiscordCalls calls, DecisionForms forms, Inbox inbox, PeopleDirectory people, TimeProvider time, ILogger<DiscordInteractions> log)
{
    /// <summary>Of an interaction's id in the inbox.</summary>
    public const string Prefix = "i:";

    private const int Command = 2;
    private const int Press = 3;
    private const int Form = 5;

    private const int AnswerLater = 5;
    private const int UpdateLater = 6;
    private const int OpenForm = 9;

    public async Task TakeAsync(JsonElement interaction, CancellationToken cancel)
    {
        if (Read(interaction) is not { } message) return;
        var type = interaction.GetProperty("type").GetInt32();
        var (id, token) = (interaction.GetProperty("id").GetString()!, interaction.GetProperty("token").GetString()!);
        if (await people.FindAsync(message.Channel, message.SenderId, cancel) is not { } person)
        {
            // A stranger is met like any other, and only in a direct message.
            if (!bot.IsServerChannel(message.Address)) await inbox.ReceiveAsync(message, cancel);
            return;
        }
        if (type == Press && await forms.FindAsync(message.Text, message.AsksOnly ? person.AsViewer() : person, cancel) is { } form && DiscordModal.Of(form) is { } modal)
        {
            await AcknowledgeAsync(id, token, OpenForm, modal, cancel);
            return;
        }
        if (type == Command) await CommandAsync(id, token, message, cancel);
        else
        {
            await inbox.ReceiveAsync(message, cancel);
            await AcknowledgeAsync(id, token, UpdateLater, null, cancel);
        }
    }

    private async Task CommandAsync(string id, string token, InboxMessage message, CancellationToken cancel)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await calls.NoteAsync(id, token, cancel);
            calls.HoldUntil(id, ended.Task);
            await inbox.ReceiveAsync(message, cancel);
            // Too late for Discord: the answer is a message of its own.
            if (!await AcknowledgeAsync(id, token, AnswerLater, null, cancel)) await calls.ForgetAsync(id, cancel);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private InboxMessage? Read(JsonElement interaction)
    {
        try
        {
            var address = interaction.TryGetProperty("channel_id", out var channel) ? channel.GetString()! : "";
            var inServer = interaction.TryGetProperty("guild_id", out _);
            if (address.Length == 0 || (inServer && !bot.IsServerChannel(address))) return null;
            var user = interaction.TryGetProperty("member", out var member) ? member.GetProperty("user") : interaction.GetProperty("user");
            var data = interaction.TryGetProperty("data", out var given) ? given : default;
            var (kind, text) = interaction.GetProperty("type").GetInt32() switch
            {
                Command => (InboundKind.Text, DiscordCommands.Words(data)),
                Press => (InboundKind.Button, data.GetProperty("custom_id").GetString()!),
                Form => (InboundKind.Form, DiscordModal.Read(data).ToText()),
                _ => (InboundKind.Text, ""),
            };
            return text.Length == 0 ? null : new InboxMessage
            {
                Channel = DiscordChannel.ChannelName,
                ExternalId = Prefix + interaction.GetProperty("id").GetString(),
                Address = address,
                SenderId = user.GetProperty("id").GetString()!,
                SenderName = DiscordReader.NameOf(user),
                AsksOnly = inServer && !bot.MayDecideThere(interaction),
                Kind = kind,
                Text = CleanText.Of(text),
                At = time.GetUtcNow(),
            };
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            Unreadable(e.GetType().Name);
            return null;
        }
    }

    /// <summary>False when Discord took it no longer. It came too late then, or twice.</summary>
    private async Task<bool> AcknowledgeAsync(string id, string token, int how, JsonObject? data, CancellationToken cancel)
    {
        var body = new JsonObject { ["type"] = how };
        if (data is not null) body["data"] = data;
        try
        {
            await rest.CallAsync(HttpMethod.Post, $"/interactions/{id}/{token}/callback", body, null, cancel);
            return true;
        }
        catch (Exception e) when (e is DiscordRefusedException or IOException)
        {
            NotAcknowledged((e as DiscordRefusedException)?.Code ?? 0, e.GetType().Name);
            return e is DiscordRefusedException { Code: 40060 };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A Discord interaction could not be read ({Why}) and is left")]
    private partial void Unreadable(string why);

    [LoggerMessage(Level = LogLevel.Debug, Message = "An interaction could not be acknowledged to Discord: {Code} {Why}")]
    private partial void NotAcknowledged(int code, string why);
}
