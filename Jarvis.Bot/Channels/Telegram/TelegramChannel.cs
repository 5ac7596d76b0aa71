using System.Globalization;
using System.Text.Json;
using Jarvis.Bot.Conversations;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>
/// Telegram, by the Bot API.
/// <para>
/// A message is sent once, also over a crash between sending and writing down that it was sent, unless Telegram takes in a request
/// later than <see cref="TelegramOptions.ArriveSeconds"/> after it was handed over: then it would stand there twice, never not at all.
/// The Bot API has no key to recognise a repeated send by, and no way to read a chat. But message ids only grow, and an edit tells what a message is:
/// so the highest id known before the send is stored with the message (<see cref="BaselineAsync"/>), and after a crash the
/// ids above it are edited to what should be there (<see cref="FindAsync"/>). "Message is not modified" means that this is
/// the message; an edit that succeeds can only have met it too, because every other message of the bot's in that chat has its
/// id recorded; "not found" and "can't be edited" mean somebody else's, or none. If the ids end without it, it has not arrived;
/// and since a process that dies takes its connections with it (<see cref="TelegramConnection"/>), what does not arrive soon never does.
/// </para>
/// </summary>
internal sealed partial class TelegramChannel(
    TelegramConnection telegram, TelegramInbound inbound, TelegramSender sender, MessageIds ids, ChannelStates states, TimeProvider time, ILogger<TelegramChannel> log) : IChannel
{
    public const string ChannelName = "telegram";

    /// <summary>How many ids in a row the chat must lack before the search ends: other chats are numbered by the same counter.</summary>
    private const int Window = 40;

    /// <summary>Ids that are tried at most, when the chat itself went on.</summary>
    private const int MostTried = 400;

    /// <summary>Telegram hands out at most so many updates at once; fewer are all that there were.</summary>
    private const int WholeBatch = 100;

    private static readonly TimeSpan CatchUpWithin = TimeSpan.FromSeconds(30);

    private static readonly UpdateType[] Wanted = [UpdateType.Message, UpdateType.CallbackQuery];

    private static readonly BotCommand[] Commands =
    [
        new("status", "How everything is"), new("pending", "What waits for your decision"), new("approve", "Approve: /approve 12"),
        new("report", "The daily report"), new("pause", "Stop everything that Jarvis does by itself"), new("help", "What you can ask"),
    ];

    // What people wrote while Jarvis was away has ids that are not recorded yet, and would hide a message that is looked for.
    private TaskCompletionSource caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => ChannelName;

    public ChannelTraits Traits { get; } = new()
    {
        MaxText = 4096,
        MaxCaption = 1024,
        TablesAsPictures = true,
        ArrivesWithin = TimeSpan.FromSeconds(telegram.Options.ArriveSeconds),
        EditEvery = TimeSpan.FromSeconds(1),
    };

    public async Task RunAsync(CancellationToken cancel)
    {
        if (!telegram.Options.IsConfigured)
        {
            states.Set(Name, ChannelHealth.NotConfigured, "Create a bot with @BotFather on Telegram, and write its token to Telegram:Token in appsettings.json, or to Telegram__Token in the environment.");
            return;
        }
        if (telegram.Options.BotId is null)
        {
            states.Set(Name, ChannelHealth.Down, "Telegram:Token is not a bot's token: those look like 123456789:AAF4… (digits, a colon, 35 letters). " + TelegramErrors.TokenRefused);
            return;
        }
        states.Set(Name, ChannelHealth.Starting);
        if (caughtUp.Task.IsCompleted) caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            telegram.Me = await telegram.Client.GetMe(cancel);
            await telegram.Client.SetMyCommands(Commands, cancellationToken: cancel);
            if (telegram.Options.UsesWebhook) await BeCalledAsync(cancel);
            else await AskAsync(cancel);
        }
        catch (RequestException e)
        {
            throw AsDown(e);
        }
    }

    public Task<string?> SendAsync(OutboundPart part, CancellationToken cancel) => sender.SendAsync(part, cancel);

    public Task EditAsync(string externalId, OutboundPart part, CancellationToken cancel) => sender.EditAsync(Id(externalId), part, cancel);

    public async Task TypingAsync(string address, CancellationToken cancel)
    {
        try
        {
            await telegram.Client.SendChatAction(address, ChatAction.Typing, cancellationToken: cancel);
        }
        catch (Exception e) when (e is RequestException or DeliveryException)
        {
            // Of no consequence.
        }
    }

    public async Task<string?> BaselineAsync(string address, CancellationToken cancel) =>
        (await ids.HighestAsync(address, cancel))?.ToString(CultureInfo.InvariantCulture);

    public async Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel)
    {
        // Without an id from before, the chat was new: nothing was ever sent there that could be told apart.
        if (!int.TryParse(baseline, NumberStyles.None, CultureInfo.InvariantCulture, out var before)) return null;
        try
        {
            await caughtUp.Task.WaitAsync(CatchUpWithin, time, cancel);
        }
        catch (TimeoutException e)
        {
            throw new IOException("What people wrote in the meantime has not been read yet.", e);
        }
        var recorded = await ids.RecordedAsync(part.Address, cancel);
        var (tried, missing) = (0, 0);
        for (var id = before + 1; missing < Window && tried < MostTried; id++)
        {
            if (recorded.Contains(id)) continue;
            tried++;
            var isIt = await sender.IsAtAsync(id, part, cancel);
            missing = isIt is null ? missing + 1 : 0;
            if (isIt is not true) continue;
            ids.Seen(part.Address, id);
            return id.ToString(CultureInfo.InvariantCulture);
        }
        return null;
    }

    private async Task AskAsync(CancellationToken cancel)
    {
        await telegram.Client.DeleteWebhook(cancellationToken: cancel);
        int? next = null;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var request = new RawUpdatesRequest { Offset = next, Timeout = caughtUp.Task.IsCompleted ? telegram.Options.PollSeconds : 0, AllowedUpdates = Wanted };
            var updates = await telegram.Client.SendRequest(request, cancel);
            states.Set(Name, ChannelHealth.Connected);
            foreach (var update in updates)
            {
                await inbound.TakeAsync(update, cancel);
                // The next question confirms it: not before it is stored.
                if (update.ValueKind == JsonValueKind.Object && update.TryGetProperty("update_id", out var id) && id.TryGetInt32(out var number)) next = number + 1;
            }
            if (updates.Length < WholeBatch) caughtUp.TrySetResult();
        }
    }

    private async Task BeCalledAsync(CancellationToken cancel)
    {
        var url = $"{telegram.Options.WebhookUrl!.TrimEnd('/')}{TelegramWebhook.PathOf(telegram.Options)}";
        caughtUp.TrySetResult();
        await telegram.Client.SetWebhook(url, allowedUpdates: Wanted, secretToken: telegram.Options.Secret, cancellationToken: cancel);
        while (true)
        {
            var info = await telegram.Client.GetWebhookInfo(cancel);
            var failing = info.LastErrorMessage is not null && info.PendingUpdateCount > 0;
            states.Set(Name, failing ? ChannelHealth.Down : ChannelHealth.Connected, failing ? $"Telegram cannot deliver to {telegram.Options.WebhookUrl}: {info.LastErrorMessage}" : "");
            await Task.Delay(TimeSpan.FromMinutes(5), time, cancel);
        }
    }

    private DeliveryException AsDown(RequestException error)
    {
        Fell((error as ApiRequestException)?.ErrorCode ?? 0, error.InnerException?.GetType().Name ?? "");
        return TelegramErrors.Translate(error) is DeliveryException known ? known : new DeliveryException("Telegram cannot be reached, or did not answer in time.");
    }

    private static int Id(string externalId) => int.Parse(externalId, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>
    /// Updates one by one: the library's own request reads them all or none, so that a single one which it cannot read would
    /// come again for ever, and nothing after it.
    /// </summary>
    private sealed class RawUpdatesRequest() : RequestBase<JsonElement[]>("getUpdates")
    {
        public int? Offset { get; init; }

        public int? Timeout { get; init; }

        public IEnumerable<UpdateType>? AllowedUpdates { get; init; }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Telegram failed with code {Code} {Kind}")]
    private partial void Fell(int code, string kind);
}
