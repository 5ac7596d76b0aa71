using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Crm;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>What a look did, or would do, with one record of the vendor's.</summary>
internal enum CrmDeed
{
    Same,

    /// <summary>Ours was made from it.</summary>
    Made,

    /// <summary>It is one that we have.</summary>
    Joined,

    /// <summary>It is one that we have, and the vendor has it under another number, too.</summary>
    Twice,
    Changed,
    Conflict,

    /// <summary>It was deleted there.</summary>
    Gone,
    Skipped,
}

/// <param name="Title">How the record is called in a line. A stranger's text, like the rest.</param>
/// <param name="What">The fields that differ, or why it was skipped.</param>
internal sealed record CrmChange(CrmKind Kind, CrmDeed Deed, string Title, string What)
{
    /// <summary>What happened in the business by it, such as a deal that was won; told once it is kept.</summary>
    public BusinessEvent? Event { get; init; }

    public static CrmChange Of(CrmRecord record, CrmDeed deed, string what = "") => new(record.Kind, deed, CrmTitles.Of(record), what);
}

/// <summary>A look at the vendor's changes.</summary>
/// <param name="Whole">False when a dry run stopped before the end.</param>
internal sealed record CrmLook(IReadOnlyList<CrmChange> Changes, bool Whole);

/// <summary>A record in a few words.</summary>
internal static class CrmTitles
{
    private const int Most = 60;

    public static string Of(CrmRecord record)
    {
        var title = new[] { record[CrmFields.Name], record[CrmFields.Title], record[CrmFields.Email], record[CrmFields.Text], record[CrmFields.Phone] }.FirstOrDefault(t => t.Length > 0) ?? $"number {record.Id}";
        title = title.Split('\n', 2)[0].Trim();
        return title.Length <= Most ? title : string.Concat(title.AsSpan(0, Most - 1), "…");
    }
}
