using Jarvis.Bot.Governance;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Autonomy;

/// <summary>A crash between the gate's "ask" and the question leaves an action that waits and was never asked for. Asked later.</summary>
internal sealed class UnaskedActions(IDbContextFactory<JarvisDb> databases, PromptDesk prompts, TimeProvider time)
{
    /// <summary>Younger ones may be on their way.</summary>
    private static readonly TimeSpan Due = TimeSpan.FromMinutes(1);

    public async Task AnnounceAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Due;
        await using var db = await databases.CreateDbContextAsync(cancel);
        // What a turn caused is asked for when the turn is answered again.
        var numbers = await db.Set<ActionRecord>()
            .Where(a => a.State == ActionState.Waiting && a.PromptId == null && a.ProposedAt < before && a.Origin != Origin.Turn && a.Origin != Origin.Unknown)
            .Select(a => a.Id).ToListAsync(cancel);
        if (numbers.Count > 0) await prompts.AnnounceAsync(numbers, cancel);
    }
}
