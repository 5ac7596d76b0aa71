using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// Microsoft Teams, by the Bot Framework's activity protocol. Activities come in by <see cref="TeamsEndpoint"/>, messages go out by
/// the Connector's REST API, each to the service that its conversation was last heard from.
/// <para>
/// The Connector takes no key to recognise a repeated send by, and shows no message to a bot: whether one arrived whose answer was lost
/// cannot be found out. It is sent again then, because a question that nobody sees is worse than one that stands there twice; whichever
/// copy is answered counts, and the answer to a press on the other shows what was decided.
/// </para>
/// </summary>
internal sealed class TeamsChannel(TeamsConnection teams, TeamsSender sender, ChannelStates states, TimeProvider time) : IChannel
{
    public const string ChannelName = "teams";

    private static readonly TimeSpan Look = TimeSpan.FromMinutes(30);

    public string Name => ChannelName;

    /// <summary>Teams takes about 28 KB for a message with all of its markup.</summary>
    public ChannelTraits Traits { get; } = new() { MaxText = 6000, MaxCaption = 2000, MaxCells = TeamsCard.MostCells };

    /// <summary>Being called needs no part of it: it only looks whether Jarvis could answer.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (!teams.Options.IsConfigured)
        {
            states.Set(Name, ChannelHealth.NotConfigured, "Register a bot as Jarvis.Bot/Channels/Teams/README.md says, and write its id to Teams:AppId in appsettings.json and its secret to Teams__ClientSecret in the environment.");
            return;
        }
        states.Set(Name, ChannelHealth.Starting);
        while (true)
        {
            await teams.TokenAsync(cancel);
            states.Set(Name, ChannelHealth.Connected, teams.Options.Development ? "Development: calls of a test client on this machine are taken without a token." : "");
            await Task.Delay(Look, time, cancel);
        }
    }

    public Task<string?> SendAsync(OutboundPart part, CancellationToken cancel) => sender.SendAsync(part, cancel);

    public Task EditAsync(string externalId, OutboundPart part, CancellationToken cancel) => sender.EditAsync(externalId, part, cancel);

    public async Task TypingAsync(string address, CancellationToken cancel)
    {
        try
        {
            await sender.TypingAsync(address, cancel);
        }
        catch (Exception e) when (e is DeliveryException or IOException)
        {
            // Of no consequence.
        }
    }

    public Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel) => Task.FromResult<string?>(null);

    public Task<string?> BaselineAsync(string address, CancellationToken cancel) => Task.FromResult<string?>(null);
}
