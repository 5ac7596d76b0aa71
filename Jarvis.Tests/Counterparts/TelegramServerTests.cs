using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace Jarvis.Tests.Counterparts;

/// <summary>What the bot sends, as real Telegram treats it; the client is Telegram.Bot.</summary>
public sealed class TelegramServerTests(TelegramServer server) : IClassFixture<TelegramServer>
{
    private const long Owner = 4711;

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static InlineKeyboardMarkup Buttons => new(InlineKeyboardButton.WithCallbackData("Approve", "approve:1"), InlineKeyboardButton.WithCallbackData("Reject", "reject:1"));

    [Fact]
    public async Task A_bot_knows_itself_and_its_commands()
    {
        var client = server.NewBot().Client();
        Assert.True((await client.GetMe(Stop)).IsBot);
        await client.SetMyCommands([new BotCommand("status", "How things are")], cancellationToken: Stop);
        Assert.Equal("status", Assert.Single(await client.GetMyCommands(cancellationToken: Stop)).Command);
        await client.SendChatAction(Owner, ChatAction.Typing, cancellationToken: Stop);
    }

    [Fact]
    public async Task A_message_is_stored_with_its_buttons_and_without_its_tags()
    {
        var bot = server.NewBot();
        var sent = await bot.Client().SendMessage(Owner, "<b>Restart</b> a &lt; b?", ParseMode.Html, replyMarkup: Buttons, cancellationToken: Stop);
        var seen = Assert.Single(await bot.MessagesAsync(Owner));
        Assert.Equal(sent.Id, seen.Id);
        Assert.Equal("Restart a < b?", seen.Text);
        Assert.Equal(["Approve", "Reject"], seen.Buttons);
        Assert.Equal(7, Assert.Single(seen.Message.Entities!).Length);
        Assert.Empty(await bot.MessagesAsync(Owner + 1));
        Assert.Empty(await server.NewBot().MessagesAsync(Owner));
    }

    [Theory]
    [InlineData("a < b", "can't parse entities")]
    [InlineData("<b>bold", "can't parse entities")]
    [InlineData("<b><i>x</b></i>", "can't parse entities")]
    [InlineData("<h1>x</h1>", "can't parse entities")]
    [InlineData(" ", "message text is empty")]
    public async Task A_text_that_Telegram_would_refuse_is_refused(string html, string reason)
    {
        var refusal = await RefusalAsync(() => server.NewBot().Client().SendMessage(Owner, html, ParseMode.Html, cancellationToken: Stop));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_length_are_kept()
    {
        var client = server.NewBot().Client();
        await client.SendMessage(Owner, new string('x', 4096), cancellationToken: Stop);
        Assert.Contains("too long", (await RefusalAsync(() => client.SendMessage(Owner, new string('x', 4097), cancellationToken: Stop))).Message, StringComparison.Ordinal);
        InlineKeyboardMarkup wordy = InlineKeyboardButton.WithCallbackData("Go", new string('x', 65));
        Assert.Contains("BUTTON_DATA_INVALID", (await RefusalAsync(() => client.SendMessage(Owner, "x", replyMarkup: wordy, cancellationToken: Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_replaces_the_text_and_removes_buttons_that_it_does_not_repeat()
    {
        var bot = server.NewBot();
        var client = bot.Client();
        var sent = await client.SendMessage(Owner, "Restart?", replyMarkup: Buttons, cancellationToken: Stop);
        var edited = await client.EditMessageText(Owner, sent.Id, "Restarted by Ann", cancellationToken: Stop);
        Assert.Equal("Restarted by Ann", edited.Text);
        var seen = Assert.Single(await bot.MessagesAsync(Owner));
        Assert.Equal("Restarted by Ann", seen.Text);
        Assert.Empty(seen.Buttons);
        Assert.Equal("Restart?", Assert.Single(seen.Edits).Text);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_is_refused_as_not_modified()
    {
        var client = server.NewBot().Client();
        var sent = await client.SendMessage(Owner, "<b>Restart?</b>", ParseMode.Html, replyMarkup: Buttons, cancellationToken: Stop);
        var same = await RefusalAsync(() => client.EditMessageText(Owner, sent.Id, "<b>Restart?</b>", ParseMode.Html, replyMarkup: Buttons, cancellationToken: Stop));
        Assert.Equal(400, same.ErrorCode);
        Assert.StartsWith("Bad Request: message is not modified: ", same.Message, StringComparison.Ordinal);
        await client.EditMessageReplyMarkup(Owner, sent.Id, cancellationToken: Stop);
        await RefusalAsync(() => client.EditMessageReplyMarkup(Owner, sent.Id, cancellationToken: Stop));
        await client.EditMessageText(Owner, sent.Id, "Restart?", cancellationToken: Stop);
    }

    [Fact]
    public async Task An_edit_of_what_is_not_there_or_not_the_bots_is_refused()
    {
        var bot = server.NewBot();
        var client = bot.Client();
        var sent = await client.SendMessage(Owner, "Restart?", cancellationToken: Stop);
        Assert.Contains("message to edit not found", (await RefusalAsync(() => client.EditMessageText(Owner, 999_999, "x", cancellationToken: Stop))).Message, StringComparison.Ordinal);
        Assert.Contains("message to edit not found", (await RefusalAsync(() => client.EditMessageText(Owner + 1, sent.Id, "x", cancellationToken: Stop))).Message, StringComparison.Ordinal);
        var users = await bot.User(Owner).SendAsync("hello");
        Assert.Contains("can't be edited", (await RefusalAsync(() => client.EditMessageText(Owner, users.MessageId, "x", cancellationToken: Stop))).Message, StringComparison.Ordinal);
        await client.DeleteMessage(Owner, sent.Id, Stop);
        Assert.Empty(await bot.MessagesAsync(Owner));
        await RefusalAsync(() => client.DeleteMessage(Owner, sent.Id, Stop));
    }

    [Fact]
    public async Task A_picture_and_a_file_arrive_with_caption_and_buttons_and_their_captions_can_be_edited()
    {
        var bot = server.NewBot();
        var client = bot.Client();
        using var picture = new MemoryStream(Png);
        var photo = await client.SendPhoto(Owner, InputFile.FromStream(picture, "chart.png"), "Sales <i>today</i>", ParseMode.Html, replyMarkup: Buttons, cancellationToken: Stop);
        using var table = new MemoryStream("a;b"u8.ToArray());
        await client.SendDocument(Owner, InputFile.FromStream(table, "ledger.csv"), "The ledger", cancellationToken: Stop);
        await client.EditMessageCaption(Owner, photo.Id, "Sales by noon", replyMarkup: Buttons, cancellationToken: Stop);
        await RefusalAsync(() => client.EditMessageText(Owner, photo.Id, "no text here", cancellationToken: Stop));

        var seen = await bot.MessagesAsync(Owner);
        Assert.Equal(["Sales by noon", "The ledger"], seen.Select(message => message.Text));
        Assert.Equal(["Approve", "Reject"], seen[0].Buttons);
        Assert.Equal(Png, await bot.DownloadAsync(seen[0].Message.Photo![0].FileId));
        Assert.Equal("ledger.csv", seen[1].Message.Document!.FileName);
        Assert.Equal("a;b"u8.ToArray(), await bot.DownloadAsync(seen[1].Message.Document!.FileId));
    }

    [Fact]
    public async Task A_picture_that_is_none_is_refused()
    {
        using var text = new MemoryStream("no picture at all, but long enough"u8.ToArray());
        var refusal = await RefusalAsync(() => server.NewBot().Client().SendPhoto(Owner, InputFile.FromStream(text, "chart.png"), cancellationToken: Stop));
        Assert.Contains("IMAGE_PROCESS_FAILED", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_meet_the_next_calls_only()
    {
        var bot = server.NewBot();
        var client = bot.Client();
        await bot.FailAsync("sendMessage", TelegramFault.TooMany(3));
        await bot.FailAsync("sendMessage", TelegramFault.ServerError);
        await bot.FailAsync("sendMessage", TelegramFault.Blocked, chatId: Owner);
        Assert.Equal(3, (await RefusalAsync(() => SendAsync(client))).Parameters?.RetryAfter);
        Assert.Equal(500, (await RefusalAsync(() => SendAsync(client))).ErrorCode);
        await client.SendMessage(Owner + 1, "to somebody else", cancellationToken: Stop);
        Assert.Equal("Forbidden: bot was blocked by the user", (await RefusalAsync(() => SendAsync(client))).Message);
        await SendAsync(client);
        Assert.Equal([429, 500, 200, 403, 200], (await bot.CallsAsync("sendMessage")).Select(call => call.Status!.Value.GetInt32()));
        Assert.Single(await bot.MessagesAsync(Owner));
    }

    [Fact]
    public async Task A_dropped_connection_tells_the_bot_nothing_whether_the_message_arrived()
    {
        var bot = server.NewBot();
        await bot.FailAsync("sendMessage", TelegramFault.DroppedBefore);
        await Assert.ThrowsAsync<RequestException>(() => SendAsync(bot.Client()));
        Assert.Empty(await bot.MessagesAsync(Owner));
        await bot.FailAsync("*", TelegramFault.DroppedAfter);
        await Assert.ThrowsAsync<RequestException>(() => SendAsync(bot.Client()));
        Assert.Equal("hello", Assert.Single(await bot.MessagesAsync(Owner)).Text);
    }

    [Fact]
    public async Task Healed_faults_harm_no_more()
    {
        var bot = server.NewBot();
        await bot.FailAsync("*", TelegramFault.ServerError, times: 1000);
        await RefusalAsync(() => SendAsync(bot.Client()));
        await bot.HealAsync();
        await SendAsync(bot.Client());
    }

    private static Task<Message> SendAsync(TelegramBotClient client) => client.SendMessage(Owner, "hello", cancellationToken: Stop);

    private static Task<ApiRequestException> RefusalAsync(Func<Task> call) => Assert.ThrowsAsync<ApiRequestException>(call);
}
