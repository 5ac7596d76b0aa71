namespace Jarvis.Skills.Domains.SystemHealth.Analysis;

/// <summary>All findings of the moment. The agent and the warnings ask for them in the same minutes; the work is done once.</summary>
internal sealed class HealthFindings(Degradations degradations, Flaps flaps, Fillings fillings, LogPatterns logs, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim one = new(1, 1);
    private IReadOnlyList<Finding> last = [];
    private DateTimeOffset lastAt = DateTimeOffset.MinValue;

    public void Dispose() => one.Dispose();

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (time.GetUtcNow() - lastAt < Fresh) return last;
            last = [.. await degradations.FindAsync(cancel), .. flaps.Find(), .. await fillings.FindAsync(cancel), .. await logs.FindAsync(cancel)];
            lastAt = time.GetUtcNow();
            return last;
        }
        finally
        {
            one.Release();
        }
    }
}
