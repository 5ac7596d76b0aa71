using System.Text.Json;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>
/// Takes one update, whichever way it came, into the inbox. What cannot be read is noted and left; what cannot be stored
/// throws, so that the update is not confirmed and comes again.
/// </summary>
internal sealed partial class TelegramInbound(
    TelegramConnection telegram, Inbox inbox, PeopleDirectory people, FileShelf files, MessageIds ids, TimeProvider time, ILogger<TelegramInbound> log)
{
    public async Task TakeAsync(JsonElement raw, CancellationToken cancel)
    {
        if (Read(raw) is not { } update) return;
        var message = update.File is null ? update.Message : await WithFileAsync(update.Message, update.File, cancel);
        await inbox.ReceiveAsync(message, cancel);
        if (update.MessageId is { } id) ids.Seen(message.Address, id);
        // Only now: a press that is shown as taken must be stored.
        if (update.CallbackId is { } press) await AnswerAsync(press, cancel);
    }

    private TelegramUpdate? Read(JsonElement raw)
    {
        try
        {
            return raw.Deserialize<Update>(JsonBotAPI.Options) is { } update ? TelegramReader.Read(update, telegram.Me, time.GetUtcNow()) : null;
        }
        catch (Exception e)
        {
            Unreadable(raw.ValueKind == JsonValueKind.Object && raw.TryGetProperty("update_id", out var id) ? id.ToString() : "?", e.GetType().Name);
            return null;
        }
    }

    private async Task<InboxMessage> WithFileAsync(InboxMessage message, AttachedFile file, CancellationToken cancel)
    {
        // Strangers could fill the disk.
        if (await people.FindAsync(message.Channel, message.SenderId, cancel) is null) return With(message, null, message.Text);
        var most = telegram.Options.MaxFileMegabytes * 1024L * 1024;
        try
        {
            var place = await telegram.Client.GetFile(file.FileId, cancel);
            if (Math.Max(file.Size, place.FileSize ?? 0) > most) return With(message, null, Missing(message, file, $"it is larger than {telegram.Options.MaxFileMegabytes} MB"));
            using var content = new BoundedStream(most);
            await telegram.Client.DownloadFile(place.FilePath!, content, cancel);
            return With(message, files.Save(file.Name, file.ContentType, content.ToArray()), message.Text);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            FileLost(message.ExternalId, e.GetType().Name);
            return With(message, null, Missing(message, file, "Telegram did not hand it out"));
        }
    }

    /// <summary>The words stay as they were when there are any; a bare file that did not come is at least named.</summary>
    private static string Missing(InboxMessage message, AttachedFile file, string why) => message.Text.Length > 0 ? message.Text : $"[The file \"{file.Name}\" was not received: {why}.]";

    private static InboxMessage With(InboxMessage message, StoredFile? file, string text) => new()
    {
        Channel = message.Channel, ExternalId = message.ExternalId, Address = message.Address, SenderId = message.SenderId, SenderName = message.SenderName,
        Kind = message.Kind, Text = text, FilePath = file?.Path, FileName = message.FileName, At = message.At,
    };

    private async Task AnswerAsync(string press, CancellationToken cancel)
    {
        try
        {
            await telegram.Client.AnswerCallbackQuery(press, cancellationToken: cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // It only ends the button's little clock, and after a while Telegram takes it no longer.
            NotAnswered(e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram update {Update} could not be read ({Why}) and is left")]
    private partial void Unreadable(string update, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The file of Telegram message {Message} could not be fetched: {Why}")]
    private partial void FileLost(string message, string why);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A press could not be confirmed to Telegram: {Why}")]
    private partial void NotAnswered(string why);
}
