using Jarvis.Bot.Conversations;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Alerts;

/// <summary>The turn pipeline works as long as no message waits for its answer for long. Asking shows too that the database answers.</summary>
internal sealed class InboxHeartbeat(IDbContextFactory<JarvisDb> databases, TimeProvider time) : IHeartbeat
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async Task<string?> TroubleAsync(CancellationToken cancel)
    {
        var limit = time.GetUtcNow() - Longest;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var waiting = await db.Set<InboxMessage>().CountAsync(m => m.State == InboxState.Received && m.At < limit, cancel);
        return waiting == 0 ? null : $"{waiting} messages have waited for an answer for more than {Longest.TotalMinutes:0} minutes";
    }
}
