using System.Collections.Concurrent;
using System.Threading.Channels;
using Jarvis.Bot.Alerts;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>
/// Lets every domain agent look at its domain each interval, and those that an event concerns before that, and makes the
/// best of what they find. A cycle in which nothing is new reads, keeps three metrics, and says nothing.
/// </summary>
internal sealed partial class Orchestrator(
    IEnumerable<IDomainAgent> agents, AgentRunner runner, ProposalChoice choice, ProposalDesk desk, UnaskedActions unasked,
    Controls controls, MetricStore metrics, CycleLog cycles, Pulse pulse, IHostApplicationLifetime lifetime,
    IOptions<AutonomyOptions> options, TimeProvider time, ILogger<Orchestrator> log) : BackgroundService
{
    /// <summary>Events often come in bursts: an agent that was just woken for one waits so long before it looks again.</summary>
    public static readonly TimeSpan BetweenEvents = TimeSpan.FromSeconds(15);

    private const string Part = "analysis";

    private readonly List<IDomainAgent> agents = [.. agents];
    private readonly Channel<bool> woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<IDomainAgent, string> concerned = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<Task, bool> making = new();
    private DateTimeOffset lastForEvents = DateTimeOffset.MinValue;

    /// <summary>Has the agents look early that the event concerns.</summary>
    public void Wake(BusinessEvent happened)
    {
        foreach (var agent in agents)
            if (Concerns(agent, happened)) concerned.TryAdd(agent, happened.Type);
        if (!concerned.IsEmpty) woken.Writer.TryWrite(true);
    }

    /// <summary>One look by all agents, or by some.</summary>
    /// <param name="cause">"interval", or the event.</param>
    public async Task<CycleRecord> CycleAsync(IReadOnlyList<IDomainAgent> looking, string cause, CancellationToken cancel)
    {
        var (at, started) = (time.GetUtcNow(), time.GetTimestamp());
        var runs = await Task.WhenAll(looking.Select(a => LookAsync(a, cancel)));
        var found = runs.SelectMany(r => r.Proposals.Select(p => (r.Run.Domain, p))).ToList();
        var chosen = await choice.MakeAsync(found, cancel);
        if (chosen.Chosen.Count > 0) Start(chosen.Chosen, cancel);

        var cycle = new CycleRecord(at, time.GetElapsedTime(started), cause, [.. runs.Select(r => r.Run)])
        {
            Found = found.Count,
            Open = chosen.Open,
            Withheld = chosen.Withheld,
            HeldBack = chosen.HeldBack,
            Made = chosen.Chosen.Count,
        };
        cycles.Add(cycle);
        await metrics.RecordAsync(
        [
            new Measurement("jarvis.cycle_s", "s", cycle.Took.TotalSeconds),
            new Measurement("jarvis.cycle_proposals", "count", cycle.Made),
            new Measurement("jarvis.cycle_failures", "count", cycle.Agents.Count(a => a.Error is not null)),
        ], at, cancel);
        return cycle;
    }

    /// <summary>Until every proposal that was started has been handed over; a commit may take longer than a cycle.</summary>
    public Task SettledAsync() => Task.WhenAll(making.Keys);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled || !await HostReady.WaitAsync(lifetime, stoppingToken)) return;
        try
        {
            await Task.Delay(options.Value.FirstAnalysisAfter, time, stoppingToken);
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            pulse.End(Part);
            await SettledAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(CancellationToken cancel)
    {
        var next = time.GetUtcNow();
        while (true)
        {
            pulse.Beat(Part, (options.Value.AnalysisInterval * 3) + (options.Value.AgentTimeout * 3));
            try
            {
                next = await TurnAsync(next, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // The store was busy or away; the next interval is another try.
                CycleFailed(e);
                next = time.GetUtcNow() + options.Value.AnalysisInterval;
            }
            await SleepAsync(next, cancel);
        }
    }

    private async Task<DateTimeOffset> TurnAsync(DateTimeOffset next, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (now >= next)
        {
            concerned.Clear();
            await unasked.AnnounceAsync(cancel);
            if (!controls.Paused) await CycleAsync(agents, "interval", cancel);
            // What a long cycle ran over is left out, not caught up with.
            for (next += options.Value.AnalysisInterval; next <= time.GetUtcNow();) next += options.Value.AnalysisInterval;
        }
        else if (!concerned.IsEmpty && now >= lastForEvents + BetweenEvents)
        {
            lastForEvents = now;
            var due = concerned.ToArray();
            foreach (var (agent, _) in due) concerned.TryRemove(agent, out _);
            if (!controls.Paused) await CycleAsync([.. due.Select(d => d.Key)], string.Join(", ", due.Select(d => d.Value).Distinct(StringComparer.Ordinal)), cancel);
        }
        return next;
    }

    private async Task SleepAsync(DateTimeOffset next, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var until = concerned.IsEmpty || next < lastForEvents + BetweenEvents ? next : lastForEvents + BetweenEvents;
        using var alarm = new CancellationTokenSource(until > now ? until - now : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, alarm.Token);
        try
        {
            // While somebody already waits for the gap between events to pass, more of them change nothing.
            if (concerned.IsEmpty) await woken.Reader.ReadAsync(either.Token);
            else await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
        }
    }

    private async Task<(AgentRun Run, IReadOnlyList<Proposal> Proposals)> LookAsync(IDomainAgent agent, CancellationToken cancel)
    {
        try
        {
            return await runner.RunAsync(agent, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            CycleFailed(e);
            return (new AgentRun(agent.Domain, TimeSpan.Zero, 0, Cause.Of(e)), []);
        }
    }

    /// <summary>Commits run beside the next cycles: a restart that is verified for minutes must not hold up the others.</summary>
    private void Start(IReadOnlyList<(Proposal, CallContext)> chosen, CancellationToken cancel)
    {
        // A failure has been logged and raised by the desk.
        var task = desk.MakeAsync(chosen, cancel);
        making[task] = true;
        _ = task.ContinueWith(t => making.TryRemove(t, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private bool Concerns(IDomainAgent agent, BusinessEvent happened)
    {
        try
        {
            return agent.Concerns(happened);
        }
        catch (Exception e)
        {
            ConcernsFailed(e, agent.Domain, happened.Type);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "An analysis could not be completed.")]
    private partial void CycleFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The agent of {Domain} could not say whether {EventType} concerns it.")]
    private partial void ConcernsFailed(Exception error, string domain, string eventType);
}
