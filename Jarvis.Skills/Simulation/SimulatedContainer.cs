namespace Jarvis.Skills.Simulation;

/// <summary>A container of the simulated world.</summary>
internal sealed class SimulatedContainer(ServiceModel service, DateTimeOffset startedAt)
{
    /// <summary>From the start of a container until its service answers.</summary>
    private static readonly TimeSpan Boot = TimeSpan.FromSeconds(2);

    /// <summary>A service that needs more than one restart comes up and fails again after this.</summary>
    private static readonly TimeSpan UntilItFailsAgain = TimeSpan.FromSeconds(4);

    public ServiceModel Service { get; } = service;

    public Fault? Fault { get; private set; }

    public DateTimeOffset StartedAt { get; private set; } = startedAt;

    public int Starts { get; private set; } = 1;

    public void Break(Fault fault) => Fault = fault;

    public void Restart(DateTimeOffset at)
    {
        StartedAt = at;
        Starts++;
        if (Fault is { } fault) Fault = fault.Restarts > 1 ? fault with { From = at + Boot + UntilItFailsAgain, Restarts = fault.Restarts - 1 } : null;
    }

    /// <summary>The fault that shows now.</summary>
    public Fault? Failing(DateTimeOffset now) => Fault is { } fault && fault.From <= now ? fault : null;

    public bool Runs(DateTimeOffset now) => Failing(now) is not { Kind: FaultKind.Exit };

    public bool Boots(DateTimeOffset now) => now < StartedAt + Boot;
}
