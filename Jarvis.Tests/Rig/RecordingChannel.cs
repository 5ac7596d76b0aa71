using System.Collections.Concurrent;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;

namespace Jarvis.Tests.Rig;

/// <summary>A platform in memory: what a person sees on it, with edits applied.</summary>
/// <param name="name">Its name.</param>
/// <param name="editEvery">See <see cref="ChannelTraits.EditEvery"/>.</param>
public sealed class RecordingChannel(string name, TimeSpan? editEvery = null) : IChannel
{
    private readonly Lock gate = new();
    private readonly List<(string Id, OutboundPart Part)> shown = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name { get; } = name;

    public ChannelTraits Traits { get; init; } = new() { MaxText = 4096, EditEvery = editEvery };

    /// <summary>Throws instead of sending, as long as it is set; called with each part.</summary>
    public Func<OutboundPart, Exception?>? Refuse { get; set; }

    /// <summary>Stores, and then throws: the answer got lost on the way back.</summary>
    public bool LoseAnswers { get; set; }

    public ConcurrentQueue<string> Typing { get; } = new();

    /// <summary>By the clock of the tests, where they set it.</summary>
    public ConcurrentQueue<(OutboundPart Part, DateTimeOffset At)> Edits { get; } = new();

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public IReadOnlyList<OutboundPart> Shown
    {
        get { lock (gate) return [.. shown.Select(s => s.Part)]; }
    }

    public Task RunAsync(CancellationToken cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);

    public Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        if (Refuse?.Invoke(part) is { } refused) throw refused;
        var id = Arrive(part);
        return LoseAnswers ? throw new HttpRequestException("connection reset") : Task.FromResult<string?>(id);
    }

    /// <summary>A part arrives, if late: its send was cut off before.</summary>
    public string Arrive(OutboundPart part)
    {
        string id;
        lock (gate)
        {
            id = $"{shown.Count + 1}";
            shown.Add((id, part));
        }
        Signal();
        return id;
    }

    public Task EditAsync(string externalId, OutboundPart part, CancellationToken cancel)
    {
        Edits.Enqueue((part, Clock.GetUtcNow()));
        lock (gate) shown[int.Parse(externalId) - 1] = (externalId, part);
        Signal();
        return Task.CompletedTask;
    }

    public Task TypingAsync(string address, CancellationToken cancel)
    {
        Typing.Enqueue(address);
        return Task.CompletedTask;
    }

    public Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult(shown.Skip(int.Parse(baseline ?? "0")).Where(s => s.Part.Markdown == part.Markdown).Select(s => s.Id).FirstOrDefault());
    }

    public Task<string?> BaselineAsync(string address, CancellationToken cancel)
    {
        lock (gate) return Task.FromResult<string?>($"{shown.Count}");
    }

    /// <summary>Waits until what is shown fulfils a condition.</summary>
    public async Task<IReadOnlyList<OutboundPart>> UntilAsync(Func<IReadOnlyList<OutboundPart>, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (true)
        {
            Task next;
            lock (gate) next = changed.Task;
            var now = Shown;
            if (condition(now)) return now;
            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"What was waited for did not show on {Name}. Shown:\n{string.Join("\n---\n", now.Select(p => p.Markdown))}", e);
            }
        }
    }

    private void Signal()
    {
        lock (gate)
        {
            changed.SetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
