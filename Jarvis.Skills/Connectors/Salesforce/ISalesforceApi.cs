using System.Text.Json;
using System.Text.Json.Serialization;
using Jarvis.Skills.Business.Crm;
using Refit;

namespace Jarvis.Skills.Connectors.Salesforce;

/// <summary>Salesforce's REST API, by its documentation; no description of it could be had to test against.</summary>
internal interface ISalesforceApi
{
    /// <summary>With what was deleted and not yet emptied from the bin.</summary>
    [Get("/services/data/v62.0/queryAll")]
    Task<SalesforcePage> QueryAsync(string q, CancellationToken cancel);

    [Get("/services/data/v62.0/query/{locator}")]
    Task<SalesforcePage> NextAsync(string locator, CancellationToken cancel);

    /// <summary>Makes or changes by the org's external id field; twice is once.</summary>
    [Patch("/services/data/v62.0/sobjects/{type}/{field}/{id}")]
    Task<SalesforceMade> UpsertAsync(string type, string field, string id, [Body] Dictionary<string, string?> fields, CancellationToken cancel);

    [Patch("/services/data/v62.0/sobjects/{type}/{id}")]
    Task UpdateAsync(string type, string id, [Body] Dictionary<string, string?> fields, CancellationToken cancel);
}

internal sealed record SalesforcePage(IReadOnlyList<JsonElement> Records, bool Done, string? NextRecordsUrl);

internal sealed record SalesforceMade(string Id, bool Success);

internal sealed record SalesforceToken([property: JsonPropertyName("access_token")] string AccessToken);

/// <summary>Signs in with the connected app's key and secret (OAuth 2.0 client credentials), and again when the session has ended.</summary>
internal sealed class SalesforceSession(CrmAccount account) : DelegatingHandler
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
    private string? token;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        token ??= await SignInAsync(cancellationToken);
        request.Headers.Authorization = new("Bearer", token);
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != System.Net.HttpStatusCode.Unauthorized) return answer;
        answer.Dispose();
        token = await SignInAsync(cancellationToken);
        request.Headers.Authorization = new("Bearer", token);
        return await base.SendAsync(request, cancellationToken);
    }

    private async Task<string> SignInAsync(CancellationToken cancel)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, new Uri(account.Url.TrimEnd('/') + "/services/oauth2/token"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "client_credentials", ["client_id"] = account.ClientId, ["client_secret"] = account.Token }),
        };
        using var answer = await base.SendAsync(ask, cancel);
        if ((int)answer.StatusCode is 429 or >= 500) throw CrmCall.Refused(SalesforceCrm.Name, answer.StatusCode, content: null);
        if (!answer.IsSuccessStatusCode) throw new CrmException($"Salesforce refuses the connected app ({(int)answer.StatusCode}). Check Crm:Salesforce:Url, ClientId and Token, and that the app may use the client credentials flow.");
        return JsonSerializer.Deserialize<SalesforceToken>(await answer.Content.ReadAsStringAsync(cancel), Web)?.AccessToken is { Length: > 0 } given ? given : throw new CrmException("Salesforce gave no token.");
    }
}
