using System.Net.Http.Headers;

namespace Jarvis.Tests.Counterparts;

/// <summary>Somebody who writes to a bot on Telegram.</summary>
public sealed class TelegramUser(TelegramBot bot, long id, string firstName, long chatId)
{
    private readonly object _from = new { id, is_bot = false, first_name = firstName, username = $"user{id}" };
    private readonly object _chat = new { id = chatId, type = chatId < 0 ? "group" : "private", first_name = firstName, title = chatId < 0 ? "Group" : null };

    /// <summary>The chat in which this user meets the bot.</summary>
    public long ChatId => chatId;

    /// <summary>Sends a text, as an answer to one of the bot's messages if that is given.</summary>
    public Task<SentUpdate> SendAsync(string text, SentMessage? replyTo = null) => bot.PostAsync<SentUpdate>("sendMessage", new
    {
        botToken = bot.Token, from = _from, chat = _chat, text, reply_to_message_id = replyTo?.Id,
        entities = text.StartsWith('/') ? new object[] { new { type = "bot_command", offset = 0, length = text.Split(' ')[0].Length } } : null,
    });

    /// <summary>Attaches a file.</summary>
    public async Task<SentUpdate> SendFileAsync(string name, string mime, byte[] bytes, string? caption = null)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var file = await bot.PostAsync<StoredFile>($"admin/files?name={Uri.EscapeDataString(name)}&mime={Uri.EscapeDataString(mime)}", content);
        return await bot.PostAsync<SentUpdate>("sendMessage", new
        {
            botToken = bot.Token, from = _from, chat = _chat, caption,
            document = new { file_id = file.FileId, file_unique_id = file.FileUniqueId, file_size = file.FileSize, file_name = name, mime_type = mime },
        });
    }

    /// <summary>Presses a button of a message; one that the message does not have now cannot be pressed.</summary>
    public async Task<SentUpdate> PressAsync(SentMessage message, string button)
    {
        var now = (await bot.LatestAsync(chatId, 500)).SingleOrDefault(sent => sent.Id == message.Id)
            ?? throw new InvalidOperationException($"Message {message.Id} is gone.");
        var pressed = now.Message.ReplyMarkup?.InlineKeyboard.SelectMany(row => row).FirstOrDefault(it => string.Equals(it.Text, button, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"No button \"{button}\" on {now}.");
        return await bot.PostAsync<SentUpdate>("sendCallback", new
        {
            botToken = bot.Token, from = _from, data = pressed.CallbackData, message = new { message_id = message.Id, chat = _chat },
        });
    }

    private sealed record StoredFile(string FileId, string FileUniqueId, long FileSize);
}

/// <summary>What a user did, as Telegram numbered it; a press has no message of its own.</summary>
public sealed record SentUpdate(int UpdateId, int MessageId);
