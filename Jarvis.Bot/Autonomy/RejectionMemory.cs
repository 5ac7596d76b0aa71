using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Autonomy;

internal sealed class RejectionMemory(IDbContextFactory<JarvisDb> databases) : IRejections
{
    public async Task<IReadOnlyList<Rejection>> OfAsync(string domain, DateTimeOffset since, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var rows = await DecidedByPeople.In(db)
            .Where(a => a.Domain == domain && a.State == ActionState.Refused && a.ProposalKey != null && a.DecidedAt >= since)
            .OrderByDescending(a => a.DecidedAt).ToListAsync(cancel);
        return [.. rows.Select(a => new Rejection(a.ProposalKey!, a.Call, a.DecisionReason, a.DecidedBy ?? "", a.DecidedAt!.Value))];
    }
}
