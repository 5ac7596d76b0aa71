using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// Reads activities: what people write and press, and that Jarvis was let in. In a channel or group only what mentions Jarvis, and
/// without the mention. An edit of an earlier message is not a new request (<see cref="TeamsInbound"/> asks whether it shall be one).
/// </summary>
internal static class TeamsReader
{
    private const int LongestName = 120;

    /// <summary>A written message, without its files; null when it is not for Jarvis.</summary>
    public static InboxMessage? Write(Activity activity, DateTimeOffset now)
    {
        var text = CleanText.Of(activity.Text).Replace('\u00A0', ' ');
        var mentions = activity.Entities.Where(e => e.Type == "mention" && e.Mentioned?.Id == activity.Recipient?.Id && e.Text is { Length: > 0 }).ToList();
        if (!activity.IsPersonal && mentions.Count == 0) return null;
        foreach (var mention in mentions)
        {
            var at = text.IndexOf(mention.Text!, StringComparison.Ordinal);
            if (at >= 0) text = text.Remove(at, mention.Text!.Length);
        }
        return Message(activity, "m", InboundKind.Text, text.Trim(), now);
    }

    /// <summary>A pressed button; where a reason was written beside it, the form of both.</summary>
    public static InboxMessage? Press(Activity activity, DateTimeOffset now)
    {
        if (activity.Value is not { ValueKind: JsonValueKind.Object } value) return null;
        // Action.Execute carries its data one level down, Action.Submit (older clients) as it is.
        var data = value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.Object && action.TryGetProperty("data", out var inner) ? inner : value;
        if (String(data, TeamsCard.Pressed) is not { Length: > 0 } pressed) return null;
        var reason = CleanText.Line(String(data, TeamsCard.Reason));
        return reason.Length > 0 && pressed.StartsWith("d:reject:", StringComparison.Ordinal)
            ? Message(activity, "p", InboundKind.Form, new FormAnswers(pressed, new Dictionary<string, string>(StringComparer.Ordinal) { [TeamsCard.Reason] = reason }).ToText(), now)
            : Message(activity, "p", InboundKind.Button, CleanText.Of(pressed), now);
    }

    /// <summary>Whoever lets Jarvis in is greeted like somebody who asks for help; once a day, however Teams tells of it.</summary>
    public static InboxMessage Arrival(Activity activity, DateTimeOffset now) => new()
    {
        Channel = TeamsChannel.ChannelName,
        ExternalId = $"w:{Short(activity.Conversation.Id)}:{now:yyyyMMdd}",
        Address = activity.Conversation.Id,
        SenderId = activity.From!.Id,
        SenderName = NameOf(activity.From),
        Text = "help",
        At = now,
    };

    /// <summary>The inbox's id of a message: conversations number their messages themselves, and their own ids are long.</summary>
    public static string InboxId(Activity activity, string kind) => $"{kind}:{Short(activity.Conversation.Id)}:{activity.Id}";

    private static InboxMessage Message(Activity activity, string kind, InboundKind of, string text, DateTimeOffset now) => new()
    {
        Channel = TeamsChannel.ChannelName,
        ExternalId = InboxId(activity, kind),
        Address = activity.Conversation.Id,
        SenderId = activity.From!.Id,
        SenderName = NameOf(activity.From),
        Kind = of,
        Text = text,
        At = activity.Timestamp ?? now,
    };

    private static string NameOf(Account account)
    {
        var name = CleanText.Line(account.Name);
        return name[..Math.Min(name.Length, LongestName)];
    }

    private static string? String(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..24];
}
