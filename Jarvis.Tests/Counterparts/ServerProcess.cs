using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Jarvis.Tests.Counterparts;

/// <summary>A child process with its output, which never outlives the test run.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<ServerProcess, bool> Running = new();
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var server in Running.Keys)
        {
            server.Kill();
        }
    };

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        Running[this] = true;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Exit = ExitAsync();
    }

    /// <summary>Ends with the exit code, once all output has been read.</summary>
    public Task<int> Exit { get; }

    public int Id => _process.Id;

    /// <summary>Standard output and standard error so far.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public static ServerProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(start);
    }

    /// <summary>Runs a command to its end; a failure throws with what it printed.</summary>
    public static async Task<string> RunAsync(string file, params string[] arguments)
    {
        await using var process = Start(file, arguments);
        return await process.Exit == 0
            ? process.Output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} failed with {await process.Exit}:\n{process.Output}");
    }

    /// <summary>Waits until a line of the output, past or to come, matches.</summary>
    public async Task<Match> WaitForLineAsync(string pattern, TimeSpan? timeout = null)
    {
        var line = new Regex(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        using var late = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(180), TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(late.Token, TestContext.Current.CancellationToken);
        for (var next = 0; ;)
        {
            var ended = Exit.IsCompleted;
            Task news;
            lock (_gate)
            {
                for (; next < _lines.Count; next++)
                {
                    if (line.Match(_lines[next]) is { Success: true } match)
                    {
                        return match;
                    }
                }

                news = _news.Task;
            }

            if (ended || late.IsCancellationRequested)
            {
                throw new InvalidOperationException($"No line matched \"{pattern}\" before the {(ended ? "end of the process" : "time was over")}:\n{Output}");
            }

            await Task.WhenAny(news, Exit, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token));
        }
    }

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>kill -9, with all children: no handler of the process runs.</summary>
    public void Kill()
    {
        if (!Exit.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Sends a signal such as TERM or INT, for servers that tidy up at the end.</summary>
    public Task SignalAsync(string signal) => RunAsync("sh", "-c", $"kill -{signal} {Id}");

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exit;
        Running.TryRemove(this, out _);
        _process.Dispose();
    }

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        return _process.ExitCode;
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        TaskCompletionSource news;
        lock (_gate)
        {
            _lines.Add(line);
            (news, _news) = (_news, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        news.SetResult();
    }
}
