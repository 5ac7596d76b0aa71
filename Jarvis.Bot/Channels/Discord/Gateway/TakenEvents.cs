namespace Jarvis.Bot.Channels.Discord.Gateway;

/// <summary>
/// How far the events have been taken. Interactions overtake what takes longer, so that an event counts only when all before it
/// are taken too.
/// </summary>
internal sealed class TakenEvents(long start, Func<long, Task> save) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly Queue<(long Sequence, Task Taken)> open = new();
    private Task last = Task.CompletedTask;
    private long saved = start;

    /// <summary>Ends when an event could not be taken; then nothing after it counts, and it comes again.</summary>
    public TaskCompletionSource Failure { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => one.Dispose();

    /// <param name="urgent">It need not wait for those before it.</param>
    public void Add(long sequence, bool urgent, Func<Task> take)
    {
        var mine = urgent ? Task.Run(take) : last = AfterAsync(last, take);
        lock (open) open.Enqueue((sequence, mine));
        _ = SaveAsync(mine);
    }

    /// <summary>Ends when everything that was added is taken, or has failed.</summary>
    public async Task SettledAsync()
    {
        Task[] all;
        lock (open) all = [.. open.Select(o => o.Taken)];
        await Task.WhenAll(all).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await SaveAsync(Task.CompletedTask);
    }

    private static async Task AfterAsync(Task before, Func<Task> take)
    {
        await before;
        await Task.Run(take);
    }

    private async Task SaveAsync(Task taken)
    {
        try
        {
            await taken;
            await one.WaitAsync();
            try
            {
                var upTo = saved;
                lock (open)
                    while (open.TryPeek(out var head) && head.Taken.IsCompletedSuccessfully) upTo = open.Dequeue().Sequence;
                if (upTo == saved) return;
                await save(upTo);
                saved = upTo;
            }
            finally
            {
                one.Release();
            }
        }
        catch (Exception e)
        {
            Failure.TrySetException(e);
        }
    }
}
