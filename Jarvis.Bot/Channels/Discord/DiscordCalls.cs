using System.Collections.Concurrent;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Slash commands that wait for their answer; a restart in between is bridged.</summary>
internal sealed class DiscordCalls(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    /// <summary>Discord takes an answer for 15 minutes.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(14.5);

    // An answer that comes sooner than the acknowledgement would have nothing to replace.
    private readonly ConcurrentDictionary<string, Task> acknowledging = new(StringComparer.Ordinal);

    /// <summary>Lets no answer go before the acknowledgement has ended.</summary>
    public void HoldUntil(string interactionId, Task acknowledged)
    {
        acknowledging[interactionId] = acknowledged;
        _ = acknowledged.ContinueWith(_ => acknowledging.TryRemove(interactionId, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async Task NoteAsync(string interactionId, string token, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<DiscordCommandCall>().Where(c => c.At < now - GoodFor || c.InteractionId == interactionId).ExecuteDeleteAsync(cancel);
        db.Add(new DiscordCommandCall { InteractionId = interactionId, Token = token, At = now });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>The token with which the inbound message is answered; null when it was no command, or waited too long.</summary>
    public async Task<string?> TokenAsync(string inboundId, CancellationToken cancel)
    {
        if (!inboundId.StartsWith(DiscordInteractions.Prefix, StringComparison.Ordinal)) return null;
        var (id, since) = (inboundId[DiscordInteractions.Prefix.Length..], time.GetUtcNow() - GoodFor);
        if (acknowledging.TryGetValue(id, out var acknowledged)) await acknowledged.WaitAsync(cancel);
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<DiscordCommandCall>().Where(c => c.InteractionId == id && c.At >= since).Select(c => c.Token).FirstOrDefaultAsync(cancel);
    }

    public async Task ForgetAsync(string interactionId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<DiscordCommandCall>().Where(c => c.InteractionId == interactionId).ExecuteDeleteAsync(cancel);
    }
}
