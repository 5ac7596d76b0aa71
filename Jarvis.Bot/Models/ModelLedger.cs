using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Models;

/// <summary>A budget without room.</summary>
/// <param name="Until">When there is room again; null for the budget of a turn.</param>
internal sealed record BudgetRefusal(string Budget, decimal EstimateUsd, DateTimeOffset? Until);

/// <summary>
/// Writes the cost ledger. An attempt's most is set aside in the same step that looks for room, so that calls side by side cannot
/// pass a budget together; what it took is written when it ends.
/// </summary>
internal sealed partial class ModelLedger(
    IDbContextFactory<JarvisDb> databases, ModelPlan plan, ModelBudgets budgets, IOptions<ModelsOptions> options, TimeProvider time, ILogger<ModelLedger> log) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim reserving = new(1, 1);

    /// <summary>What was under way when Jarvis ended: it no longer holds its reservation, and what it will have read is counted as spent.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var lost = await db.Set<ModelCall>().Where(c => c.Outcome == ModelOutcome.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Outcome, ModelOutcome.Interrupted).SetProperty(c => c.Estimated, true), cancellationToken);
        if (lost > 0) Interrupted(lost);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => reserving.Dispose();

    /// <summary>Sets the most aside that the attempt can cost, and writes its row.</summary>
    /// <exception cref="NoRoomException">A budget has no room for it.</exception>
    public async Task<ModelCall> ReserveAsync(RouterJob job, ModelTier tier, string chosenFor, CancellationToken cancel)
    {
        await reserving.WaitAsync(cancel);
        try
        {
            await using var db = await databases.CreateDbContextAsync(cancel);
            var now = time.GetUtcNow();
            var free = await FreeLeftAsync(db, tier, now, cancel) > 0;
            var most = free ? 0 : job.MostPico(tier);
            if (!job.Request.OverBudget && await RefusalAsync(db, job, most, cancel) is { } refusal) throw new NoRoomException(refusal);
            var call = new ModelCall
            {
                At = now,
                RequestId = job.Id,
                Attempt = job.NextAttempt(),
                Cause = job.Request.Cause,
                Provider = tier.Provider,
                Model = tier.Model,
                Tier = tier.Name,
                Purpose = job.Request.Purpose,
                Domain = job.Request.Domain,
                Function = job.Request.Function,
                Background = job.Request.Background,
                Corrects = job.Request.Corrects,
                Need = job.Need,
                Floor = job.Request.Floor,
                ChosenFor = chosenFor,
                PrefixHash = job.Size.PrefixHash,
                InstructionTokens = job.Size.Instructions,
                FunctionTokens = job.Size.Functions,
                HistoryTokens = job.Size.History,
                FunctionsOffered = job.Size.FunctionsOffered,
                Streamed = job.Streamed,
                Free = free,
                ReservedPico = most,
                // Until it ends, what it will have read at least: so much counts if Jarvis ends before it.
                TokensIn = job.Size.Total,
                CostPico = free ? 0 : tier.Price.CostOf(new TokenUse(job.Size.Total, 0)),
            };
            db.Add(call);
            await db.SaveChangesAsync(cancel);
            return call;
        }
        finally
        {
            reserving.Release();
        }
    }

    /// <summary>Writes what an attempt took; its reservation ends with that.</summary>
    public async Task SettleAsync(ModelCall call, ModelTier tier, ModelOutcome outcome, TokenUse use, bool estimated, TimeSpan took, TimeSpan? first)
    {
        (call.Outcome, call.Estimated, call.LatencyMs, call.FirstMs) = (outcome, estimated, (int)took.TotalMilliseconds, (int?)first?.TotalMilliseconds);
        (call.TokensIn, call.TokensOut, call.TokensCached, call.TokensCacheWritten, call.TokensReasoning) = (use.In, use.Out, use.Cached, use.CacheWritten, use.Reasoning);
        call.CostPico = call.Free ? 0 : tier.Price.CostOf(use);
        // Also when the caller has gone: an attempt that is not settled would hold its reservation.
        await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
        db.Update(call);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    /// <summary>Free requests that the provider's day still has at a tier.</summary>
    public async Task<int> FreeLeftAsync(ModelTier tier, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await FreeLeftAsync(db, tier, time.GetUtcNow(), cancel);
    }

    private static async Task<int> FreeLeftAsync(JarvisDb db, ModelTier tier, DateTimeOffset now, CancellationToken cancel)
    {
        if (tier.FreeRequestsPerDay == 0) return 0;
        var from = tier.FreeDayStart(now);
        return tier.FreeRequestsPerDay - await db.Set<ModelCall>().CountAsync(c => c.Provider == tier.Provider && c.Model == tier.Model && c.At >= from && c.Free, cancel);
    }

    private async Task<BudgetRefusal?> RefusalAsync(JarvisDb db, RouterJob job, long most, CancellationToken cancel)
    {
        var estimate = Pico.ToUsd(most);
        if (options.Value.Budgets.Turn is { } turn && most > 0)
        {
            var spent = await db.Set<ModelCall>().Where(c => c.Cause == job.Request.Cause).SumAsync(c => c.Outcome == ModelOutcome.Pending ? c.ReservedPico : c.CostPico, cancel);
            if (Pico.ToUsd(spent + most) > turn) return new BudgetRefusal(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the budget of one message ({turn:0.00##} USD)"), estimate, null);
        }
        var now = await plan.ReadAsync(db, cancel);
        var states = (await budgets.ReadAsync(db, now, null, cancel)).Concat(await budgets.ReadAsync(db, now, job.Request.Domain, cancel));
        // What costs nothing may go on for a person at a budget's end; work that nobody waits for stops.
        var full = states.FirstOrDefault(b => b.Left is { } left && (estimate > left || (left <= 0 && (most > 0 || job.Request.Background))));
        return full is null ? null : new BudgetRefusal(full.Words, estimate, full.Until);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} calls of models were under way when Jarvis ended. What they will have cost is estimated.")]
    private partial void Interrupted(int count);
}
