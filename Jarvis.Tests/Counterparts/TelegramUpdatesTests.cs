using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace Jarvis.Tests.Counterparts;

/// <summary>What users do, on its way to the bot, as real Telegram delivers it; the client is Telegram.Bot.</summary>
public sealed class TelegramUpdatesTests(TelegramServer server) : IClassFixture<TelegramServer>
{
    private const long Owner = 4711;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_update_comes_again_until_a_higher_offset_confirms_it()
    {
        var bot = server.NewBot();
        var client = bot.Client();
        var first = await bot.User(Owner).SendAsync("one");
        var second = await bot.User(Owner).SendAsync("two");
        Assert.Equal(["one", "two"], await TextsAsync(client));
        Assert.Equal(["one", "two"], await TextsAsync(client, offset: first.UpdateId));
        Assert.Equal(["one"], (await client.GetUpdates(limit: 1, cancellationToken: Stop)).Select(update => update.Message!.Text));
        Assert.Equal(["two"], await TextsAsync(client, offset: first.UpdateId + 1));
        Assert.Equal([second.UpdateId], await bot.PendingAsync());
        Assert.Equal(["two"], await TextsAsync(client));
        Assert.Empty(await TextsAsync(client, offset: second.UpdateId + 1));
        Assert.Empty(await TextsAsync(server.NewBot().Client()));
    }

    [Fact]
    public async Task A_long_poll_waits_for_an_update_and_no_longer()
    {
        var bot = server.NewBot();
        var poll = bot.Client().GetUpdates(timeout: 50, cancellationToken: Stop);
        await bot.User(Owner).SendAsync("hello");
        Assert.Equal("hello", Assert.Single(await poll).Message!.Text);
    }

    [Fact]
    public async Task A_long_poll_ends_empty_when_its_time_is_over()
    {
        var begin = TimeProvider.System.GetTimestamp();
        Assert.Empty(await server.NewBot().Client().GetUpdates(timeout: 1, cancellationToken: Stop));
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin).TotalSeconds, 0.9, 20);
    }

    [Fact]
    public async Task A_second_poller_ends_the_first_with_409()
    {
        var bot = server.NewBot();
        var first = bot.Client().GetUpdates(timeout: 50, cancellationToken: Stop);
        while ((await bot.CallsAsync("getUpdates")).Count == 0)
        {
        }

        var second = bot.Client().GetUpdates(timeout: 50, cancellationToken: Stop);
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiRequestException>(() => first)).ErrorCode);
        await bot.User(Owner).SendAsync("hello");
        Assert.Single(await second);
    }

    [Fact]
    public async Task A_press_names_the_message_and_its_query_is_answered_once()
    {
        var bot = server.NewBot();
        var client = bot.Client();
        InlineKeyboardMarkup buttons = InlineKeyboardButton.WithCallbackData("Approve", "approve:1");
        await client.SendMessage(Owner, "Restart?", replyMarkup: buttons, cancellationToken: Stop);
        var prompt = await bot.WaitForMessageAsync(Owner, message => message.Buttons.Contains("Approve"));
        await bot.User(Owner).PressAsync(prompt, "Approve");

        var query = Assert.Single(await client.GetUpdates(allowedUpdates: [UpdateType.CallbackQuery], cancellationToken: Stop)).CallbackQuery!;
        Assert.Equal(("approve:1", Owner, prompt.Id, "Restart?"), (query.Data, query.From.Id, query.Message!.Id, query.Message.Text));
        await client.AnswerCallbackQuery(query.Id, "Done", cancellationToken: Stop);
        await Assert.ThrowsAsync<ApiRequestException>(() => client.AnswerCallbackQuery(query.Id, cancellationToken: Stop));
        await client.EditMessageReplyMarkup(Owner, prompt.Id, cancellationToken: Stop);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bot.User(Owner).PressAsync(prompt, "Approve"));
    }

    [Fact]
    public async Task A_reply_carries_the_message_that_it_answers()
    {
        var bot = server.NewBot();
        await bot.Client().SendMessage(Owner, "Restart?", cancellationToken: Stop);
        var prompt = await bot.WaitForMessageAsync(Owner, _ => true);
        await bot.User(Owner).SendAsync("yes", replyTo: prompt);
        Assert.Equal(prompt.Id, Assert.Single(await bot.Client().GetUpdates(cancellationToken: Stop)).Message!.ReplyToMessage!.Id);
    }

    [Fact]
    public async Task A_users_file_can_be_fetched()
    {
        var bot = server.NewBot();
        await bot.User(Owner).SendFileAsync("leads.csv", "text/csv", "name"u8.ToArray(), "import these");
        var message = Assert.Single(await bot.Client().GetUpdates(cancellationToken: Stop)).Message!;
        Assert.Equal(("leads.csv", "import these"), (message.Document!.FileName, message.Caption));
        using var fetched = new MemoryStream();
        await bot.Client().GetInfoAndDownloadFile(message.Document.FileId, fetched, Stop);
        Assert.Equal("name"u8.ToArray(), fetched.ToArray());
    }

    [Fact]
    public async Task A_group_is_told_from_a_private_chat()
    {
        var bot = server.NewBot();
        await bot.User(Owner, chatId: -100).SendAsync("hello all");
        await bot.User(Owner).SendAsync("/start");
        var updates = await bot.Client().GetUpdates(cancellationToken: Stop);
        Assert.Equal([ChatType.Group, ChatType.Private], updates.Select(update => update.Message!.Chat.Type));
        Assert.Equal(MessageEntityType.BotCommand, Assert.Single(updates[1].Message!.Entities!).Type);
    }

    [Fact]
    public async Task A_webhook_gets_the_secret_and_every_update_until_it_says_that_it_has_it()
    {
        var bot = server.NewBot();
        var seen = new ConcurrentQueue<string>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var refusals = 1;
        await using var app = await ListenAsync(async request =>
        {
            var update = await JsonSerializer.DeserializeAsync<Update>(request.Body, JsonBotAPI.Options, Stop);
            seen.Enqueue($"{request.Headers["X-Telegram-Bot-Api-Secret-Token"]} {update!.Message!.Text}");
            if (seen.Count == 5)
            {
                done.SetResult();
            }

            return Interlocked.Decrement(ref refusals) >= 0 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        });
        await bot.User(Owner).SendAsync("one");
        await bot.Client().SetWebhook($"{app.Urls.Single()}/telegram", secretToken: "s3cret", cancellationToken: Stop);
        await bot.FailAsync("webhook", TelegramFault.DroppedBefore);
        await bot.User(Owner).SendAsync("two");
        await bot.FailAsync("webhook", TelegramFault.DroppedAfter);
        await bot.User(Owner).SendAsync("three");
        await done.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Stop);

        Assert.Equal(["one", "two", "three"], seen.Select(line => line.Split(' ')[1]).Distinct());
        Assert.All(seen, line => Assert.StartsWith("s3cret ", line, StringComparison.Ordinal));
        var conflict = await Assert.ThrowsAsync<ApiRequestException>(() => bot.Client().GetUpdates(cancellationToken: Stop));
        Assert.Contains("webhook is active", conflict.Message, StringComparison.Ordinal);
        await bot.Client().DeleteWebhook(cancellationToken: Stop);
        Assert.Equal("", (await bot.Client().GetWebhookInfo(Stop)).Url);
    }

    private static async Task<string?[]> TextsAsync(TelegramBotClient client, int? offset = null) =>
        [.. (await client.GetUpdates(offset, cancellationToken: Stop)).Select(update => update.Message?.Text)];

    private static async Task<WebApplication> ListenAsync(Func<HttpRequest, Task<int>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/telegram", async context => context.Response.StatusCode = await answer(context.Request));
        await app.StartAsync(Stop);
        return app;
    }
}
