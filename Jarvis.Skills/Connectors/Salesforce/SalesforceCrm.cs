using System.Globalization;
using System.Net;
using System.Text.Json;
using Jarvis.Skills.Business.Crm;
using Refit;

namespace Jarvis.Skills.Connectors.Salesforce;

/// <summary>Salesforce's contacts, opportunities and tasks, by the time of their last change. Its cursor is "since|locator".</summary>
internal sealed class SalesforceCrm(ISalesforceApi api) : ICrm
{
    public const string Name = "Salesforce";
    private const string Beginning = "1999-01-01T00:00:00Z";

    public string Vendor => Name;

    public static string TypeOf(CrmKind kind) => kind switch { CrmKind.Contact => "Contact", CrmKind.Deal => "Opportunity", _ => "Task" };

    public Task<CrmPage> ChangesAsync(CrmKind kind, string? cursor, CancellationToken cancel) => CrmCall.RunAsync(Name, async () =>
    {
        var (since, locator) = (cursor ?? $"{Beginning}|").Split('|') is [var s, var l] ? (s, l) : throw new CrmException($"The place up to which {Name} was read is damaged (\"{cursor}\").");
        var page = (locator.Length > 0 ? await NextAsync(locator, cancel) : null)
            ?? await api.QueryAsync($"SELECT {FieldsOf(kind)},SystemModstamp,IsDeleted FROM {TypeOf(kind)} WHERE SystemModstamp >= {since} ORDER BY SystemModstamp", cancel);
        var records = page.Records.Select(r => Read(kind, r)).ToList();
        if (!page.Done && page.NextRecordsUrl is { } next) return new CrmPage(records, $"{since}|{next[(next.LastIndexOf('/') + 1)..]}", More: true);
        var last = records.Max(r => r.ChangedAt)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new CrmPage(records, $"{last ?? since}|", More: false);
    });

    /// <summary>Null when Salesforce no longer holds the pages of that query, which it does for two days: then it is asked anew.</summary>
    private async Task<SalesforcePage?> NextAsync(string locator, CancellationToken cancel)
    {
        try
        {
            return await api.NextAsync(locator, cancel);
        }
        catch (ApiException e) when (e.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static string FieldsOf(CrmKind kind) => kind switch
    {
        CrmKind.Contact => "Id,FirstName,LastName,Email,Phone,Account.Name",
        CrmKind.Deal => "Id,Name,Amount,StageName,IsClosed,IsWon,ContactId",
        _ => "Id,Description,WhoId",
    };

    private static CrmRecord Read(CrmKind kind, JsonElement row)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        switch (kind)
        {
            case CrmKind.Contact:
                (fields[CrmFields.Name], fields[CrmFields.Email], fields[CrmFields.Phone]) = ($"{Text("FirstName")} {Text("LastName")}".Trim(), Text("Email").ToLowerInvariant(), Text("Phone"));
                if (row.TryGetProperty("Account", out var account) && account.ValueKind == JsonValueKind.Object) fields[CrmFields.Company] = account.GetProperty("Name").GetString() ?? "";
                break;
            case CrmKind.Deal:
                (fields[CrmFields.Title], fields[CrmFields.Amount], fields[CrmFields.Stage]) = (Text("Name"), CrmText.Amount(Text("Amount")), Text("StageName"));
                fields[CrmFields.State] = Text("IsWon") == "true" ? "won" : Text("IsClosed") == "true" ? "lost" : "open";
                break;
            default:
                fields[CrmFields.Text] = Text("Description");
                break;
        }
        return new CrmRecord(kind, fields)
        {
            Id = Text("Id"), Deleted = Text("IsDeleted") == "true", ContactId = Text(kind == CrmKind.Deal ? "ContactId" : "WhoId") is { Length: > 0 } contact ? contact : null,
            ChangedAt = DateTimeOffset.TryParse(Text("SystemModstamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var changed) ? changed : null,
        };

        string Text(string name) => !row.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Null => "",
            _ => value.GetRawText(),
        };
    }
}

/// <summary>
/// Writes to Salesforce by the external id field Jarvis_Id__c, which the org must have on contacts, opportunities and tasks; what came from there is changed by its own id.
/// Accounts are objects of their own: a contact's is read as the company, and not written.
/// </summary>
internal sealed class SalesforceWriter(ISalesforceApi api, TimeProvider time) : ICrmWriter
{
    private const string ExternalId = "Jarvis_Id__c";
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    public Task<string> UpsertAsync(CrmRecord record, CancellationToken cancel) => CrmCall.RunAsync(SalesforceCrm.Name, async () =>
    {
        var type = SalesforceCrm.TypeOf(record.Kind);
        if (record.Id is not { } id) return (await api.UpsertAsync(type, ExternalId, string.Create(CultureInfo.InvariantCulture, $"{record.Kind}-{record.OurId}"), Fields(record).Where(f => f.Value is { Length: > 0 }).ToDictionary(StringComparer.Ordinal), cancel)).Id;
        await api.UpdateAsync(type, id, Fields(record), cancel);
        return id;
    });

    private Dictionary<string, string?> Fields(CrmRecord record)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal);
        switch (record.Kind)
        {
            case CrmKind.Contact:
                var (first, last) = CrmText.Names(record[CrmFields.Name]);
                (fields["FirstName"], fields["LastName"]) = (first, last.Length > 0 ? last : record[CrmFields.Email]);
                (fields["Email"], fields["Phone"]) = (record[CrmFields.Email], record[CrmFields.Phone]);
                break;
            case CrmKind.Deal:
                (fields["Name"], fields["Amount"], fields["StageName"]) = (record[CrmFields.Title], record[CrmFields.Amount], record[CrmFields.Stage]);
                if (record.Id is null) (fields["CloseDate"], fields["ContactId"]) = ((time.GetUtcNow() + Usual).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), record.ContactId);
                break;
            default:
                (fields["Subject"], fields["Status"], fields["Description"], fields["WhoId"]) = ("Note", "Completed", record[CrmFields.Text], record.ContactId);
                break;
        }
        return fields;
    }
}
