namespace Jarvis.Skills.Business.Crm;

/// <summary>What a CRM keeps, of what Jarvis keeps too.</summary>
public enum CrmKind
{
    Contact = 0,
    Deal = 1,

    /// <summary>A note on a contact.</summary>
    Note = 2,
}

/// <summary>The fields that are kept equal, by the names that all connectors use.</summary>
public static class CrmFields
{
    public const string Name = "name";
    public const string Email = "email";
    public const string Company = "company";
    public const string Phone = "phone";
    public const string Title = "title";

    /// <summary>A decimal number with a dot.</summary>
    public const string Amount = "amount";

    /// <summary>ISO 4217.</summary>
    public const string Currency = "currency";

    /// <summary>The vendor's own name or number of a stage.</summary>
    public const string Stage = "stage";

    /// <summary>"open", "won" or "lost".</summary>
    public const string State = "state";

    public const string Text = "text";
}

/// <summary>A contact, a deal or a note, as it is at a vendor or is to be there.</summary>
/// <param name="Fields">Those of <see cref="CrmFields"/> that the kind has; empty for what is blank.</param>
public sealed record CrmRecord(CrmKind Kind, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The vendor's id; null for what it does not have yet.</summary>
    public string? Id { get; init; }

    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>For a deal or a note: the vendor's id of its contact.</summary>
    public string? ContactId { get; init; }

    /// <summary>Our number of it, where it is ours.</summary>
    public long? OurId { get; init; }

    /// <summary>It is gone at the vendor.</summary>
    public bool Deleted { get; init; }

    public string this[string field] => Fields.GetValueOrDefault(field, "");
}

/// <summary>A page of what changed.</summary>
/// <param name="Cursor">Where the next page, or the next look, begins; opaque.</param>
/// <param name="More">Whether there is another page now.</param>
public sealed record CrmPage(IReadOnlyList<CrmRecord> Records, string Cursor, bool More);
