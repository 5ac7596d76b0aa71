using System.Globalization;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>Sends and edits messages, and says of an id whether a message is there.</summary>
internal sealed class TelegramSender(TelegramConnection telegram, FileShelf files, MessageIds ids)
{
    private const long LargestPhoto = 10 * 1024 * 1024;
    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    private delegate Task<Message> Call(string text, ParseMode mode);

    /// <summary>The id of the message that arrived.</summary>
    public async Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        if (part.File is null && !ShowsSomething(PlainText.Visible(part.Markdown))) throw new DeliveryException("There is no text to send.") { Permanent = true };
        var keyboard = TelegramKeyboard.Of(part);
        var sent = await TranslatedAsync(() => part.File is { } file
            ? SendFileAsync(part, file, cancel)
            : FormattedAsync(part.Markdown, (text, mode) => telegram.Client.SendMessage(part.Address, text, mode, replyMarkup: keyboard, linkPreviewOptions: NoPreview, cancellationToken: cancel)));
        ids.Seen(part.Address, sent.Id);
        return sent.Id.ToString(CultureInfo.InvariantCulture);
    }

    public Task EditAsync(int id, OutboundPart part, CancellationToken cancel) => TranslatedAsync(async () =>
    {
        if (!await TryEditAsync(id, part, part.File is not null, cancel)) await TryEditAsync(id, part, part.File is null, cancel);
        return true;
    });

    /// <summary>
    /// Whether the message with this id is the part; null when the chat has no message with this id. Throws an
    /// <see cref="IOException"/> when Telegram does not say.
    /// </summary>
    public async Task<bool?> IsAtAsync(int id, OutboundPart part, CancellationToken cancel)
    {
        try
        {
            await EditAsync(id, part, part.File is not null, cancel);
            return true;
        }
        catch (ApiRequestException e) when (TelegramErrors.IsNotModified(e))
        {
            return true;
        }
        catch (ApiRequestException e) when (TelegramErrors.IsNotThere(e))
        {
            return null;
        }
        catch (ApiRequestException e) when (TelegramErrors.IsAnother(e))
        {
            return false;
        }
        catch (RequestException e)
        {
            // A refusal that passes would tell the outbox that the message did not arrive, which is just what is not known.
            throw TelegramErrors.Translate(e) is DeliveryException { Permanent: true } never ? never : new IOException("Telegram did not say whether the message arrived.");
        }
    }

    /// <summary>False when the message has the other kind of content: a picture's caption is not a text.</summary>
    private async Task<bool> TryEditAsync(int id, OutboundPart part, bool caption, CancellationToken cancel)
    {
        try
        {
            await EditAsync(id, part, caption, cancel);
            return true;
        }
        catch (ApiRequestException e) when (TelegramErrors.IsNotModified(e))
        {
            // Edited before, by a try whose answer was lost.
            return true;
        }
        catch (ApiRequestException e) when (TelegramErrors.HasOtherContent(e))
        {
            return false;
        }
    }

    private async Task EditAsync(int id, OutboundPart part, bool caption, CancellationToken cancel)
    {
        var keyboard = TelegramKeyboard.Of(part);
        // A message that was a picture with a caption stays one, and captions are shorter.
        if (caption) await FormattedAsync(MarkdownCutter.Cut(part.Markdown, 1024)[0], (text, mode) => telegram.Client.EditMessageCaption(part.Address, id, text, mode, keyboard, cancellationToken: cancel));
        else await FormattedAsync(part.Markdown, (text, mode) => telegram.Client.EditMessageText(part.Address, id, text, mode, keyboard, NoPreview, cancellationToken: cancel));
    }

    private async Task<Message> SendFileAsync(OutboundPart part, StoredFile file, CancellationToken cancel)
    {
        var keyboard = TelegramKeyboard.Of(part);
        if (file.ContentType is "image/png" or "image/jpeg" && new FileInfo(files.PathOf(file)).Length <= LargestPhoto)
        {
            try
            {
                return await FormattedAsync(part.Markdown, async (text, mode) =>
                {
                    await using var picture = files.Open(file);
                    return await telegram.Client.SendPhoto(part.Address, InputFile.FromStream(picture, file.Name), text, mode, replyMarkup: keyboard, cancellationToken: cancel);
                });
            }
            catch (ApiRequestException e) when (TelegramErrors.IsBadPicture(e))
            {
                // Too large or too narrow to be shown; as a file it goes.
            }
        }
        return await FormattedAsync(part.Markdown, async (text, mode) =>
        {
            await using var content = files.Open(file);
            return await telegram.Client.SendDocument(part.Address, InputFile.FromStream(content, file.Name), text, mode, replyMarkup: keyboard, cancellationToken: cancel);
        });
    }

    private static bool ShowsSomething(string text) => text.Any(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format);

    /// <summary>With markup; and without when Telegram cannot read it, since what is said matters more than how it looks.</summary>
    private static async Task<Message> FormattedAsync(string markdown, Call call)
    {
        try
        {
            return await call(TelegramHtml.Of(markdown), ParseMode.Html);
        }
        catch (ApiRequestException e) when (TelegramErrors.IsUnreadableMarkup(e))
        {
            return await call(PlainText.Visible(markdown), ParseMode.None);
        }
    }

    private static async Task<T> TranslatedAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestException e)
        {
            throw TelegramErrors.Translate(e);
        }
        catch (FileNotFoundException e)
        {
            throw new DeliveryException(e.Message, e) { Permanent = true };
        }
    }
}
