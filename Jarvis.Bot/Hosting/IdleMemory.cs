namespace Jarvis.Bot.Hosting;

/// <summary>
/// Gives memory back to the machine when a burst of work is over: the start, a report, a busy chat. The runtime by itself keeps what it once
/// needed until something asks for more, and an assistant that idles most of the day never asks.
/// </summary>
internal sealed class IdleMemory(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);
    private const long Busy = 24 * 1024 * 1024;
    private const long Worthwhile = 48 * 1024 * 1024;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        var (seen, collected) = (0L, 0L);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var allocated = GC.GetTotalAllocatedBytes();
            if (allocated - seen < Busy && allocated - collected > Worthwhile)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                collected = allocated;
            }
            seen = allocated;
        }
    }
}
