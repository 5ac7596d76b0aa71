using Jarvis.Skills.Domains.SystemHealth.Settings;

namespace Jarvis.Skills.Domains.SystemHealth.Probes;

/// <summary>Port: checks a service once. The monitor gives the time limit by the token.</summary>
public interface IServiceProbe
{
    /// <summary>
    /// Says how the service does. Whatever the counterpart does wrong is a failed result; only the token's cancellation is
    /// thrown.
    /// </summary>
    Task<ProbeResult> CheckAsync(WatchedService service, CancellationToken cancel);
}

/// <summary>One check's result.</summary>
/// <param name="Latency">From the first byte sent to the last one read; meaningless when it failed.</param>
/// <param name="Words">Why it failed, in a few words of our own: nothing that the counterpart wrote, and no secret.</param>
public readonly record struct ProbeResult(bool Ok, TimeSpan Latency, string Words)
{
    public static ProbeResult Good(TimeSpan latency) => new(true, latency, "");

    public static ProbeResult Failed(string words) => new(false, TimeSpan.Zero, words);
}
