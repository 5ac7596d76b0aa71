using System.Text;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Connectors;
using Jarvis.Skills.Connectors.HubSpot;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Connectors;

/// <summary>Each request of a connector is one that the vendor's own description allows, and of each endpoint a bad one is refused.</summary>
public sealed class CrmWireTests
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromMinutes(2) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Contact", "hubspot-contacts.json", "contacts")]
    [InlineData("Deal", "hubspot-deals.json", "0-3")]
    [InlineData("Note", "hubspot-notes.json", "notes")]
    public async Task HubSpot_takes_every_request(string kind, string description, string type)
    {
        await using var mock = await VendorMock.StartAsync($"contracts/hubspot/{description}");
        await using var services = Services("HubSpot", mock);
        var of = Enum.Parse<CrmKind>(kind);
        await SendAllAsync(services, of, [null, "0|a:"]);
        // The made-up page of a search is empty, so that nothing is asked for one by one.
        if (of != CrmKind.Contact) await services.GetRequiredService<IHubSpotApi>().GetAsync(type, "7", string.Join(',', HubSpotFields.PropertiesOf(of)), "contacts", Stop);
        Assert.Empty(mock.Violations);
        Assert.Contains(mock.Requests, r => r == $"POST /crm/v3/objects/{type}/search");
        Assert.Contains(mock.Requests, r => r == $"GET /crm/v3/objects/{type}");
        Assert.Contains(mock.Requests, r => r == $"PATCH /crm/v3/objects/{type}/7");
        if (of == CrmKind.Contact) Assert.Contains(mock.Requests, r => r == "POST /crm/v3/objects/contacts");
        Assert.Contains(mock.Requests, r => r == (of == CrmKind.Contact ? "POST /crm/v3/objects/contacts/batch/upsert" : $"POST /crm/v3/objects/{type}"));

        var root = $"{mock.Url}/crm/v3/objects/{type}";
        await RefusedAsync(HttpMethod.Post, $"{root}/search", Json("{}"));
        await RefusedAsync(HttpMethod.Get, $"{root}?archived=perhaps", null);
        await RefusedAsync(HttpMethod.Patch, $"{root}/7", Json("{\"properties\":5}"));
        await RefusedAsync(HttpMethod.Post, root, Json("{\"properties\":5}"));
        if (of == CrmKind.Contact) await RefusedAsync(HttpMethod.Post, $"{root}/batch/upsert", Json("{\"inputs\":[{}]}"));
        else await RefusedAsync(HttpMethod.Get, $"{root}/7?archived=perhaps", null);
    }

    [Fact]
    public async Task Pipedrive_takes_every_request_as_far_as_its_old_description_goes()
    {
        await using var mock = await VendorMock.StartAsync("contracts/pipedrive/openapi-v1.yml");
        await using var services = Services("Pipedrive", mock);
        foreach (var kind in Enum.GetValues<CrmKind>()) await SendAllAsync(services, kind, [null]);
        Assert.Empty(mock.Violations);
        string[] sent = ["GET /recents", "GET /persons/search", "POST /persons", "PUT /persons/7", "POST /deals", "PUT /deals/7", "POST /notes", "PUT /notes/7"];
        Assert.All(sent, request => Assert.Contains(request, mock.Requests));

        await RefusedAsync(HttpMethod.Get, $"{mock.Url}/recents", null);
        await RefusedAsync(HttpMethod.Get, $"{mock.Url}/persons/search?fields=email", null);
        await RefusedAsync(HttpMethod.Put, $"{mock.Url}/persons/7", Json("{\"name\":\"Mara\",\"email\":5}"));
        await RefusedAsync(HttpMethod.Post, $"{mock.Url}/persons", Json("{\"email\":5}"));
        // Of a deal's form the description holds nothing that Prism can check: those two were accepted, and no more is known of them.
        await RefusedAsync(HttpMethod.Post, $"{mock.Url}/notes", Form("person_id=7"));
        await RefusedAsync(HttpMethod.Put, $"{mock.Url}/notes/7", Form("person_id=7"));
    }

    private static async Task SendAllAsync(ServiceProvider services, CrmKind kind, string?[] cursors)
    {
        var crm = services.GetRequiredService<CrmChoice>().Crm!;
        var writer = services.GetRequiredKeyedService<ICrmWriter>(EffectRegistration.Key);
        var record = kind switch
        {
            CrmKind.Contact => new CrmRecord(kind, CrmText.Fields((CrmFields.Name, "Mara Lind"), (CrmFields.Email, "mara@north.example"), (CrmFields.Company, "North"), (CrmFields.Phone, "+46701234567"))),
            CrmKind.Deal => new CrmRecord(kind, CrmText.Fields((CrmFields.Title, "20 seats"), (CrmFields.Amount, "1200.5"), (CrmFields.Currency, "EUR"), (CrmFields.Stage, "3"), (CrmFields.State, "open"))) { ContactId = "9" },
            _ => new CrmRecord(kind, CrmText.Fields((CrmFields.Text, "Met at the fair\n& liked it"))) { ContactId = "9" },
        };
        foreach (var cursor in cursors) await TryAsync(() => crm.ChangesAsync(kind, cursor, Stop));
        await TryAsync(() => writer.UpsertAsync(record, Stop));
        await TryAsync(() => writer.UpsertAsync(record with { Id = "7" }, Stop));
        // Without an address there is nothing to look for, and so it is made.
        if (kind == CrmKind.Contact) await TryAsync(() => writer.UpsertAsync(new CrmRecord(kind, CrmText.Fields((CrmFields.Name, "Kim Moe"), (CrmFields.Phone, "+4722334455"))), Stop));
    }

    /// <summary>The answers are made up, and may be nonsense.</summary>
    private static async Task TryAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (CrmException)
        {
            // What was wrong with the request is among the violations.
        }
    }

    private static ServiceProvider Services(string vendor, VendorMock mock)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Crm:Vendor"] = vendor, [$"Crm:{vendor}:Url"] = mock.Url, [$"Crm:{vendor}:Token"] = "a-token" }).Build());
        services.AddLogging().AddSingleton(TimeProvider.System).AddCrmConnectors();
        services.ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(mock.Watch).AddHttpMessageHandler(() => new KeyInAddress()));
        return services.BuildServiceProvider();
    }

    private static async Task RefusedAsync(HttpMethod method, string url, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, KeyInAddress.On(new Uri(url))) { Content = content };
        request.Headers.Authorization = new("Bearer", "a-token");
        using var answer = await Http.SendAsync(request, Stop);
        Assert.True(VendorMock.ViolationsOf(answer).Count > 0 || (int)answer.StatusCode == 422, $"{method} {url} was let pass: {(int)answer.StatusCode}");
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    private static StringContent Form(string body) => new(body, Encoding.UTF8, "application/x-www-form-urlencoded");

    /// <summary>Pipedrive's old description knows the key only in the address; Jarvis sends it as the header that Pipedrive documents today, so that no log of addresses has it.</summary>
    private sealed class KeyInAddress : DelegatingHandler
    {
        public static Uri On(Uri address) => new($"{address}{(address.Query.Length == 0 ? "?" : "&")}api_token=a-token");

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Headers.Contains("x-api-token")) request.RequestUri = On(request.RequestUri!);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
