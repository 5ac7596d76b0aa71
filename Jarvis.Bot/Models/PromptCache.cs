using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Models;

/// <summary>
/// Decides what Anthropic is told to keep of a prompt, where the other providers keep beginnings by themselves. Keeping costs more than reading
/// (<see cref="ModelPrice.CacheWrite"/>), and reading it again much less, so it is worth it when a beginning is sent again within five minutes,
/// which is how long it is kept, more often than (write − input) / (input − cached): at 3, 3.75 and 0.30 dollars, in 28 % of the cases.
/// How often that is so is read from the ledger.
/// </summary>
internal sealed class PromptCache(IOptions<ModelsOptions> options, IDbContextFactory<JarvisDb> databases)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>So many calls of the same purpose are looked at …</summary>
    private const int Remembered = 100;

    /// <summary>… and with fewer, a prompt with functions is taken to have a second round.</summary>
    private const int Enough = 20;

    /// <summary>The messages as the provider gets them. The job's own stay as they are: the next attempt may go elsewhere.</summary>
    public async Task<IReadOnlyList<ChatMessage>> MarkAsync(RouterJob job, ModelTier tier, CancellationToken cancel)
    {
        var price = tier.Price;
        if (options.Value.Providers[tier.Provider].Kind != ModelProviderKind.Anthropic || price.CachedInput >= price.Input) return job.Messages;
        var worth = (double)((price.CacheWrite - price.Input) / (price.Input - price.CachedInput));
        var (again, rounds) = await RepeatedAsync(job, cancel);
        var marked = job.Messages.ToList();
        // The functions stand before the instructions, and are kept with them. What was said last is the same only in the rounds of one turn.
        if (again > worth) Mark(marked, ChatRole.System);
        if (rounds > worth) Mark(marked, ChatRole.User);
        return marked;
    }

    /// <summary>The shares of calls after which the same beginning was sent again in time: by any call, and by one of the same turn.</summary>
    private async Task<(double Again, double Rounds)> RepeatedAsync(RouterJob job, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var calls = await db.Set<ModelCall>().Where(c => c.Purpose == job.Request.Purpose && c.Outcome == ModelOutcome.Answered)
            .OrderByDescending(c => c.Id).Take(Remembered).Select(c => new { c.At, c.Cause, c.PrefixHash }).ToListAsync(cancel);
        if (calls.Count < Enough) return job.Size.FunctionsOffered > 0 ? (1, 1) : (0, 0);
        int again = 0, rounds = 0;
        var next = new Dictionary<string, (DateTimeOffset At, string Cause)>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            if (next.TryGetValue(call.PrefixHash, out var later) && later.At - call.At <= Kept)
            {
                again++;
                if (later.Cause == call.Cause) rounds++;
            }
            next[call.PrefixHash] = (call.At, call.Cause);
        }
        return ((double)again / calls.Count, (double)rounds / calls.Count);
    }

    private static void Mark(List<ChatMessage> messages, ChatRole role)
    {
        var at = messages.FindLastIndex(m => m.Role == role && m.Contents is [.., TextContent { Text.Length: > 0 }]);
        if (at < 0) return;
        var contents = messages[at].Contents;
        messages[at] = messages[at].Clone();
        messages[at].Contents = [.. contents.SkipLast(1), AnthropicClients.Kept((TextContent)contents[^1])];
    }
}
