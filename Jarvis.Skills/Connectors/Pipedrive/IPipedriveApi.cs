using System.Text.Json;
using System.Text.Json.Serialization;
using Refit;

namespace Jarvis.Skills.Connectors.Pipedrive;

/// <summary>Pipedrive's version 1. Its writes go as forms, which is what the description that could be had knows for deals and notes.</summary>
internal interface IPipedriveApi
{
    [Get("/recents")]
    Task<PipedrivePage> RecentsAsync([AliasAs("since_timestamp")] string since, string items, int start, int limit, CancellationToken cancel);

    [Get("/persons/search")]
    Task<PipedriveFound> FindPersonAsync(string term, string fields, [AliasAs("exact_match")] string exactMatch, CancellationToken cancel);

    [Post("/persons")]
    Task<PipedriveMade> CreatePersonAsync([Body] PipedrivePerson person, CancellationToken cancel);

    [Put("/persons/{id}")]
    Task<PipedriveMade> UpdatePersonAsync(string id, [Body] PipedrivePerson person, CancellationToken cancel);

    [Post("/{kind}")]
    Task<PipedriveMade> CreateAsync(string kind, [Body(BodySerializationMethod.UrlEncoded)] Dictionary<string, string> fields, CancellationToken cancel);

    [Put("/{kind}/{id}")]
    Task<PipedriveMade> UpdateAsync(string kind, string id, [Body(BodySerializationMethod.UrlEncoded)] Dictionary<string, string> fields, CancellationToken cancel);
}

/// <param name="Email">Addresses, the first the main one.</param>
internal sealed record PipedrivePerson(string Name, IReadOnlyList<string> Email, IReadOnlyList<string> Phone);

internal sealed record PipedrivePage(IReadOnlyList<PipedriveRecent>? Data, [property: JsonPropertyName("additional_data")] PipedriveMore? AdditionalData);

internal sealed record PipedriveRecent(string Item, long Id, JsonElement Data);

internal sealed record PipedriveMore([property: JsonPropertyName("last_timestamp_on_page")] string? LastTimestampOnPage, PipedrivePagination? Pagination);

internal sealed record PipedrivePagination([property: JsonPropertyName("more_items_in_collection")] bool MoreItemsInCollection, [property: JsonPropertyName("next_start")] int? NextStart);

internal sealed record PipedriveMade(PipedriveId? Data);

internal sealed record PipedriveId(long Id);

internal sealed record PipedriveFound(PipedriveItems? Data);

internal sealed record PipedriveItems(IReadOnlyList<PipedriveItem> Items);

internal sealed record PipedriveItem(PipedriveId Item);
