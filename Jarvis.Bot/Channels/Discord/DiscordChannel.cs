using System.Globalization;
using Jarvis.Bot.Channels.Discord.Gateway;
using Jarvis.Bot.Channels.Discord.Rest;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>
/// Discord, spoken by protocol: what happens comes by the gateway, what is said goes by REST.
/// <para>
/// Nothing is lost or doubled: the gateway replays what was missed, also over a restart, from the last event that was taken; where it
/// no longer can, the conversations are read. A message that may have arrived is looked for, and Discord knows a retry by its nonce.
/// </para>
/// </summary>
internal sealed partial class DiscordChannel(
    IOptions<DiscordOptions> options, DiscordRest rest, DiscordBot bot, DiscordGateway gateway, DiscordInbound inbound, DiscordSender sender, DiscordPast past,
    ChannelStates states, IAlerts alerts, ILogger<DiscordChannel> log) : IChannel
{
    public const string ChannelName = "discord";
    private const string CutOff = "channel:discord:closed";

    public string Name => ChannelName;

    public ChannelTraits Traits { get; } = new() { MaxText = 2000, MaxCaption = 2000, Measure = DiscordPayload.Measure, TablesAsPictures = true };

    public async Task RunAsync(CancellationToken cancel)
    {
        if (!options.Value.HasToken)
        {
            states.Set(Name, ChannelHealth.Down, "Discord:Token is not a bot's token: those are three groups of letters with dots between. " + DiscordErrors.TokenRefused);
            return;
        }
        states.Set(Name, ChannelHealth.Starting);
        try
        {
            await bot.KnowAsync(rest, cancel);
            await rest.CallAsync(HttpMethod.Put, $"/applications/{bot.ApplicationId}/commands", DiscordCommands.All(), null, cancel);
            await gateway.RunAsync(anew => WelcomedAsync(anew, cancel), cancel);
        }
        catch (ClosedForGoodException e)
        {
            // To come back would be refused again, and after many times the token be withdrawn. Whoever mends it starts Jarvis again.
            states.Set(Name, ChannelHealth.Down, e.Message);
            await alerts.RaiseAsync(new AlertSignal(CutOff, Severity.Warning, "Discord has closed the connection for good", e.Message) { Domain = "jarvis" }, cancel);
        }
        catch (DiscordRefusedException e)
        {
            throw DiscordErrors.Translate(e);
        }
        catch (IOException e)
        {
            throw new DeliveryException("Discord cannot be reached, or did not answer in time.", e);
        }
    }

    public Task<string?> SendAsync(OutboundPart part, CancellationToken cancel) => sender.SendAsync(part, cancel);

    public Task EditAsync(string externalId, OutboundPart part, CancellationToken cancel) => sender.EditAsync(externalId, part, cancel);

    public async Task TypingAsync(string address, CancellationToken cancel)
    {
        try
        {
            await rest.CallAsync(HttpMethod.Post, $"/channels/{address}/typing", null, null, cancel);
        }
        catch (Exception e) when (e is DiscordRefusedException or IOException)
        {
            // Of no consequence.
        }
    }

    public async Task<string?> BaselineAsync(string address, CancellationToken cancel) => (await past.HighestAsync(address, cancel))?.ToString(CultureInfo.InvariantCulture);

    public Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel) => sender.FindAsync(part, baseline, cancel);

    private async Task WelcomedAsync(bool anew, CancellationToken cancel)
    {
        if (anew)
            foreach (var conversation in await past.ConversationsAsync(cancel)) await CatchUpAsync(conversation, cancel);
        states.Set(Name, ChannelHealth.Connected);
        await alerts.ResolveAsync(CutOff, "Discord took Jarvis back.", cancel);
    }

    /// <summary>Reads what was written since the last message that was received; what is known already is recognised.</summary>
    private async Task CatchUpAsync(string conversation, CancellationToken cancel)
    {
        if (await past.LastReceivedAsync(conversation, cancel) is not { } last) return;
        try
        {
            await foreach (var message in past.SinceAsync(conversation, last, cancel)) await inbound.TakeAsync("MESSAGE_CREATE", message, cancel);
        }
        catch (DiscordRefusedException e)
        {
            NotRead(conversation, e.Code);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What was written meanwhile in Discord conversation {Conversation} could not be read: {Code}")]
    private partial void NotRead(string conversation, int code);
}
