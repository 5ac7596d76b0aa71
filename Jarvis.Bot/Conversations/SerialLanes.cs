namespace Jarvis.Bot.Conversations;

/// <summary>
/// Runs work of one key in order and of different keys side by side, at most so many at a time. A lane that has nothing
/// to do takes no memory.
/// </summary>
internal sealed partial class SerialLanes<TKey>(int width, ILogger log) : IDisposable where TKey : notnull
{
    private readonly Dictionary<TKey, Task> tails = [];
    private readonly SemaphoreSlim slots = new(width, width);
    private readonly Lock gate = new();

    public void Dispose() => slots.Dispose();

    public Task Enqueue(TKey key, Func<Task> work)
    {
        lock (gate)
        {
            var before = tails.GetValueOrDefault(key, Task.CompletedTask);
            var mine = Task.Run(() => RunAsync(before, work));
            tails[key] = mine;
            _ = mine.ContinueWith(_ => Forget(key, mine), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return mine;
        }
    }

    /// <summary>Ends when everything that was enqueued has.</summary>
    public Task WhenIdleAsync()
    {
        lock (gate) return Task.WhenAll(tails.Values);
    }

    private async Task RunAsync(Task before, Func<Task> work)
    {
        await before;
        await slots.WaitAsync();
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // Shutting down: what is unfinished is in the store.
        }
        catch (Exception e)
        {
            WorkThrew(e);
        }
        finally
        {
            slots.Release();
        }
    }

    private void Forget(TKey key, Task mine)
    {
        lock (gate)
            if (tails.TryGetValue(key, out var tail) && tail == mine) tails.Remove(key);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Work in a lane threw.")]
    private partial void WorkThrew(Exception error);
}
