using System.Net.Mail;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>"ben@example.com", also in brackets or behind "mailto:".</summary>
internal sealed class EmailSlot : ISlotReader
{
    public string Type => "email";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var token = utterance.Tokens[at];
        if (token.Kind != WordKind.Address) return null;
        var written = utterance.Text[token.Start..token.End];
        if (written.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) written = written["mailto:".Length..];
        written = written.Trim('(', ')', '[', ']', '\'', ',', ';', ':', '.', '!', '?');
        return MailAddress.TryCreate(written, out var address) && address.Address == written && address.Host.Contains('.', StringComparison.Ordinal)
            ? new SlotMatch(Type, at, at + 1, $"{address.User}@{address.Host.ToLowerInvariant()}") : null;
    }
}
