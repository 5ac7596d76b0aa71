using System.Collections.Concurrent;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Autonomy;

/// <summary>Lets agents look at their domains: so many at a time, each with a time limit, none able to harm another.</summary>
internal sealed partial class AgentRunner(IAlerts alerts, IOptions<AutonomyOptions> options, TimeProvider time, ILogger<AgentRunner> log) : IDisposable
{
    private const int AlertAfter = 3;

    /// <summary>An agent that yields without end is cut off here.</summary>
    private const int MostProposals = 200;

    private readonly SemaphoreSlim slots = new(options.Value.MaxConcurrentTasks);
    private readonly ConcurrentDictionary<IDomainAgent, Task> abandoned = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, int> failures = new(StringComparer.Ordinal);

    public void Dispose() => slots.Dispose();

    /// <summary>What was found before a failure counts: each proposal stands for itself.</summary>
    public async Task<(AgentRun Run, IReadOnlyList<Proposal> Proposals)> RunAsync(IDomainAgent agent, CancellationToken cancel)
    {
        await slots.WaitAsync(cancel);
        var started = time.GetTimestamp();
        var found = new ConcurrentQueue<Proposal>();
        string? error = null;
        try
        {
            await WithinLimitAsync(agent, found, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            error = Cause.Of(e);
            Failed(e, agent.Domain);
        }
        finally
        {
            slots.Release();
        }
        var proposals = found.ToArray();
        await WatchAsync(agent.Domain, error, cancel);
        return (new AgentRun(agent.Domain, time.GetElapsedTime(started), proposals.Length, error), proposals);
    }

    private async Task WithinLimitAsync(IDomainAgent agent, ConcurrentQueue<Proposal> found, CancellationToken cancel)
    {
        if (abandoned.TryGetValue(agent, out var still) && !still.IsCompleted)
            throw new TimeoutException("It still works on an earlier look that took too long, and does not stop when told to.");

        var limit = options.Value.AgentTimeout;
        using var deadline = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        var work = Task.Run(() => CollectAsync(agent, found, either.Token), CancellationToken.None);
        try
        {
            // A second's grace for it to stop by itself; after that it is left behind.
            await work.WaitAsync(limit + TimeSpan.FromSeconds(1), time, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && (deadline.IsCancellationRequested || !work.IsCompleted))
        {
            if (!work.IsCompleted) abandoned[agent] = work;
            throw new TimeoutException($"It took longer than {limit.TotalSeconds:0.#} s.", e);
        }
    }

    private static async Task CollectAsync(IDomainAgent agent, ConcurrentQueue<Proposal> found, CancellationToken cancel)
    {
        var count = 0;
        await foreach (var proposal in agent.AnalyseAsync(cancel).WithCancellation(cancel))
        {
            cancel.ThrowIfCancellationRequested();
            found.Enqueue(proposal);
            if (++count == MostProposals) return;
        }
    }

    private async Task WatchAsync(string domain, string? error, CancellationToken cancel)
    {
        var key = $"agent:{domain}";
        if (error is null)
        {
            if (failures.TryRemove(domain, out var before) && before >= AlertAfter) await alerts.ResolveAsync(key, "The analysis works again.", cancel);
            return;
        }
        var inARow = failures.AddOrUpdate(domain, 1, (_, n) => n + 1);
        if (inARow < AlertAfter) return;
        await alerts.RaiseAsync(new AlertSignal(key, Severity.Warning, $"Analysis of {domain} fails", $"{inARow} times in a row. Last: {error}") { Domain = domain }, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agent of {Domain} failed.")]
    private partial void Failed(Exception error, string domain);
}
