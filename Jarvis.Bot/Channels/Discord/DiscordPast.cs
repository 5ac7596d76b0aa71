using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Jarvis.Bot.Channels.Discord.Rest;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>
/// What a conversation holds beyond what is recorded here. Discord's ids (snowflakes) grow with time, so that the highest one
/// recorded is a mark behind which all that is missing lies.
/// </summary>
internal sealed class DiscordPast(DiscordRest rest, DiscordBot bot, PeopleDirectory people, IDbContextFactory<JarvisDb> databases)
{
    private const int LastRows = 200;
    private const int Page = 100;
    private const int MostPages = 10;

    /// <summary>The conversations in which something may have been written while nobody listened.</summary>
    public async Task<IReadOnlyList<string>> ConversationsAsync(CancellationToken cancel)
    {
        var direct = (await people.IdentitiesAsync(cancel)).Where(i => i.Channel == DiscordChannel.ChannelName).Select(i => i.Address);
        return [.. (bot.ServerChannel is { } shared ? direct.Append(shared) : direct).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The highest id that is recorded of a conversation; null when there is none.</summary>
    public async Task<ulong?> HighestAsync(string address, CancellationToken cancel) =>
        await RecordedAsync(address, cancel) is { Count: > 0 } ids ? ids.Max() : null;

    /// <summary>
    /// The last message that somebody wrote and that was received; all after it may have been missed. Messages of Jarvis's own are no
    /// such mark: they may have gone out before what was missed is read.
    /// </summary>
    public async Task<ulong?> LastReceivedAsync(string address, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var ids = await db.Set<InboxMessage>().Where(m => m.Channel == DiscordChannel.ChannelName && m.Address == address && m.ExternalId.StartsWith("m:"))
            .OrderByDescending(m => m.Id).Take(LastRows).Select(m => m.ExternalId).ToListAsync(cancel);
        return ids.Select(id => ReadId(id.Split(':')[1])).Max() ?? await HighestAsync(address, cancel);
    }

    /// <summary>The latest ids of what was received or sent in a conversation.</summary>
    public async Task<IReadOnlySet<ulong>> RecordedAsync(string address, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var sent = await db.Set<OutboxMessage>().Where(m => m.Channel == DiscordChannel.ChannelName && m.Address == address && m.ExternalId != null)
            .OrderByDescending(m => m.Id).Take(LastRows).Select(m => m.ExternalId!).ToListAsync(cancel);
        var received = await db.Set<InboxMessage>().Where(m => m.Channel == DiscordChannel.ChannelName && m.Address == address)
            .OrderByDescending(m => m.Id).Take(LastRows).Select(m => m.ExternalId).ToListAsync(cancel);
        return sent.Concat(received.Select(id => id.Split(':')[1])).Select(ReadId).OfType<ulong>().ToHashSet();
    }

    /// <summary>Messages of a conversation after one, oldest first.</summary>
    public async IAsyncEnumerable<JsonElement> SinceAsync(string address, ulong after, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await rest.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/channels/{address}/messages?after={after}&limit={Page}"), cancel);
            var messages = answer.EnumerateArray().OrderBy(IdOf).ToList();
            foreach (var message in messages) yield return message;
            if (messages.Count < Page) yield break;
            after = IdOf(messages[^1]);
        }
    }

    public static ulong IdOf(JsonElement message) => ReadId(message.GetProperty("id").GetString()) ?? 0;

    public static ulong? ReadId(string? text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
