namespace Jarvis.Bench.Turn;

/// <summary>What a process has of the machine's memory, in MB.</summary>
/// <param name="ResidentMb">All pages that it has mapped in: what "ps" and service managers show.</param>
/// <param name="OwnMb">Of those, what nobody else could use: without the pages of program files, which the kernel shares and can drop.</param>
internal sealed record Footprint(double ResidentMb, double OwnMb)
{
    /// <summary>As the kernel of Linux counts; elsewhere the working set for both.</summary>
    public static Footprint Of(System.Diagnostics.Process process)
    {
        process.Refresh();
        var status = $"/proc/{process.Id}/status";
        if (!File.Exists(status)) return new(process.WorkingSet64 / 1048576.0, process.WorkingSet64 / 1048576.0);
        var lines = File.ReadAllLines(status);
        return new(Mb("VmRSS"), Mb("RssAnon") + Mb("RssShmem"));

        double Mb(string name) => long.Parse(lines.First(l => l.StartsWith(name, StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) / 1024.0;
    }

    /// <summary>The most that this process has had resident, in MB; from <paramref name="reset"/> on it counts anew. Elsewhere than on Linux, since the start.</summary>
    public static double Peak(bool reset = false)
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        if (!File.Exists("/proc/self/status")) return process.PeakWorkingSet64 / 1048576.0;
        if (reset) File.WriteAllText("/proc/self/clear_refs", "5");
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(line.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) / 1024.0;
    }
}
