using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Jarvis.Skills.Connectors.Docker;

/// <summary>
/// Tells a stop that somebody asked for from a failure. "docker stop", "compose stop" and Docker's window call the engine's stop, which
/// it records as the event "stop"; a crash, an exit and "docker kill" leave "die" alone. The engine remembers its newest 256 events.
/// </summary>
internal static class DockerStops
{
    /// <returns>Null when the engine has forgotten that time.</returns>
    public static async Task<bool?> AskedForAsync(DockerClient client, string id, DateTimeOffset started, DateTimeOffset finished, CancellationToken cancel)
    {
        var seen = new Seen();
        await client.System.MonitorEventsAsync(
            new ContainerEventsParameters
            {
                Since = Unix(started),
                // The stop is written just after the container's end. A moment to come makes the engine wait for it.
                Until = Unix(finished + TimeSpan.FromSeconds(2)),
                Filters = new Dictionary<string, IDictionary<string, bool>>(StringComparer.Ordinal)
                {
                    ["container"] = new Dictionary<string, bool>(StringComparer.Ordinal) { [id] = true },
                    ["event"] = new Dictionary<string, bool>(StringComparer.Ordinal) { ["stop"] = true, ["die"] = true },
                },
            },
            seen,
            cancel);
        return seen.Stop ? true : seen.Die ? false : null;
    }

    private static string Unix(DateTimeOffset at) =>
        ((decimal)(at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond).ToString("0.0000000", CultureInfo.InvariantCulture);

    /// <summary>Not <see cref="Progress{T}"/>: that one reports later, on another thread.</summary>
    private sealed class Seen : IProgress<Message>
    {
        public bool Stop { get; private set; }

        public bool Die { get; private set; }

        public void Report(Message value)
        {
            Stop |= value.Action == "stop";
            Die |= value.Action == "die";
        }
    }
}
