using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>A file that hangs on a message, not fetched yet.</summary>
internal sealed record AttachedFile(string Url, string Name, string ContentType, long Size);

/// <summary>Something that somebody wrote, in Jarvis's words.</summary>
internal sealed record DiscordUtterance(InboxMessage Message, AttachedFile? File);

/// <summary>
/// Reads what people write. In a server only in the one channel that is allowed, and only what is addressed to the bot: a mention
/// or an answer to one of its messages. Messages of other bots, and those that Discord makes itself, are nothing.
/// </summary>
internal sealed partial class DiscordReader(DiscordBot bot)
{
    private const int Written = 0;
    private const int WrittenInAnswer = 19;
    private const int LongestName = 120;

    /// <summary>The message, and one more for each further file of it.</summary>
    public IEnumerable<DiscordUtterance> Read(JsonElement message)
    {
        var author = message.GetProperty("author");
        if (message.TryGetProperty("webhook_id", out _) || (author.TryGetProperty("bot", out var robot) && robot.GetBoolean())) yield break;
        if (message.GetProperty("type").GetInt32() is not (Written or WrittenInAnswer)) yield break;
        var address = message.GetProperty("channel_id").GetString()!;
        var inServer = message.TryGetProperty("guild_id", out _) || bot.IsServerChannel(address);
        if (inServer && !(bot.IsServerChannel(address) && IsForMe(message))) yield break;

        var files = message.TryGetProperty("attachments", out var attachments) ? attachments.EnumerateArray().Select(FileOf).ToList() : [];
        var text = Words(message);
        if (text.Length == 0 && files.Count == 0) yield break;
        var id = message.GetProperty("id").GetString()!;
        for (var i = 0; i < Math.Max(1, files.Count); i++)
        {
            var file = files.ElementAtOrDefault(i);
            yield return new DiscordUtterance(new InboxMessage
            {
                Channel = DiscordChannel.ChannelName,
                ExternalId = i == 0 ? $"m:{id}" : $"m:{id}:{i.ToString(CultureInfo.InvariantCulture)}",
                Address = address,
                SenderId = author.GetProperty("id").GetString()!,
                SenderName = NameOf(author),
                AsksOnly = inServer && !bot.MayDecideThere(message),
                Kind = file is null ? InboundKind.Text : InboundKind.File,
                Text = i == 0 ? text : "",
                FileName = file?.Name,
                At = message.GetProperty("timestamp").GetDateTimeOffset(),
            }, file);
        }
    }

    public static string NameOf(JsonElement user)
    {
        var name = CleanText.Line(user.TryGetProperty("global_name", out var shown) && shown.ValueKind == JsonValueKind.String ? shown.GetString() : user.GetProperty("username").GetString());
        return name[..Math.Min(name.Length, LongestName)];
    }

    /// <summary>"@Jarvis status" is "status", "/status" as plain text too; other mentions read as names.</summary>
    private string Words(JsonElement message)
    {
        var mentioned = message.TryGetProperty("mentions", out var mentions) ? mentions.EnumerateArray().ToDictionary(m => m.GetProperty("id").GetString()!, NameOf, StringComparer.Ordinal) : [];
        var text = Mention().Replace(message.GetProperty("content").GetString() ?? "", m => m.Groups["id"].Value == bot.UserId ? "" : mentioned.GetValueOrDefault(m.Groups["id"].Value) is { } name ? "@" + name : m.Value);
        text = CleanText.Of(text).Trim().TrimStart(',', ':').Trim();
        return Command().Match(text) is { Success: true } command ? text[1..] : text;
    }

    private bool IsForMe(JsonElement message) =>
        (message.TryGetProperty("mentions", out var mentions) && mentions.EnumerateArray().Any(m => m.GetProperty("id").GetString() == bot.UserId))
        || (message.TryGetProperty("referenced_message", out var answered) && answered.ValueKind == JsonValueKind.Object && answered.GetProperty("author").GetProperty("id").GetString() == bot.UserId);

    private static AttachedFile FileOf(JsonElement file)
    {
        var name = CleanText.Line(file.GetProperty("filename").GetString());
        return new AttachedFile(
            file.GetProperty("url").GetString()!,
            name.Length == 0 ? "file" : name[..Math.Min(name.Length, LongestName)],
            file.TryGetProperty("content_type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "application/octet-stream",
            file.GetProperty("size").GetInt64());
    }

    [GeneratedRegex(@"<@!?(?<id>\d{1,20})>", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Mention();

    [GeneratedRegex(@"^/[a-zA-Z]{2,32}(?=\s|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Command();
}
