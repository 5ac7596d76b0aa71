using System.Globalization;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using Jarvis.Skills.Domains.SystemHealth.Containers;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>Reads a container's log, with the engine's time before each line.</summary>
internal static class DockerLog
{
    private const int LongestLine = 2000;

    public static async Task<IReadOnlyList<LogLine>> ReadAsync(DockerClient client, string name, DateTimeOffset since, int atMost, CancellationToken cancel)
    {
        var terminal = (await client.Containers.InspectContainerAsync(name, cancel)).Config.Tty;
        using var stream = await client.Containers.GetContainerLogsAsync(name, terminal, new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Timestamps = true,
            Since = since.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            Tail = atMost.ToString(CultureInfo.InvariantCulture),
        }, cancel);

        var (output, errors) = (new Lines(isError: false), new Lines(isError: true));
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancel);
            if (read.EOF) break;
            (read.Target == MultiplexedStream.TargetStream.StandardError ? errors : output).Add(buffer.AsSpan(0, read.Count));
        }
        // The engine's "since" counts whole seconds.
        return [.. output.All().Concat(errors.All()).Where(l => l.At > since).OrderBy(l => l.At).TakeLast(atMost)];
    }

    /// <summary>Puts one stream's pieces together into lines.</summary>
    private sealed class Lines(bool isError)
    {
        private readonly List<byte> bytes = [];

        public void Add(ReadOnlySpan<byte> piece) => bytes.AddRange(piece);

        public IEnumerable<LogLine> All()
        {
            foreach (var line in Encoding.UTF8.GetString([.. bytes]).Split('\n'))
            {
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                if (space <= 0 || !DateTimeOffset.TryParse(line[..space], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) continue;
                var text = line[(space + 1)..].TrimEnd('\r');
                if (text.Length > 0) yield return new LogLine(at, text.Length > LongestLine ? text[..LongestLine] : text, isError);
            }
        }
    }
}
