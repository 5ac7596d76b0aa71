using System.Runtime.InteropServices;
using Jarvis.Skills.Domains.SystemHealth.Probes;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>One check as it is remembered; NaN milliseconds when it failed.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CheckSample(long Ticks, float Milliseconds)
{
    public bool Ok => !float.IsNaN(Milliseconds);

    public DateTimeOffset At => new(Ticks, TimeSpan.Zero);
}

/// <summary>The newest checks of a service. Written by one check at a time, read by anybody.</summary>
internal sealed class CheckRing
{
    public const int Size = 60;

    private readonly Lock gate = new();
    private readonly CheckSample[] samples = new CheckSample[Size];
    private int count;

    public void Add(DateTimeOffset at, ProbeResult result)
    {
        lock (gate) samples[count++ % Size] = new CheckSample(at.UtcTicks, result.Ok ? (float)result.Latency.TotalMilliseconds : float.NaN);
    }

    /// <summary>Oldest first.</summary>
    public CheckSample[] ToArray()
    {
        lock (gate)
        {
            if (count <= Size) return samples[..count];
            var oldest = count % Size;
            return [.. samples[oldest..], .. samples[..oldest]];
        }
    }
}
