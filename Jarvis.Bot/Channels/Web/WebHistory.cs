using Jarvis.Bot.Conversations;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Channels.Web;

/// <summary>Reads a conversation from the stored rows, so that it is the same after a refresh, on another device and after a restart.</summary>
internal sealed class WebHistory(IDbContextFactory<JarvisDb> databases)
{
    public const int PageSize = 60;

    /// <summary>The newest messages, or those before an instant; oldest first.</summary>
    public async Task<IReadOnlyList<WebMessage>> ReadAsync(string address, DateTimeOffset? before, CancellationToken cancel)
    {
        var end = before ?? DateTimeOffset.MaxValue;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var inbound = await db.Set<InboxMessage>().AsNoTracking()
            .Where(m => m.Channel == WebChannel.ChannelName && m.Address == address && m.At < end)
            .OrderByDescending(m => m.Id).Take(PageSize).ToListAsync(cancel);
        var outbound = await db.Set<OutboxMessage>().AsNoTracking()
            .Where(m => m.Channel == WebChannel.ChannelName && m.Address == address && m.EditOf == null && m.At < end)
            .OrderByDescending(m => m.Id).Take(PageSize).ToListAsync(cancel);
        var ids = outbound.Select(m => (long?)m.Id).ToList();
        var edits = await db.Set<OutboxMessage>().AsNoTracking().Where(m => ids.Contains(m.EditOf)).OrderBy(m => m.Id).ToListAsync(cancel);
        var last = edits.GroupBy(e => e.EditOf!.Value).ToDictionary(g => g.Key, g => g.Last());

        return [.. inbound.Select(WebMessage.Of)
            .Concat(outbound.Select(m => WebMessage.Of(m, last.GetValueOrDefault(m.Id))))
            .OrderBy(m => m.At).ThenBy(m => m.FromPerson ? 0 : 1).ThenBy(m => m.Row.Length).ThenBy(m => m.Row, StringComparer.Ordinal)
            .TakeLast(PageSize)];
    }
}
