using System.Collections.Concurrent;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>
/// Hands stored events to those who answer them. An event is marked handled after all of them have, so one that a crash
/// cut short is handled again; the gate knows the cause of each action, and does none twice. An event that fails is
/// tried again with growing pauses, then given up with an alert, and holds up no other.
/// </summary>
internal sealed partial class EventDispatcher(
    IEnumerable<IEventHandler> handlers, EventStream events, ProposalDesk desk, Orchestrator orchestrator, IAlerts alerts,
    IDbContextFactory<JarvisDb> databases, IHostApplicationLifetime lifetime,
    IOptions<AutonomyOptions> options, TimeProvider time, ILogger<EventDispatcher> log) : BackgroundService
{
    /// <summary>Events at work at the same time. More than agents, as each may wait minutes for a commit.</summary>
    private const int AtOnce = 16;

    private const int MostAttempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);

    private readonly List<IEventHandler> handlers = [.. handlers];
    private readonly ConcurrentDictionary<long, Task> working = new();
    private readonly ConcurrentDictionary<long, DateTimeOffset> notBefore = new();

    /// <summary>Handles one event. Null when it is done with; else how long to wait before it is tried again.</summary>
    public async Task<TimeSpan?> HandleAsync(long id, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var happened = await db.Set<BusinessEvent>().FirstOrDefaultAsync(e => e.Id == id && e.HandledAt == null, cancel);
        if (happened is null) return null;

        happened.Attempts++;
        if (happened.Attempts <= MostAttempts)
        {
            await db.SaveChangesAsync(cancel);
            var errors = await LetHandleAsync(happened, cancel);
            happened.Error = errors.Count == 0 ? null : string.Join(" ", errors);
        }
        else
        {
            happened.Error ??= "Jarvis stopped each time that it was worked on.";
        }

        if (happened.Error is not null)
        {
            if (happened.Attempts < MostAttempts)
            {
                await db.SaveChangesAsync(cancel);
                return FirstPause * Math.Pow(3, happened.Attempts - 1);
            }
            await GiveUpAsync(happened, cancel);
        }
        orchestrator.Wake(happened);
        happened.HandledAt = time.GetUtcNow();
        await db.SaveChangesAsync(cancel);
        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await HostReady.WaitAsync(lifetime, stoppingToken)) return;
        events.Wake();
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(working.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            var pause = options.Value.AnalysisInterval;
            try
            {
                foreach (var id in await DueAsync(cancel)) Begin(id, cancel);
                var now = time.GetUtcNow();
                foreach (var (_, at) in notBefore)
                    if (at - now < pause) pause = at > now ? at - now : TimeSpan.FromSeconds(1);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                StoreFailed(e);
                pause = FirstPause;
            }
            await WaitAsync(pause, cancel);
        }
    }

    private async Task<IReadOnlyList<long>> DueAsync(CancellationToken cancel)
    {
        if (working.Count >= AtOnce) return [];
        var now = time.GetUtcNow();
        var busy = working.Keys.Concat(notBefore.Where(n => n.Value > now).Select(n => n.Key)).ToList();
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<BusinessEvent>().Where(e => e.HandledAt == null && !busy.Contains(e.Id))
            .OrderBy(e => e.Id).Select(e => e.Id).Take(AtOnce - working.Count).ToListAsync(cancel);
    }

    private void Begin(long id, CancellationToken cancel)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        working[id] = started.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                if (await HandleAsync(id, cancel) is { } pause) notBefore[id] = time.GetUtcNow() + pause;
                else notBefore.TryRemove(id, out _);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                StoreFailed(e);
                notBefore[id] = time.GetUtcNow() + FirstPause;
            }
            catch (OperationCanceledException)
            {
                await NotCountedAsync(id);
            }
            finally
            {
                working.TryRemove(id, out _);
                started.SetResult();
                events.Wake();
            }
        }, CancellationToken.None);
    }

    /// <summary>The host stops, and the event is handled at the next start: that was no attempt that failed.</summary>
    private async Task NotCountedAsync(long id)
    {
        try
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            await db.Set<BusinessEvent>().Where(e => e.Id == id && e.HandledAt == null && e.Attempts > 0)
                .ExecuteUpdateAsync(set => set.SetProperty(e => e.Attempts, e => e.Attempts - 1), CancellationToken.None);
        }
        catch (Exception e)
        {
            StoreFailed(e);
        }
    }

    private async Task<IReadOnlyList<string>> LetHandleAsync(BusinessEvent happened, CancellationToken cancel)
    {
        if (!options.Value.Enabled) return [];
        var errors = new List<string>();
        foreach (var handler in handlers)
        {
            try
            {
                if (handler.Handles(happened.Type)) await AnswerAsync(handler, happened, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                HandlerFailed(e, handler.Domain, happened.Type, happened.Id);
                errors.Add($"{handler.Domain}: {Cause.Of(e)}");
            }
        }
        return errors;
    }

    private async Task AnswerAsync(IEventHandler handler, BusinessEvent happened, CancellationToken cancel)
    {
        var proposals = new List<(Proposal Proposal, CallContext Context)>();
        var limit = options.Value.AgentTimeout;
        using (var deadline = new CancellationTokenSource(limit, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token))
        {
            var work = Task.Run(() => CollectAsync(handler, happened, proposals, either.Token), CancellationToken.None);
            try
            {
                await work.WaitAsync(limit + TimeSpan.FromSeconds(1), time, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested && (deadline.IsCancellationRequested || !work.IsCompleted))
            {
                throw new TimeoutException($"It took longer than {limit.TotalSeconds:0.#} s.", e);
            }
        }
        if (proposals.Count == 0) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var repetition = await Repetition.ReadAsync(db, [.. proposals.Select(p => p.Proposal.Key)], cancel);
        // An event is news: only what is open for the same reason stands against it, not an earlier no.
        await desk.MakeAsync([.. proposals.Where(p => !repetition.IsOpen(p.Proposal.Key))], cancel);
    }

    private static async Task CollectAsync(IEventHandler handler, BusinessEvent happened, List<(Proposal Proposal, CallContext Context)> proposals, CancellationToken cancel)
    {
        await foreach (var proposal in handler.HandleAsync(happened, cancel).WithCancellation(cancel))
        {
            var made = proposal with { Untrusted = proposal.Untrusted || happened.Untrusted };
            proposals.Add((made, new CallContext { Origin = Origin.Event, Cause = CauseKeys.Of("event", happened.Id.ToString(), handler.Domain, made.Key), Proposal = made }));
        }
    }

    private async Task GiveUpAsync(BusinessEvent happened, CancellationToken cancel)
    {
        GaveUp(happened.Id, happened.Type, happened.Error!);
        await alerts.RaiseAsync(new AlertSignal($"event:{happened.Type}", Severity.Warning, $"\"{happened.Type}\" could not be handled",
            $"Event {happened.Id} ({happened.Subject}) was tried {MostAttempts} times and given up. {happened.Error}") { Domain = happened.Type.Split('.')[0], Untrusted = happened.Untrusted }, cancel);
    }

    private async Task WaitAsync(TimeSpan pause, CancellationToken cancel)
    {
        using var alarm = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, alarm.Token);
        try
        {
            await events.Arrived.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Domain} could not handle {EventType} (event {Id}).")]
    private partial void HandlerFailed(Exception error, string domain, string eventType, long id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Id} ({EventType}) was given up: {Error}")]
    private partial void GaveUp(long id, string eventType, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Events could not be read or marked; another try follows.")]
    private partial void StoreFailed(Exception error);
}
