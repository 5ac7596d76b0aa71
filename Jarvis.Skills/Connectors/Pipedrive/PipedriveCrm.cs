using System.Globalization;
using System.Text.Json;
using Jarvis.Skills.Business.Crm;

namespace Jarvis.Skills.Connectors.Pipedrive;

/// <summary>
/// Pipedrive's changes by its list of recents, which has what was deleted, too. Its cursor is "since|start", since in Pipedrive's own spelling of UTC.
/// Organisations are objects of their own there: a person's is read as the company, and not written.
/// </summary>
internal sealed class PipedriveCrm(IPipedriveApi api) : ICrm
{
    public const string Name = "Pipedrive";
    private const string Beginning = "2000-01-01 00:00:00";
    private const int PageSize = 100;

    public string Vendor => Name;

    public static string ItemOf(CrmKind kind) => kind switch { CrmKind.Contact => "person", CrmKind.Deal => "deal", _ => "note" };

    public Task<CrmPage> ChangesAsync(CrmKind kind, string? cursor, CancellationToken cancel) => CrmCall.RunAsync(Name, async () =>
    {
        var (since, start) = (cursor ?? $"{Beginning}|0").Split('|') is [var s, var n] && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? (s, at) : throw new CrmException($"The place up to which {Name} was read is damaged (\"{cursor}\").");
        var page = await api.RecentsAsync(since, ItemOf(kind), start, PageSize, cancel);
        var records = (page.Data ?? []).Where(r => r.Item == ItemOf(kind)).Select(r => Read(kind, r)).ToList();
        var last = records.Max(r => r.ChangedAt)?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return page.AdditionalData?.Pagination is { MoreItemsInCollection: true, NextStart: { } next }
            ? new CrmPage(records, $"{since}|{next}", More: true)
            : new CrmPage(records, $"{page.AdditionalData?.LastTimestampOnPage ?? last ?? since}|0", More: false);
    });

    private static CrmRecord Read(CrmKind kind, PipedriveRecent recent)
    {
        var data = recent.Data;
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        switch (kind)
        {
            case CrmKind.Contact:
                (fields[CrmFields.Name], fields[CrmFields.Email], fields[CrmFields.Phone]) = (Text("name"), First("email").ToLowerInvariant(), First("phone"));
                if (Text("org_name") is { Length: > 0 } company) fields[CrmFields.Company] = company;
                break;
            case CrmKind.Deal:
                (fields[CrmFields.Title], fields[CrmFields.Amount], fields[CrmFields.Currency]) = (Text("title"), CrmText.Amount(Text("value")), Text("currency"));
                (fields[CrmFields.Stage], fields[CrmFields.State]) = (Text("stage_id"), Text("status") is var state and ("won" or "lost") ? state : "open");
                break;
            default:
                fields[CrmFields.Text] = CrmText.Plain(Text("content"));
                break;
        }
        return new CrmRecord(kind, fields)
        {
            Id = recent.Id.ToString(CultureInfo.InvariantCulture), Deleted = Text("active_flag") == "false" || Text("status") == "deleted" || Text("deleted") == "true",
            ContactId = kind == CrmKind.Contact ? null : Person() is { Length: > 0 } person ? person : null,
            ChangedAt = DateTimeOffset.TryParse(Text("update_time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var changed) ? changed : null,
        };

        JsonElement Value(string name) => data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) ? value : default;

        string Text(string name) => Word(Value(name));

        // Lists of values with a label and a mark on the main one; older answers have bare texts.
        string First(string name)
        {
            var values = Value(name);
            if (values.ValueKind != JsonValueKind.Array) return Word(values);
            var all = values.EnumerateArray().ToList();
            var main = all.Find(v => v.ValueKind == JsonValueKind.Object && v.TryGetProperty("primary", out var primary) && primary.ValueKind == JsonValueKind.True);
            if (main.ValueKind == JsonValueKind.Undefined && all.Count > 0) main = all[0];
            return main.ValueKind == JsonValueKind.Object && main.TryGetProperty("value", out var value) ? Word(value) : main.ValueKind == JsonValueKind.Undefined ? "" : Word(main);
        }

        string Person() => Value("person_id") is { ValueKind: JsonValueKind.Object } person ? person.TryGetProperty("value", out var id) ? Word(id) : "" : Text("person_id");
    }

    private static string Word(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Trim(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "",
    };
}

/// <summary>Writes to Pipedrive. A person is looked for by address first, since making one twice makes two.</summary>
internal sealed class PipedriveWriter(IPipedriveApi api) : ICrmWriter
{
    public Task<string> UpsertAsync(CrmRecord record, CancellationToken cancel) => CrmCall.RunAsync(PipedriveCrm.Name, async () =>
    {
        var made = record.Kind == CrmKind.Contact ? await PersonAsync(record, cancel) : await OtherAsync(record, cancel);
        return made.Data is { } data ? data.Id.ToString(CultureInfo.InvariantCulture) : throw new CrmException($"{PipedriveCrm.Name} did not say what it made.") { OnlyThis = true };
    });

    private async Task<PipedriveMade> PersonAsync(CrmRecord record, CancellationToken cancel)
    {
        var (email, phone) = (record[CrmFields.Email], record[CrmFields.Phone]);
        var person = new PipedrivePerson(record[CrmFields.Name] is { Length: > 0 } name ? name : email.Length > 0 ? email : phone, email.Length > 0 ? [email] : [], phone.Length > 0 ? [phone] : []);
        var id = record.Id;
        if (id is null && email.Length > 0) id = (await api.FindPersonAsync(email, "email", "true", cancel)).Data?.Items is [var found, ..] ? found.Item.Id.ToString(CultureInfo.InvariantCulture) : null;
        return id is null ? await api.CreatePersonAsync(person, cancel) : await api.UpdatePersonAsync(id, person, cancel);
    }

    private async Task<PipedriveMade> OtherAsync(CrmRecord record, CancellationToken cancel)
    {
        var kind = record.Kind == CrmKind.Deal ? "deals" : "notes";
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (record.Kind == CrmKind.Note) fields["content"] = System.Net.WebUtility.HtmlEncode(record[CrmFields.Text]).Replace("\n", "<br>", StringComparison.Ordinal);
        else
        {
            (fields["title"], fields["value"], fields["currency"], fields["status"]) = (record[CrmFields.Title], record[CrmFields.Amount], record[CrmFields.Currency], record[CrmFields.State]);
            // Stages go by number there; one that settings give no number keeps the pipeline's first.
            if (int.TryParse(record[CrmFields.Stage], NumberStyles.None, CultureInfo.InvariantCulture, out _)) fields["stage_id"] = record[CrmFields.Stage];
        }
        if (record.ContactId is { } contact) fields["person_id"] = contact;
        if (record.Id is null) fields = fields.Where(f => f.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
        return record.Id is { } id ? await api.UpdateAsync(kind, id, fields, cancel) : await api.CreateAsync(kind, fields, cancel);
    }
}
