using System.Diagnostics;

namespace Jarvis.Bench.Turn;

/// <summary>A running process of Jarvis, and what it takes of the machine.</summary>
internal sealed class RunningJarvis : IAsyncDisposable
{
    private const string Ready = "Application started";
    private readonly Process process;

    private RunningJarvis(Process process, TimeSpan took) => (this.process, TookToStart) = (process, took);

    /// <summary>From the start of the process to the line that says that it is ready.</summary>
    public TimeSpan TookToStart { get; }

    public Footprint Footprint => Footprint.Of(process);

    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<RunningJarvis> StartAsync(string file, string folder, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(file) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Where it listens is of no interest here, but no two may listen at one place.
        start.Environment["Dashboard__Url"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"Jarvis ended:\n{string.Join('\n', said)}"));
        var started = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task;
        return new RunningJarvis(process, Stopwatch.GetElapsedTime(started));

        void Hear(string? line)
        {
            if (line is null || ready.Task.IsCompleted) return;
            lock (said) said.Add(line);
            if (line.Contains(Ready, StringComparison.Ordinal)) ready.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
