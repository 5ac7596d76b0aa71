using System.Globalization;
using Jarvis.Skills.Business.Crm;

namespace Jarvis.Skills.Connectors.HubSpot;

/// <summary>HubSpot's properties and ours.</summary>
internal static class HubSpotFields
{
    /// <summary>HubSpot's own numbers for "deal to contact" and "note to contact".</summary>
    private const int DealToContact = 3;
    private const int NoteToContact = 202;

    private static readonly string[] Contact = ["firstname", "lastname", "email", "company", "phone", "lastmodifieddate"];
    private static readonly string[] Deal = ["dealname", "amount", "deal_currency_code", "dealstage", "hs_is_closed", "hs_is_closed_won", "hs_lastmodifieddate"];
    private static readonly string[] Note = ["hs_note_body", "hs_timestamp", "hs_lastmodifieddate"];

    public static string TypeOf(CrmKind kind) => kind switch { CrmKind.Contact => "contacts", CrmKind.Deal => "0-3", _ => "notes" };

    public static string[] PropertiesOf(CrmKind kind) => kind switch { CrmKind.Contact => Contact, CrmKind.Deal => Deal, _ => Note };

    public static string ModifiedOf(CrmKind kind) => PropertiesOf(kind)[^1];

    public static CrmRecord Read(CrmKind kind, HubSpotObject found)
    {
        var fields = kind switch
        {
            CrmKind.Contact => CrmText.Fields((CrmFields.Name, $"{Of("firstname")} {Of("lastname")}".Trim()), (CrmFields.Email, Of("email").ToLowerInvariant()), (CrmFields.Company, Of("company")), (CrmFields.Phone, Of("phone"))),
            CrmKind.Deal => CrmText.Fields((CrmFields.Title, Of("dealname")), (CrmFields.Amount, CrmText.Amount(Of("amount"))), (CrmFields.Currency, Of("deal_currency_code").ToUpperInvariant()), (CrmFields.Stage, Of("dealstage")),
            (CrmFields.State, Of("hs_is_closed_won") == "true" || Of("dealstage") == "closedwon" ? "won" : Of("hs_is_closed") == "true" || Of("dealstage") == "closedlost" ? "lost" : "open")),
            _ => CrmText.Fields((CrmFields.Text, CrmText.Plain(Of("hs_note_body")))),
        };
        return new CrmRecord(kind, fields) { Id = found.Id, ChangedAt = found.UpdatedAt, Deleted = found.Archived, ContactId = found.Associations?.GetValueOrDefault("contacts")?.Results is [var owner, ..] ? owner.Id : null };

        string Of(string property) => found.Properties?.GetValueOrDefault(property)?.Trim() ?? "";
    }

    /// <summary>What is sent. A new record leaves out what is blank: it may be there already, with more than we know.</summary>
    public static Dictionary<string, string> Write(CrmRecord record, DateTimeOffset now) =>
        All(record, now).Where(p => record.Id is not null || p.Value.Length > 0).ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, string> All(CrmRecord record, DateTimeOffset now)
    {
        var (first, last) = CrmText.Names(record[CrmFields.Name]);
        return record.Kind switch
        {
            CrmKind.Contact => new(StringComparer.Ordinal) { ["firstname"] = first, ["lastname"] = last, ["email"] = record[CrmFields.Email], ["company"] = record[CrmFields.Company], ["phone"] = record[CrmFields.Phone] },
            CrmKind.Deal => new(StringComparer.Ordinal) { ["dealname"] = record[CrmFields.Title], ["amount"] = record[CrmFields.Amount], ["deal_currency_code"] = record[CrmFields.Currency], ["dealstage"] = record[CrmFields.Stage] },
            _ => new(StringComparer.Ordinal) { ["hs_note_body"] = System.Net.WebUtility.HtmlEncode(record[CrmFields.Text]).Replace("\n", "<br>", StringComparison.Ordinal), ["hs_timestamp"] = (record.ChangedAt ?? now).ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) },
        };
    }

    public static IReadOnlyList<HubSpotTie> Ties(CrmRecord record) => record.ContactId is not { } contact ? []
        : [new HubSpotTie(new HubSpotId(contact), [new HubSpotTieType("HUBSPOT_DEFINED", record.Kind == CrmKind.Deal ? DealToContact : NoteToContact)])];
}
