using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace Jarvis.Tests.Counterparts;

/// <summary>One bot as Telegram's side sees it: its users, what it sent, what it asked, and the faults that it shall meet.</summary>
public sealed class TelegramBot(Uri server, string token)
{
    private static readonly HttpClient Http = new();
    private static readonly JsonSerializerOptions WithoutNulls = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Token => token;

    /// <summary>What a client takes as base URL.</summary>
    public string BaseUrl => server.GetLeftPart(UriPartial.Authority);

    /// <summary>A client for this bot that retries nothing, so that a test sees each refusal.</summary>
    public TelegramBotClient Client() => new(new TelegramBotClientOptions(token, BaseUrl) { RetryCount = 0, RetryThreshold = 0 });

    /// <summary>Somebody who writes to the bot; in a private chat unless a group is named (by a negative id).</summary>
    public TelegramUser User(long id, string firstName = "Test", long? chatId = null) => new(this, id, firstName, chatId ?? id);

    /// <summary>The bot's messages in a chat, oldest first, as edits have left them; deleted ones are gone.</summary>
    public async Task<IReadOnlyList<SentMessage>> MessagesAsync(long chatId) => (await ListAsync(chatId, known: -1, TimeSpan.Zero)).Messages;

    /// <summary>The last of them.</summary>
    public async Task<IReadOnlyList<SentMessage>> LatestAsync(long chatId, int most) => (await GetAsync<MessageList>($"admin/messages?token={token}&chat_id={chatId}&last={most}")).Messages;

    /// <summary>Waits until one of the bot's messages in a chat fits.</summary>
    public async Task<SentMessage> WaitForMessageAsync(long chatId, Func<SentMessage, bool> fits, TimeSpan? timeout = null) =>
        (await WaitForMessagesAsync(chatId, all => all.Any(fits), timeout)).First(fits);

    /// <summary>Waits until the bot's messages in a chat are as the test wants them.</summary>
    public async Task<IReadOnlyList<SentMessage>> WaitForMessagesAsync(long chatId, Func<IReadOnlyList<SentMessage>, bool> fit, TimeSpan? timeout = null)
    {
        using var late = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(30), TimeProvider.System);
        var now = new MessageList(-1, []);
        do
        {
            now = await ListAsync(chatId, now.Version, TimeSpan.FromMilliseconds(500));
            if (fit(now.Messages))
            {
                return now.Messages;
            }
        }
        while (!late.IsCancellationRequested);

        throw new InvalidOperationException($"The bot's messages are not as awaited:\n{string.Join('\n', now.Messages)}");
    }

    /// <summary>Every call that the bot made, or those of one method, with what became of them.</summary>
    public Task<IReadOnlyList<BotCall>> CallsAsync(string method = "") => GetAsync<IReadOnlyList<BotCall>>($"admin/requests?token={token}&method={method}");

    /// <summary>How many calls the bot has made; waits until there are as many as that, or the time is over.</summary>
    public Task<int> CountCallsAsync(int until, TimeSpan wait) => GetAsync<int>($"admin/count?token={token}&until={until}&wait={wait.TotalMilliseconds}");

    /// <summary>The ids of the updates that the bot has not confirmed, oldest first.</summary>
    public Task<IReadOnlyList<int>> PendingAsync() => GetAsync<IReadOnlyList<int>>($"admin/pending?token={token}");

    /// <summary>A file that either side sent.</summary>
    public async Task<byte[]> DownloadAsync(string fileId)
    {
        var file = await GetAsync<TGFile>($"bot{token}/getFile?file_id={fileId}");
        return await Http.GetByteArrayAsync(new Uri(server, $"/file/bot{token}/{file.FilePath}"), TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// The next calls of a method ("*": of any; "webhook": Telegram's own deliveries to the bot) meet a fault, in one chat or in all.
    /// </summary>
    public Task FailAsync(string method, TelegramFault fault, int times = 1, long? chatId = null) => PostAsync<bool>("admin/faults", new
    {
        token, method, times, chat_id = chatId, status = fault.Status, description = fault.Description, retry_after = fault.RetryAfter, drop = fault.Drop,
    });

    /// <summary>What a user did last is brought once more, as when its confirmation got lost.</summary>
    public Task RedeliverAsync() => PostAsync<bool>("admin/redeliver", new { token });

    /// <summary>Ends all faults of this bot.</summary>
    public async Task HealAsync()
    {
        using var response = await Http.DeleteAsync(new Uri(server, $"/admin/faults?token={token}"), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    internal async Task<T> PostAsync<T>(string path, object body)
    {
        using var content = body as HttpContent ?? JsonContent.Create(body, options: WithoutNulls);
        using var response = await Http.PostAsync(new Uri(server, $"/{path}"), content, TestContext.Current.CancellationToken);
        return await ReadAsync<T>(response);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        var answer = await response.Content.ReadFromJsonAsync<Answer<T>>(JsonBotAPI.Options, TestContext.Current.CancellationToken);
        return answer is { Ok: true, Result: { } result } ? result : throw new InvalidOperationException($"The test server refused: {answer?.Description}");
    }

    private async Task<T> GetAsync<T>(string path)
    {
        using var response = await Http.GetAsync(new Uri(server, $"/{path}"), TestContext.Current.CancellationToken);
        return await ReadAsync<T>(response);
    }

    private Task<MessageList> ListAsync(long chatId, int known, TimeSpan wait) =>
        GetAsync<MessageList>($"admin/messages?token={token}&chat_id={chatId}&known={known}&wait={wait.TotalMilliseconds}");

    private sealed record Answer<T>(bool Ok, T? Result, string? Description);

    private sealed record MessageList(int Version, IReadOnlyList<SentMessage> Messages);
}

/// <summary>A message of the bot as it is now, and what stood there before each edit.</summary>
public sealed record SentMessage(Message Message, IReadOnlyList<MessageBefore> Edits)
{
    public int Id => Message.Id;

    /// <summary>The text, or the caption of a picture or file, without markup.</summary>
    public string Text => Message.Text ?? Message.Caption ?? "";

    /// <summary>The buttons' labels in reading order.</summary>
    public IReadOnlyList<string> Buttons => [.. Message.ReplyMarkup?.InlineKeyboard.SelectMany(row => row).Select(button => button.Text) ?? []];

    public override string ToString() => $"{Id}: {Text} [{string.Join(" | ", Buttons)}]";
}

/// <summary>What an edit replaced.</summary>
public sealed record MessageBefore(string? Text, string? Caption);

/// <summary>
/// A call of the Bot API: its arguments, the names of its files, and the HTTP status or what else became of it (null: still open),
/// when it arrived (milliseconds since 1970), and the id of the message that it made or changed, or why it was refused.
/// </summary>
public sealed record BotCall(string Method, JsonElement Body, IReadOnlyList<string> Files, JsonElement? Status, long At, JsonElement? Said);

/// <summary>What goes wrong with a call.</summary>
public sealed record TelegramFault
{
    /// <summary>429 with the seconds to wait.</summary>
    public static TelegramFault TooMany(int retryAfterSeconds) => new() { Status = 429, RetryAfter = retryAfterSeconds };

    /// <summary>403: the user has blocked the bot.</summary>
    public static TelegramFault Blocked { get; } = new() { Status = 403 };

    /// <summary>Telegram itself fails.</summary>
    public static TelegramFault ServerError { get; } = new() { Status = 500 };

    /// <summary>The connection ends before anything was done.</summary>
    public static TelegramFault DroppedBefore { get; } = new() { Drop = "before" };

    /// <summary>The call is carried out, and the connection ends without an answer: the caller cannot know.</summary>
    public static TelegramFault DroppedAfter { get; } = new() { Drop = "after" };

    public static TelegramFault Refused(int status, string description) => new() { Status = status, Description = description };

    internal int? Status { get; init; }

    internal string? Description { get; init; }

    internal int? RetryAfter { get; init; }

    internal string? Drop { get; init; }
}
