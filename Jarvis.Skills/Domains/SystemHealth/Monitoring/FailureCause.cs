using Jarvis.Skills.Domains.SystemHealth.Containers;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>
/// Who stopped a container? In this order:
/// it runs, or is being restarted by the engine: nobody.
/// Jarvis's own restart stopped it and could not start it: Jarvis.
/// The engine remembers that somebody asked it to stop this container after its last start ("docker stop", "compose stop"): the owner.
/// The engine remembers the end and no such request: nobody (a crash, an exit, "docker kill", out of memory).
/// The engine has forgotten (it keeps 256 events, and none over its own restart), but would itself start such a container again
/// after any end that nobody asked for ("always", "unless-stopped"): the owner.
/// Else by the exit code: 143 says that the program was told to end; anything else counts as a failure.
/// Its limit: with a forgotten event and no restart policy, a stopped program that ends by code 0 or had to be killed is taken for failed.
/// </summary>
internal static class FailureCause
{
    private const int ToldToEnd = 143;

    public static bool StoppedByOwner(ContainerFacts container, bool ownStop)
    {
        if (container.Running || container.Restarting || container.OomKilled || ownStop) return false;
        if (container.StopAskedFor is { } known) return known;
        return container.RestartsByItself || container.ExitCode == ToldToEnd;
    }

    /// <summary>What was known of a container's end stays known when the engine forgets it.</summary>
    public static ContainerFacts Remember(ContainerFacts? before, ContainerFacts now) =>
        now.StopAskedFor is null && before is { StopAskedFor: not null } && before.Id == now.Id && before.FinishedAt == now.FinishedAt
            ? now with { StopAskedFor = before.StopAskedFor } : now;
}
