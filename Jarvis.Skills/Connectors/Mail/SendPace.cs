using Jarvis.Skills.Business.Mail;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Connectors.Mail;

/// <summary>Holds mails back so that no minute sees more of them than the settings allow: any minute, not just those of the clock.</summary>
internal sealed class SendPace(IOptions<MailOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<DateTimeOffset> latest = new();
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Waits until one more may go. Those that wait go in the order in which they came.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            while (latest.TryPeek(out var oldest) && oldest <= time.GetUtcNow() - Window) latest.Dequeue();
            if (latest.Count >= options.Value.Smtp.PerMinute)
            {
                var wait = latest.Dequeue() + Window - time.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancel);
            }
            latest.Enqueue(time.GetUtcNow());
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
