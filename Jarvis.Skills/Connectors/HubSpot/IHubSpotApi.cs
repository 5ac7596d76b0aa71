using Jarvis.Skills.Business.Crm;
using Refit;

namespace Jarvis.Skills.Connectors.HubSpot;

/// <summary>HubSpot's CRM objects, version 3. Deals go by their type number, 0-3, as the published description has them.</summary>
internal interface IHubSpotApi
{
    [Post("/crm/v3/objects/{type}/search"), Headers($"{CrmHttp.Repeatable}: 1")]
    Task<HubSpotPage> SearchAsync(string type, [Body] HubSpotSearch search, CancellationToken cancel);

    [Get("/crm/v3/objects/{type}?archived=true&limit=100")]
    Task<HubSpotPage> ArchivedAsync(string type, string? after, CancellationToken cancel);

    [Get("/crm/v3/objects/{type}/{id}")]
    Task<HubSpotObject> GetAsync(string type, string id, string properties, string associations, CancellationToken cancel);

    [Post("/crm/v3/objects/{type}")]
    Task<HubSpotObject> CreateAsync(string type, [Body] HubSpotCreate made, CancellationToken cancel);

    [Patch("/crm/v3/objects/{type}/{id}")]
    Task<HubSpotObject> UpdateAsync(string type, string id, [Body] HubSpotChange change, CancellationToken cancel);

    [Post("/crm/v3/objects/contacts/batch/upsert"), Headers($"{CrmHttp.Repeatable}: 1")]
    Task<HubSpotPage> UpsertContactsAsync([Body] HubSpotUpserts upserts, CancellationToken cancel);
}

internal sealed record HubSpotPage(IReadOnlyList<HubSpotObject>? Results, HubSpotPaging? Paging)
{
    /// <exception cref="CrmException">It is no page.</exception>
    public static IReadOnlyList<HubSpotObject> Need(HubSpotPage? page) => page?.Results ?? throw new CrmException($"{HubSpotCrm.Name} answered with an empty page.");
}

internal sealed record HubSpotPaging(HubSpotNext? Next);

internal sealed record HubSpotNext(string After);

internal sealed record HubSpotObject(string Id, DateTimeOffset? UpdatedAt, bool Archived, Dictionary<string, string?>? Properties)
{
    public Dictionary<string, HubSpotAssociations>? Associations { get; init; }
}

internal sealed record HubSpotAssociations(IReadOnlyList<HubSpotAssociation> Results);

internal sealed record HubSpotAssociation(string Id);

/// <param name="Sorts">Names of properties; ascending.</param>
internal sealed record HubSpotSearch(IReadOnlyList<HubSpotGroup> FilterGroups, IReadOnlyList<string> Sorts, IReadOnlyList<string> Properties, int Limit, string After);

internal sealed record HubSpotGroup(IReadOnlyList<HubSpotFilter> Filters);

internal sealed record HubSpotFilter(string PropertyName, string Operator, string Value);

internal sealed record HubSpotCreate(Dictionary<string, string> Properties, IReadOnlyList<HubSpotTie> Associations);

internal sealed record HubSpotTie(HubSpotId To, IReadOnlyList<HubSpotTieType> Types);

internal sealed record HubSpotId(string Id);

internal sealed record HubSpotTieType(string AssociationCategory, int AssociationTypeId);

internal sealed record HubSpotChange(Dictionary<string, string> Properties);

internal sealed record HubSpotUpserts(IReadOnlyList<HubSpotUpsert> Inputs);

internal sealed record HubSpotUpsert(string Id, string IdProperty, Dictionary<string, string> Properties);
