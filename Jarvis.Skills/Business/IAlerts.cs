namespace Jarvis.Skills.Business;

/// <summary>How soon somebody must look.</summary>
public enum Severity
{
    Info,
    Warning,
    Critical,
}

/// <summary>A condition that the owner should know of.</summary>
/// <param name="Key">The cause: "service:backend:down". While it is open, the same key is the same alert.</param>
/// <param name="Title">One line.</param>
/// <param name="Text">What is known, with figures. Markdown.</param>
public sealed record AlertSignal(string Key, Severity Severity, string Title, string Text)
{
    /// <summary>The key of the alert that causes this one: shown under it instead of on its own.</summary>
    public string? Parent { get; init; }

    /// <summary>The domain that raises it.</summary>
    public required string Domain { get; init; }

    /// <summary>True when the text quotes a log, a ticket or another stranger.</summary>
    public bool Untrusted { get; init; }
}

/// <summary>Where domains raise and clear alerts. Who is told, when and how often, is not theirs to decide.</summary>
public interface IAlerts
{
    /// <summary>Opens the alert, or refreshes it when it is open.</summary>
    Task RaiseAsync(AlertSignal signal, CancellationToken cancel);

    /// <summary>The condition has gone. Nothing happens when no such alert is open.</summary>
    Task ResolveAsync(string key, string how, CancellationToken cancel);

    /// <summary>No new alert whose key starts with the prefix until then; null ends a silence.</summary>
    Task SilenceAsync(string keyPrefix, DateTimeOffset? until, CancellationToken cancel);
}
