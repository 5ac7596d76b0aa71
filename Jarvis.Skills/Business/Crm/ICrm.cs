using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Business.Crm;

/// <summary>A vendor's CRM, read.</summary>
public interface ICrm
{
    /// <summary>As settings and people name it: "HubSpot".</summary>
    string Vendor { get; }

    /// <summary>
    /// The next page of what was made, changed or deleted, in the order of its change where the vendor can. The same record may come again:
    /// looks overlap where a vendor's index lags.
    /// </summary>
    /// <param name="cursor">Of the page before; null for everything from the beginning.</param>
    /// <exception cref="CrmException">It cannot be read now; says why.</exception>
    Task<CrmPage> ChangesAsync(CrmKind kind, string? cursor, CancellationToken cancel);
}

/// <summary>A vendor's CRM, written.</summary>
public interface ICrmWriter : IEffect
{
    /// <summary>
    /// Makes a record, or changes it where it has an id. A contact whose address the vendor knows is that one, so that making it twice makes one.
    /// </summary>
    /// <returns>The vendor's id.</returns>
    /// <exception cref="CrmException">It was not written; says why.</exception>
    Task<string> UpsertAsync(CrmRecord record, CancellationToken cancel);
}

/// <summary>A CRM could not be read or written. The message is for the owner, and holds no key.</summary>
public sealed class CrmException : Exception
{
    public CrmException() { }
    public CrmException(string message) : base(message) { }
    public CrmException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>The vendor no longer has what was to be changed.</summary>
    public bool Gone { get; init; }

    /// <summary>This record alone is wrong; others may pass.</summary>
    public bool OnlyThis { get; init; }
}

/// <summary>The CRM that settings name.</summary>
/// <param name="Crm">Null when they name none.</param>
public sealed record CrmChoice(ICrm? Crm)
{
    public const string NotSetUp = "No CRM is set up. Write HubSpot, Pipedrive or Salesforce to Crm:Vendor in appsettings.json, and its key beside it.";
}
