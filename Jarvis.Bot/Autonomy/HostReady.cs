namespace Jarvis.Bot.Autonomy;

/// <summary>Work of one's own waits for the host: a start is quick, and no message is kept waiting for an analysis.</summary>
internal static class HostReady
{
    /// <summary>False when the host stopped before it was ready.</summary>
    public static async Task<bool> WaitAsync(IHostApplicationLifetime lifetime, CancellationToken cancel)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(ready.SetResult);
        await using var stopped = cancel.Register(() => ready.TrySetCanceled(cancel));
        await ready.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }
}
