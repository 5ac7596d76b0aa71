using System.Globalization;
using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>A file that hangs on a message, not fetched yet.</summary>
internal sealed record AttachedFile(string FileId, string Name, string ContentType, long Size);

/// <summary>What an update says, in Jarvis's words.</summary>
internal sealed record TelegramUpdate(InboxMessage Message, AttachedFile? File, int? MessageId, string? CallbackId);

/// <summary>
/// Reads updates: what people write, send and press. In a group only what is addressed to the bot: a mention, a command, an
/// answer to one of its messages. An edit of an earlier message is not a new request; posts without a person behind them, and
/// kinds that Jarvis has no use for, are nothing.
/// </summary>
internal static partial class TelegramReader
{
    /// <param name="me">The bot itself.</param>
    /// <param name="now">When a button was pressed, which Telegram does not say.</param>
    public static TelegramUpdate? Read(Update update, User? me, DateTimeOffset now) =>
        update.CallbackQuery is { } press ? Press(press, now)
        : update.Message is { } message ? Write(message, me)
        : null;

    private static TelegramUpdate? Press(CallbackQuery press, DateTimeOffset now)
    {
        if (press.From.IsBot || string.IsNullOrEmpty(press.Data) || press.Message is not { } under) return null;
        return new TelegramUpdate(new InboxMessage
        {
            Channel = TelegramChannel.ChannelName,
            ExternalId = $"c:{press.Id}",
            Address = Text(under.Chat.Id),
            SenderId = Text(press.From.Id),
            SenderName = NameOf(press.From),
            Kind = InboundKind.Button,
            Text = CleanText.Of(press.Data),
            At = now,
        }, null, null, press.Id);
    }

    private static TelegramUpdate? Write(Message message, User? me)
    {
        if (message.From is not { IsBot: false } sender || message.SenderChat is not null) return null;
        var file = FileOf(message);
        if (message.Text is null && file is null) return null;
        var text = CleanText.Of(message.Text ?? message.Caption).Trim();
        if (message.Chat.Type is not ChatType.Private)
        {
            if (message.Chat.Type is ChatType.Channel || !IsForMe(text, message, me)) return null;
            text = WithoutMention(text, me);
        }
        return new TelegramUpdate(new InboxMessage
        {
            Channel = TelegramChannel.ChannelName,
            ExternalId = MessageIds.InboxId(message.Chat.Id, message.Id),
            Address = Text(message.Chat.Id),
            SenderId = Text(sender.Id),
            SenderName = NameOf(sender),
            Kind = file is null ? InboundKind.Text : InboundKind.File,
            Text = Words(text),
            FileName = file?.Name,
            At = new DateTimeOffset(DateTime.SpecifyKind(message.Date, DateTimeKind.Utc)),
        }, file, message.Id, null);
    }

    /// <summary>"/status@bot now" is "status now"; "/start CODE" is the code with which a link was opened.</summary>
    private static string Words(string text)
    {
        var command = Command().Match(text);
        if (!command.Success) return text;
        var (name, rest) = (command.Groups["name"].Value, text[command.Length..].Trim());
        if (string.Equals(name, "start", StringComparison.OrdinalIgnoreCase)) return rest.Length > 0 ? rest : "help";
        return $"{name.Replace('_', ' ')} {rest}".Trim();
    }

    private static bool IsForMe(string text, Message message, User? me)
    {
        if (me is null) return false;
        if (message.ReplyToMessage?.From?.Id == me.Id) return true;
        var command = Command().Match(text);
        if (command.Success && command.Groups["bot"] is { Success: true } bot) return string.Equals(bot.Value, me.Username, StringComparison.OrdinalIgnoreCase);
        return command.Success || (me.Username is { } name && text.Contains("@" + name, StringComparison.OrdinalIgnoreCase));
    }

    private static string WithoutMention(string text, User? me) =>
        me?.Username is { } name && !text.StartsWith('/') ? text.Replace("@" + name, "", StringComparison.OrdinalIgnoreCase).Trim(' ', ',', ':', '\n') : text;

    private static AttachedFile? FileOf(Message message) => message switch
    {
        { Document: { } d } => new AttachedFile(d.FileId, Name(d.FileName, "file"), d.MimeType ?? "application/octet-stream", d.FileSize ?? 0),
        { Photo: { Length: > 0 } sizes } when sizes.MaxBy(s => (long)s.Width * s.Height) is { } p => new AttachedFile(p.FileId, "photo.jpg", "image/jpeg", p.FileSize ?? 0),
        { Voice: { } v } => new AttachedFile(v.FileId, "voice.ogg", v.MimeType ?? "audio/ogg", v.FileSize ?? 0),
        { Audio: { } a } => new AttachedFile(a.FileId, Name(a.FileName, "audio"), a.MimeType ?? "audio/mpeg", a.FileSize ?? 0),
        { Video: { } v } => new AttachedFile(v.FileId, Name(v.FileName, "video.mp4"), v.MimeType ?? "video/mp4", v.FileSize ?? 0),
        _ => null,
    };

    private static string Name(string? given, string otherwise) => CleanText.Line(given) is { Length: > 0 } name ? name[..Math.Min(name.Length, 120)] : otherwise;

    private static string NameOf(User user)
    {
        var name = CleanText.Line($"{user.FirstName} {user.LastName}");
        return name.Length > 0 ? name[..Math.Min(name.Length, 120)] : CleanText.Line(user.Username);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^/(?<name>[a-zA-Z0-9_]{1,32})(@(?<bot>\w{1,64}))?(?=\s|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Command();
}
