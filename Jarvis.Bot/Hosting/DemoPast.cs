using Jarvis.Bot.Governance;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Simulation;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Hosting;

/// <summary>Gives the simulated company a past at its first start: two weeks of figures, outages and orders, and what Jarvis did in them.</summary>
internal sealed partial class DemoPast(
    SimulatedHistory history, IDbContextFactory<JarvisDb> databases, TimeProvider time, ILogger<DemoPast> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);

    private DateTimeOffset? missing;

    /// <summary>Before the first analysis, which looks for what has changed since.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        missing = await history.MissingSinceAsync(db, cancellationToken);
        if (missing is { } since)
        {
            var troubles = history.Troubles();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await history.WriteMetricsAsync(db, since, troubles, cancellationToken);
            if (since == DateTimeOffset.MinValue)
            {
                await SimulatedHistory.WriteIncidentsAsync(db, troubles, cancellationToken);
                await history.WriteEventsAsync(db, cancellationToken);
            }
            await transaction.CommitAsync(cancellationToken);
            PastWritten(time.GetElapsedTime(started).TotalSeconds);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (missing != DateTimeOffset.MinValue) return;
        await using var db = await databases.CreateDbContextAsync(stoppingToken);
        // After the first questions, which so get the small numbers that a newcomer is told to try.
        var until = time.GetUtcNow() + AtMost;
        while (time.GetUtcNow() < until && await db.Set<ActionRecord>().CountAsync(stoppingToken) < 3) await Task.Delay(Look, time, stoppingToken);
        await using var transaction = await db.Database.BeginTransactionAsync(stoppingToken);
        foreach (var trouble in history.Troubles()) await WriteAsync(db, trouble, stoppingToken);
        await transaction.CommitAsync(stoppingToken);
    }

    private static async Task WriteAsync(JarvisDb db, PastTrouble trouble, CancellationToken cancel)
    {
        var call = new FunctionCall("health.recover", ("service", trouble.Service));
        var standing = await db.Set<StandingApproval>().Where(s => s.Function == call.Function).Select(s => (int?)s.Id).FirstOrDefaultAsync(cancel);
        var action = new ActionRecord
        {
            Domain = call.Plugin,
            Function = call.Function,
            ArgumentsJson = call.ArgumentsJson(),
            Fingerprint = "",
            CauseKey = $"simulation:{trouble.Service}:{trouble.From.UtcTicks}",
            Origin = Origin.Event,
            What = $"Restart {trouble.Service}",
            Why = $"{trouble.Service} was down: {trouble.Cause}.",
            Needs = ClearanceLevel.ModifyProduction,
            Risk = Risk.Low,
            Idempotent = true,
            Confidence = 0.9,
            State = ActionState.Done,
            GateReason = "A standing approval covers it.",
            StandingApprovalId = standing,
            DecidedBy = standing is null ? "gate" : $"standing approval {standing}",
            ProposedAt = trouble.RestartedAt,
            DecidedAt = trouble.RestartedAt,
            StartedAt = trouble.RestartedAt,
            ExpiresAt = trouble.RestartedAt.AddDays(1),
            EndedAt = trouble.RestartedAt.AddSeconds(2),
            Result = $"Restarted {trouble.Service} ({trouble.Container}). It was up again after {(trouble.Until - trouble.RestartedAt).TotalSeconds:0} s.",
        };
        db.Add(action);
        await db.SaveChangesAsync(cancel);
        db.AddRange(
            Line(action, "proposed", "event", trouble.RestartedAt, action.What),
            Line(action, "started", "gate", trouble.RestartedAt, action.GateReason),
            Line(action, "done", "jarvis", action.EndedAt.Value, action.Result));
        await SimulatedHistory.WriteAttemptAsync(db, trouble, action.ActionId, action.Id, cancel);
    }

    private static LedgerEntry Line(ActionRecord action, string kind, string who, DateTimeOffset at, string text) =>
        new() { At = at, ActionNumber = action.Id, Domain = action.Domain, Kind = kind, Who = who, Text = text };

    [LoggerMessage(Level = LogLevel.Information, Message = "The simulated company's past was written in {Seconds:0.0} s.")]
    private partial void PastWritten(double seconds);
}
