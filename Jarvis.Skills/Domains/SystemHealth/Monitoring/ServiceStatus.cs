namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>How a service stands. Stored with its incidents.</summary>
internal enum ServiceStatus
{
    /// <summary>Not checked since Jarvis started.</summary>
    Unknown = 0,
    Up = 1,
    Down = 2,

    /// <summary>Its checks fail because its parent fails: nothing is done about it, and nobody is told of it alone.</summary>
    Unreachable = 3,

    /// <summary>Somebody stopped its container: left alone.</summary>
    Stopped = 4,
}
