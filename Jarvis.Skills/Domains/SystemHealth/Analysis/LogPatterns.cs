using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth.Analysis;

/// <summary>
/// Error lines in containers' logs, grouped into templates (<see cref="LogTemplateMiner"/>), that are new or come far more often than
/// over the day before (<see cref="LogSurges"/>). Nothing is said before an hour of log is known.
/// </summary>
internal sealed class LogPatterns(ServiceBoard board, IContainerRuntime runtime, IOptions<HealthOptions> options, TimeProvider time)
{
    private const int LinesAtMost = 5000;
    private const int MostPatterns = 3;

    private static readonly TimeSpan Baseline = TimeSpan.FromHours(24);
    private static readonly TimeSpan Least = TimeSpan.FromHours(1);
    private static readonly TimeSpan Current = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, Log> logs = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancel)
    {
        var found = new List<Finding>();
        foreach (var state in board.All)
        {
            if (state.Service.Container is not { } name || state.Status == ServiceStatus.Stopped) continue;
            try
            {
                found.AddRange(Of(state, await LearnAsync(name, cancel)));
            }
            catch (ContainerRuntimeException)
            {
                // No engine, or no such container: the status and the restart say so.
            }
        }
        return found;
    }

    private async Task<Log> LearnAsync(string container, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!logs.TryGetValue(container, out var log)) logs[container] = log = new Log(now - Baseline);
        foreach (var line in await runtime.LogAsync(container, log.ReadUntil, LinesAtMost, cancel)) log.Add(line);
        log.Forget(now - Baseline);
        return log;
    }

    private IEnumerable<Finding> Of(ServiceState state, Log log)
    {
        var now = time.GetUtcNow();
        var (past, length, current) = log.Split(now - Current);
        if (length < Least) yield break;
        var surges = LogSurges.Find(past, length, current, Current, new LogSurgeOptions { MinimumCount = options.Value.Thresholds.LogLines });
        foreach (var surge in surges.Take(MostPatterns))
        {
            if (log.Template(surge.Key) is not { } template) continue;
            yield return new Finding(FindingKind.LogPattern, state.Name, surge.IsNew ? $"{state.Name} logs a new error" : $"{state.Name} logs an error far more often",
                string.Create(CultureInfo.InvariantCulture, $"{surge.Current} lines in 5 minutes{(surge.IsNew ? ", none in the day before" : $", {surge.Ratio:0} times the usual rate")}: “{Quoted(template.Text)}”"), surge.Confidence)
            { Which = template.Id.ToString(CultureInfo.InvariantCulture), Untrusted = true };
        }
    }

    /// <summary>A log's text as data on one line: it can end neither the quotation nor the line.</summary>
    internal static string Quoted(string text)
    {
        var plain = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c is '`' or '”' ? '\'' : c));
        return plain.Length > 160 ? plain[..160] + "…" : plain;
    }

    /// <summary>A day of one container's error lines, counted by template and minute.</summary>
    private sealed class Log(DateTimeOffset since)
    {
        private readonly LogTemplateMiner miner = new();
        private readonly Dictionary<int, LogTemplate> templates = [];
        private readonly Queue<(DateTimeOffset At, int Template)> errors = new();
        private DateTimeOffset first = DateTimeOffset.MaxValue;

        public DateTimeOffset ReadUntil { get; private set; } = since;

        public LogTemplate? Template(int id) => templates.GetValueOrDefault(id);

        public void Add(LogLine line)
        {
            ReadUntil = line.At > ReadUntil ? line.At : ReadUntil;
            first = line.At < first ? line.At : first;
            if (LogSeverities.Of(line.Text) != LogSeverity.Error || miner.Add(line.Text, line.At) is not { } template) return;
            templates[template.Id] = template;
            errors.Enqueue((line.At, template.Id));
            if (errors.Count > 20 * LinesAtMost) errors.Dequeue();
        }

        public void Forget(DateTimeOffset before)
        {
            while (errors.TryPeek(out var oldest) && oldest.At < before) errors.Dequeue();
            first = first < before ? before : first;
        }

        public (Dictionary<int, long> Past, TimeSpan Length, Dictionary<int, long> Current) Split(DateTimeOffset at)
        {
            var (past, current) = (new Dictionary<int, long>(), new Dictionary<int, long>());
            foreach (var (when, template) in errors)
            {
                var side = when < at ? past : current;
                side[template] = side.GetValueOrDefault(template) + 1;
            }
            return (past, first < at ? at - first : TimeSpan.Zero, current);
        }
    }
}
