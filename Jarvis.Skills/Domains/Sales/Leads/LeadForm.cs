namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>A lead as it comes in, before anything is known of it.</summary>
public sealed record LeadForm
{
    /// <summary>The source and the source's own id, so that the same one twice is one lead.</summary>
    public required string Key { get; init; }

    public required string Source { get; init; }

    public string Name { get; init; } = "";

    public string? Email { get; init; }

    public string Company { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Message { get; init; } = "";

    /// <summary>What was agreed to, word for word.</summary>
    public string? Consent { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>When it was sent; null for now.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>True where they wait for an answer; false where the owner only wants to know them.</summary>
    public bool Waits { get; init; } = true;

    /// <summary>True unless the owner wrote it.</summary>
    public bool Untrusted { get; init; } = true;
}
