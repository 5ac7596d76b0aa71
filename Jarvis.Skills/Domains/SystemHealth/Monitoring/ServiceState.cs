using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Settings;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>What Jarvis knows of a service now. Changed only while <see cref="Turn"/> is held; single values may be read at any time.</summary>
internal sealed class ServiceState(WatchedService service)
{
    private const int WindowsKept = 12;

    private readonly Queue<WindowSummary> windows = new();

    public WatchedService Service { get; } = service;

    public string Name => Service.Name;

    public ServiceState? Parent { get; internal set; }

    public IReadOnlyList<ServiceState> Children { get; internal set; } = [];

    /// <summary>One check or one restart changes the state at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public ServiceStatus Status { get; set; }

    /// <summary>When the status began.</summary>
    public DateTimeOffset Since { get; set; }

    public Incident? Incident { get; set; }

    public int Failures { get; set; }

    public int Successes { get; set; }

    public DateTimeOffset? FirstFailureAt { get; set; }

    public DateTimeOffset? FirstSuccessAt { get; set; }

    /// <summary>When the newest check was begun.</summary>
    public DateTimeOffset? LastCheckAt { get; set; }

    /// <summary>When the newest failed check that counts was begun.</summary>
    public DateTimeOffset? LastFailureAt { get; set; }

    public ProbeResult LastResult { get; set; }

    /// <summary>Failures before this are those of a start.</summary>
    public DateTimeOffset GraceUntil { get; set; }

    public DateTimeOffset? LastInMaintenance { get; set; }

    /// <summary>Restarts by Jarvis that still count, oldest first.</summary>
    public List<DateTimeOffset> Attempts { get; } = [];

    /// <summary>What the engine said of its container when a check failed.</summary>
    public ContainerFacts? Container { get; set; }

    /// <summary>A restart by Jarvis stopped the container and could not start it: that stop was not the owner's.</summary>
    public bool OwnStop { get; set; }

    /// <summary>The alert that was last raised for it, so that it is raised again only when it changes.</summary>
    public (string Key, string Look)? AlertShown { get; set; }

    /// <summary>What was published of the open incident.</summary>
    public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

    public CheckRing Checks { get; } = new();

    public CheckWindow Window { get; } = new();

    public Task? Running { get; set; }

    public DateTimeOffset NextDue { get; set; }

    public bool IsUp => Status is ServiceStatus.Up or ServiceStatus.Unknown;

    /// <summary>Its newest check failed, whether or not it counts as down yet.</summary>
    public bool IsFailing => !IsUp || (LastCheckAt is not null && !LastResult.Ok);

    public int AttemptsInIncident => Incident is { } incident ? Attempts.Count(a => a >= incident.AttemptsCountFrom) : 0;

    public IReadOnlyList<WindowSummary> Windows
    {
        get { lock (windows) return [.. windows]; }
    }

    public void Keep(WindowSummary summary)
    {
        lock (windows)
        {
            windows.Enqueue(summary);
            if (windows.Count > WindowsKept) windows.Dequeue();
        }
    }

    /// <summary>
    /// The highest ancestor that fails: the cause. Null when none does. A service that is down already is not excused by a
    /// parent's single failed check.
    /// </summary>
    public ServiceState? FailingAncestor()
    {
        ServiceState? cause = null;
        for (var next = Parent; next is not null && (Status == ServiceStatus.Down ? !next.IsUp : next.IsFailing); next = next.Parent) cause = next;
        return cause;
    }
}
