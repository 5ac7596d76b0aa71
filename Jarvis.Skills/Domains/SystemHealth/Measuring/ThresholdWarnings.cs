using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth.Measuring;

/// <summary>Which of the settings' thresholds are passed, in as many windows in a row as the settings say.</summary>
internal sealed class ThresholdWarnings(ServiceBoard board, ContainerReadings containers, QuietPeriods quiet, IOptions<HealthOptions> options, TimeProvider time)
{
    private readonly HealthThresholds limits = options.Value.Thresholds;

    public IEnumerable<AlertSignal> Now()
    {
        var now = time.GetUtcNow();
        foreach (var state in board.All.Where(s => s.IsUp && !quiet.InMaintenance(s.Service, now)))
        {
            if (Passed(state.Windows, w => w.P95, limits.ResponseMs) is { } p95)
                yield return Signal(state.Name, "slow", $"{state.Name} is slow", $"p95 is {HealthWords.Milliseconds(p95)}; the threshold is {HealthWords.Milliseconds(limits.ResponseMs)}.");
            if (Passed(state.Windows, w => w.ErrorPercent, limits.ErrorPercent) is { } errors)
                yield return Signal(state.Name, "errors", $"{state.Name} fails now and then", $"{HealthWords.Share(errors)} of the checks fail; the threshold is {HealthWords.Share(limits.ErrorPercent)}.");
            foreach (var signal in OfContainer(state)) yield return signal;
        }
        if (containers.Disk is { } disk && disk.Percent >= limits.DiskPercent)
            yield return new AlertSignal("engine:disk", Severity.Warning, "The containers' disk is nearly full",
                $"{HealthWords.Share(disk.Percent)} of {HealthWords.Bytes(disk.TotalBytes)} is used; the threshold is {HealthWords.Share(limits.DiskPercent)}. Images that nothing uses take {HealthWords.Bytes(disk.Reclaimable)}.") { Domain = "health" };
    }

    private IEnumerable<AlertSignal> OfContainer(ServiceState state)
    {
        if (state.Service.Container is not { } name) yield break;
        var use = containers.Of(name);
        if (Passed(use, u => u.CpuPercent ?? double.NaN, limits.CpuPercent) is { } cpu)
            yield return Signal(state.Name, "cpu", $"{state.Name} uses all of its CPU", string.Create(CultureInfo.InvariantCulture, $"{name} uses {cpu:0} % of the CPU that it may; the threshold is {limits.CpuPercent:0} %."));
        if (Passed(use, u => u.MemoryPercent ?? double.NaN, limits.MemoryPercent) is { } memory)
            yield return Signal(state.Name, "memory", $"{state.Name} is short of memory", string.Create(CultureInfo.InvariantCulture, $"{name} uses {memory:0} % of {HealthWords.Bytes(use[^1].MemoryLimit ?? 0)}; the threshold is {limits.MemoryPercent:0} %."));
    }

    /// <summary>The newest value, when the last windows are all above the limit.</summary>
    private double? Passed<T>(IReadOnlyList<T> windows, Func<T, double> value, double limit) =>
        windows.Count >= limits.Windows && windows.Skip(windows.Count - limits.Windows).All(w => value(w) >= limit) ? value(windows[^1]) : null;

    private static AlertSignal Signal(string service, string kind, string title, string text) =>
        new($"service:{service}:{kind}", Severity.Warning, title, text) { Domain = "health" };
}
