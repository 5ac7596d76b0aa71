using System.Collections.Concurrent;
using System.Globalization;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>
/// Which message ids are known, from what came in and what went out. A bot's private chats and small groups share one
/// counter, and each supergroup has its own; both only grow.
/// </summary>
internal sealed class MessageIds(IDbContextFactory<JarvisDb> databases)
{
    // Ids grow with time, so that the highest are among what was sent and received last.
    private const int LastRows = 2000;
    private const string Shared = "shared";

    private readonly ConcurrentDictionary<string, int> highest = new(StringComparer.Ordinal);

    // What comes in is seen before anybody asks, and is not all that there is.
    private readonly ConcurrentDictionary<string, byte> read = new(StringComparer.Ordinal);

    public static string InboxId(long chat, int message) => string.Create(CultureInfo.InvariantCulture, $"m:{chat}:{message}");

    public void Seen(string address, int id) => highest.AddOrUpdate(Counter(address), id, (_, old) => Math.Max(old, id));

    /// <summary>The highest id known on the counter that the conversation's messages are numbered by; null when none is.</summary>
    public async Task<int?> HighestAsync(string address, CancellationToken cancel)
    {
        if (!read.ContainsKey(Counter(address)))
        {
            foreach (var id in await RecordedAsync(address, cancel)) Seen(address, id);
            read.TryAdd(Counter(address), 0);
        }
        return highest.TryGetValue(Counter(address), out var known) ? known : null;
    }

    /// <summary>The latest ids on the conversation's counter that are somebody's, or a message that was sent and recorded.</summary>
    public async Task<IReadOnlySet<int>> RecordedAsync(string address, CancellationToken cancel)
    {
        var counter = Counter(address);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var sent = db.Set<OutboxMessage>().Where(m => m.Channel == TelegramChannel.ChannelName && m.ExternalId != null);
        var received = db.Set<InboxMessage>().Where(m => m.Channel == TelegramChannel.ChannelName && m.Kind != InboundKind.Button);
        if (counter != Shared) (sent, received) = (sent.Where(m => m.Address == address), received.Where(m => m.Address == address));
        // By when it was sent: a conversation that was held up sends old rows late.
        var ours = await sent.OrderByDescending(m => m.SentAt).ThenByDescending(m => m.Id).Take(LastRows).Select(m => new { m.Address, m.ExternalId }).ToListAsync(cancel);
        var theirs = await received.OrderByDescending(m => m.Id).Take(LastRows).Select(m => new { m.Address, m.ExternalId }).ToListAsync(cancel);
        var ids = new HashSet<int>();
        foreach (var row in ours.Where(r => Counter(r.Address) == counter))
            if (int.TryParse(row.ExternalId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) ids.Add(id);
        foreach (var row in theirs.Where(r => Counter(r.Address) == counter))
            if (int.TryParse(row.ExternalId[(row.ExternalId.LastIndexOf(':') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)) ids.Add(id);
        return ids;
    }

    // Supergroups and channels are numbered -100….
    private static string Counter(string address) => address.StartsWith("-100", StringComparison.Ordinal) && address.Length > 12 ? address : Shared;
}
