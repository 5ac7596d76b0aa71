using System.Globalization;
using Jarvis.Skills.Business.Crm;

namespace Jarvis.Skills.Connectors.HubSpot;

/// <summary>
/// HubSpot's changes: a search by the time of the last change, oldest first, then what was archived. Its cursor is
/// "since|after" within the changes and "since|a:after" within what was archived; times are Unix milliseconds.
/// </summary>
internal sealed class HubSpotCrm(IHubSpotApi api) : ICrm
{
    public const string Name = "HubSpot";
    private const int PageSize = 100;

    /// <summary>Its search index lags by seconds.</summary>
    private static readonly long Overlap = (long)TimeSpan.FromMinutes(1).TotalMilliseconds;

    public string Vendor => Name;

    public Task<CrmPage> ChangesAsync(CrmKind kind, string? cursor, CancellationToken cancel) => CrmCall.RunAsync(Name, async () =>
    {
        var (since, after) = (cursor ?? "0|").Split('|') is [var s, var a] && long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? (at, a) : throw new CrmException($"The place up to which {Name} was read is damaged (\"{cursor}\").");
        return after.StartsWith("a:", StringComparison.Ordinal) ? await ArchivedAsync(kind, since, after[2..], cancel) : await ChangedAsync(kind, since, after, cancel);
    });

    private async Task<CrmPage> ChangedAsync(CrmKind kind, long since, string after, CancellationToken cancel)
    {
        var modified = HubSpotFields.ModifiedOf(kind);
        var found = await api.SearchAsync(HubSpotFields.TypeOf(kind), new HubSpotSearch(
            [new HubSpotGroup([new HubSpotFilter(modified, "GTE", Digits(since))])], [modified], HubSpotFields.PropertiesOf(kind), PageSize, after.Length > 0 ? after : "0"), cancel);
        var results = HubSpotPage.Need(found);
        var records = new List<CrmRecord>();
        foreach (var result in results)
        {
            // A search leaves out what a deal or a note belongs to.
            var whole = kind == CrmKind.Contact ? result : await api.GetAsync(HubSpotFields.TypeOf(kind), result.Id, string.Join(',', HubSpotFields.PropertiesOf(kind)), "contacts", cancel);
            records.Add(HubSpotFields.Read(kind, whole));
        }
        var last = results.Max(r => r.UpdatedAt)?.ToUnixTimeMilliseconds() ?? since;
        var next = found.Paging?.Next?.After;
        if (next is null) return new CrmPage(records, $"{Digits(Math.Max(since, last - Overlap))}|a:", More: true);
        // On from the last change seen rather than by places: what is changed while pages are read leaves its place, and others would slip past. Only those of one instant go by places.
        return last > since ? new CrmPage(records, $"{Digits(last)}|", More: true) : new CrmPage(records, $"{Digits(since)}|{next}", More: true);
    }

    private async Task<CrmPage> ArchivedAsync(CrmKind kind, long since, string after, CancellationToken cancel)
    {
        var found = await api.ArchivedAsync(HubSpotFields.TypeOf(kind), after.Length > 0 ? after : null, cancel);
        var page = HubSpotPage.Need(found);
        var next = found.Paging?.Next?.After;
        return new CrmPage([.. page.Select(r => HubSpotFields.Read(kind, r) with { Deleted = true })], next is null ? $"{Digits(since)}|" : $"{Digits(since)}|a:{next}", More: next is not null);
    }

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Writes to HubSpot. A new contact goes by its address, so that one that is there is changed and not made again.</summary>
internal sealed class HubSpotWriter(IHubSpotApi api, TimeProvider time) : ICrmWriter
{
    public Task<string> UpsertAsync(CrmRecord record, CancellationToken cancel) => CrmCall.RunAsync(HubSpotCrm.Name, async () =>
    {
        var (type, properties) = (HubSpotFields.TypeOf(record.Kind), HubSpotFields.Write(record, time.GetUtcNow()));
        if (record.Id is { } id) return (await api.UpdateAsync(type, id, new HubSpotChange(properties), cancel)).Id;
        if (record.Kind != CrmKind.Contact || record[CrmFields.Email].Length == 0) return (await api.CreateAsync(type, new HubSpotCreate(properties, HubSpotFields.Ties(record)), cancel)).Id;
        var done = await api.UpsertContactsAsync(new HubSpotUpserts([new HubSpotUpsert(record[CrmFields.Email], "email", properties)]), cancel);
        return HubSpotPage.Need(done) is [var one, ..] ? one.Id : throw new CrmException($"{HubSpotCrm.Name} did not say which contact {record[CrmFields.Email]} is.") { OnlyThis = true };
    });
}
