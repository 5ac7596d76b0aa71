using System.Text;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Telegram.Bot.Types.ReplyMarkups;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>Buttons as Telegram's inline keyboard.</summary>
internal static class TelegramKeyboard
{
    private const int MostData = 64;
    private const int MostCopied = 256;

    /// <summary>
    /// Null without buttons. A thing to say that is longer than the 64 bytes which a button may carry becomes one that
    /// copies it, to be pasted; any other that long could not work, and is left out.
    /// </summary>
    public static InlineKeyboardMarkup? Of(OutboundPart part)
    {
        var rows = part.Buttons.Select(row => row.Select(Of).OfType<InlineKeyboardButton>().ToList()).Where(row => row.Count > 0).ToList();
        return rows.Count == 0 ? null : new InlineKeyboardMarkup(rows);
    }

    private static InlineKeyboardButton? Of(Button button)
    {
        var label = CleanText.Line(button.Label);
        if (label.Length == 0 || button.Data.Length == 0) return null;
        if (Encoding.UTF8.GetByteCount(button.Data) <= MostData) return InlineKeyboardButton.WithCallbackData(label, button.Data);
        return button.Data.StartsWith("s:", StringComparison.Ordinal) && button.Data.Length - 2 <= MostCopied
            ? InlineKeyboardButton.WithCopyText(label, button.Data[2..])
            : null;
    }
}
