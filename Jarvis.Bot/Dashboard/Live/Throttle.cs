using System.Threading.Channels;

namespace Jarvis.Bot.Dashboard.Live;

/// <summary>Runs something when asked to: at once, then again at most so often, however many ask.</summary>
internal sealed class Throttle : IAsyncDisposable
{
    public static readonly TimeSpan TwiceASecond = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource ended = new();
    private readonly Task loop;

    /// <param name="work">Handles its own failures.</param>
    public Throttle(TimeProvider time, TimeSpan gap, Func<CancellationToken, Task> work) => loop = RunAsync(time, gap, work);

    public void Ask() => asked.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await loop;
        ended.Dispose();
    }

    private async Task RunAsync(TimeProvider time, TimeSpan gap, Func<CancellationToken, Task> work)
    {
        try
        {
            await foreach (var _ in asked.Reader.ReadAllAsync(ended.Token))
            {
                await work(ended.Token);
                await Task.Delay(gap, time, ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
    }
}
