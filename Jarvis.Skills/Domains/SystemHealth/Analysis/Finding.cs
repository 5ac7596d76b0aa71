using Jarvis.Skills.Business;

namespace Jarvis.Skills.Domains.SystemHealth.Analysis;

/// <summary>What kind of trouble was found.</summary>
internal enum FindingKind
{
    Slower,
    MoreErrors,
    Flapping,
    MemoryFilling,
    DiskFilling,
    LogPattern,
}

/// <summary>Something that a check alone does not show.</summary>
/// <param name="Service">The service, or "disk".</param>
/// <param name="Title">One line.</param>
/// <param name="Why">The finding with its figures.</param>
/// <param name="Confidence">0 to 1: how surely it is no chance.</param>
internal sealed record Finding(FindingKind Kind, string Service, string Title, string Why, double Confidence)
{
    /// <summary>Which of several of a kind, such as a log template's number.</summary>
    public string Which { get; init; } = "";

    /// <summary>Quotes a log.</summary>
    public bool Untrusted { get; init; }

    /// <summary>Told as an alert too; flapping is not, as each fall is told already.</summary>
    public bool Warns => Kind != FindingKind.Flapping;

    public string Key => $"{(Kind == FindingKind.DiskFilling ? "engine:disk" : $"service:{Service}")}:{Kind.ToString().ToLowerInvariant()}{(Which.Length > 0 ? ":" + Which : "")}";

    public AlertSignal Signal() => new(Key, Severity.Warning, Title, Why) { Domain = "health", Untrusted = Untrusted };
}
