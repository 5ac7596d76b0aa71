using System.Runtime.InteropServices;

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
    private const long WorthPages = 8 * 1024 * 1024;

    /// <summary>What the compiler and SQLite needed and freed: glibc keeps it, in an arena for nearly each thread.</summary>
    private static void TrimNative()
    {
        try
        {
            _ = MallocTrim(0);
        }
        catch (EntryPointNotFoundException)
        {
            // Another libc, such as Alpine's, gives back by itself.
        }
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int MallocTrim(nuint pad);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        // The start itself is the first burst.
        var (seen, collected, paged) = (0L, -Worthwhile, -WorthPages);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var allocated = GC.GetTotalAllocatedBytes();
            if (allocated - seen < Busy && allocated - collected > Worthwhile)
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                if (OperatingSystem.IsLinux()) TrimNative();
                collected = allocated;
            }
            if (allocated - seen < Busy && allocated - paged > WorthPages)
            {
                ColdPages.GiveBack();
                paged = allocated;
            }
            seen = allocated;
        }
    }
}
