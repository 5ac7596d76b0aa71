using System.Text.Json;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Conversations;

/// <summary>Where messages leave. Stored first, sent after; a key is said once.</summary>
public sealed class Outbox(
    IDbContextFactory<JarvisDb> databases, PeopleDirectory people, MessageRoutes routes, ReplyCutter cutter, IServiceProvider services, TimeProvider time)
{
    // Asked for late: senders may themselves depend on the outbox.
    private readonly Lazy<IReadOnlyDictionary<string, IMessageSender>> senders =
        new(() => services.GetServices<IMessageSender>().ToDictionary(s => s.Name, StringComparer.Ordinal));

    /// <summary>A conversation has something to send.</summary>
    internal event Action<string, string>? Waiting;

    /// <summary>A message was queued, sent, edited, given up or sent another way; for the live page.</summary>
    public event Action<OutboxMessage>? Changed;

    public IReadOnlyDictionary<string, IMessageSender> Senders => senders.Value;

    /// <summary>Says something in one conversation. The rows' ids; those of the first time when the key was used before.</summary>
    public async Task<IReadOnlyList<long>> SayAsync(string key, string channel, string address, Reply reply, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await StageAsync(db, key, channel, address, reply, null, cancel);
        if (db.ChangeTracker.HasChanges() && !await SavedAsync(db, cancel))
            rows = await StageAsync(db, key, channel, address, reply, null, cancel);
        Release(rows);
        return [.. rows.Select(r => r.Id)];
    }

    /// <summary>Says something to everybody in the audience, wherever they are paired; of briefings and alerts the owner may have chosen where. How many conversations that is.</summary>
    public async Task<int> TellAsync(string key, Audience audience, Reply reply, CancellationToken cancel, (string Channel, string Address)? except = null)
    {
        var told = 0;
        foreach (var (channel, address, _) in routes.Choose(MessageKind.Of(reply.Alert, reply.IsReport), await people.AddressesAsync(audience, cancel)))
        {
            if (except is { } here && here == (channel, address)) continue;
            if (!Senders.ContainsKey(channel)) continue;
            await SayAsync($"{key}@{channel}:{address}", channel, address, reply, cancel);
            told++;
        }
        return told;
    }

    /// <summary>Replaces a message that was said, once it was sent. Nothing else than a text is replaced.</summary>
    public async Task EditAsync(string key, long outboxId, Reply reply, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<OutboxMessage>().AnyAsync(m => m.Key == key, cancel)) return;
        var original = await db.Set<OutboxMessage>().AsNoTracking().FirstAsync(m => m.Id == outboxId, cancel);
        if (original.State is OutboxState.Failed or OutboxState.Elsewhere || Senders.GetValueOrDefault(original.Channel) is not IChannel channel) return;
        var part = cutter.Cut(reply, original.Address, channel.Traits)[0];
        var row = Row(key, original.Channel, original.Address, part, null, reply.PromptId, outboxId);
        db.Add(row);
        if (await SavedAsync(db, cancel)) Release([row]);
    }

    /// <summary>Adds rows to a unit of work that the caller saves, and afterwards hands to <see cref="Release"/>.</summary>
    /// <param name="first">True for the first of several replies to the message.</param>
    /// <param name="replaces">A live message that the first part takes the place of.</param>
    internal async Task<IReadOnlyList<OutboxMessage>> StageAsync(
        JarvisDb db, string key, string channel, string address, Reply reply, InboxMessage? answered, CancellationToken cancel, bool first = false, long? replaces = null)
    {
        var before = await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.Key == $"{key}:0").ToListAsync(cancel);
        if (before.Count > 0) return before;
        var traits = Senders.GetValueOrDefault(channel) is IChannel chat ? chat.Traits : null;
        var parts = traits is null ? [cutter.Whole(reply, address)] : cutter.Cut(reply, address, traits);
        // A text can become neither a picture nor a question that is itself edited later: those follow it.
        if (replaces is not null && (parts[0].File is not null || (reply.PromptId is not null && parts.Count == 1))) parts = [new OutboundPart { Address = address, Markdown = "↓" }, .. parts];
        var rows = parts.Select((part, i) => Row(
            $"{key}:{i}", channel, address, first && i == 0 ? part with { Answers = answered?.ExternalId } : part, answered?.Id, i == parts.Count - 1 ? reply.PromptId : null, i == 0 ? replaces : null)).ToList();
        db.AddRange(rows);
        return rows;
    }

    /// <summary>Tells the dispatcher about rows that are saved now.</summary>
    internal void Release(IReadOnlyList<OutboxMessage> rows)
    {
        foreach (var row in rows)
        {
            Changed?.Invoke(row);
            Waiting?.Invoke(row.Channel, row.Address);
        }
    }

    internal void Notify(OutboxMessage row) => Changed?.Invoke(row);

    private OutboxMessage Row(string key, string channel, string address, OutboundPart part, long? inboxId, int? promptId, long? editOf) => new()
    {
        Channel = channel,
        Address = address,
        Key = key,
        EditOf = editOf,
        PartJson = JsonSerializer.Serialize(part),
        PromptId = promptId,
        InboxId = inboxId,
        At = time.GetUtcNow(),
    };

    /// <summary>False when another writer used the key in the meantime.</summary>
    private static async Task<bool> SavedAsync(JarvisDb db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is { } inner && inner.Message.Contains("UNIQUE", StringComparison.OrdinalIgnoreCase))
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
