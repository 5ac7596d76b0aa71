using System.Collections.Concurrent;
using System.Net;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Connectors;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Connectors;

/// <summary>What connectors make of answers as the vendors document them.</summary>
public sealed class CrmConnectorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Salesforce_signs_in_reads_page_by_page_with_what_was_deleted_and_signs_in_again_when_the_session_ends()
    {
        var (tokens, asked) = (0, new ConcurrentQueue<string>());
        await using var services = Services("Salesforce", request =>
        {
            asked.Enqueue($"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.PathAndQuery).Replace('+', ' ')} {request.Headers.Authorization?.Parameter}");
            return request.RequestUri.AbsolutePath switch
            {
                "/services/oauth2/token" => Json($$"""{"access_token":"session{{++tokens}}"}"""),
                _ when request.Headers.Authorization?.Parameter == "session1" => new HttpResponseMessage(HttpStatusCode.Unauthorized),
                "/services/data/v62.0/queryAll" => Json("""{"done":false,"nextRecordsUrl":"/services/data/v62.0/query/01g-2000","records":[{"Id":"003A","FirstName":"Mara","LastName":"Lind","Email":"Mara@north.example","Phone":null,"Account":{"Name":"North"},"SystemModstamp":"2026-11-20T10:00:00.000+0000","IsDeleted":false}]}"""),
                "/services/data/v62.0/query/01g-2000" => Json("""{"done":true,"records":[{"Id":"003B","FirstName":null,"LastName":"Moe","Email":null,"Phone":"22334455","Account":null,"SystemModstamp":"2026-11-21T10:00:00.000+0000","IsDeleted":true}]}"""),
                "/services/data/v62.0/sobjects/Contact/Jarvis_Id__c/Contact-7" => Json("""{"id":"003C","success":true,"created":true}"""),
                _ => new HttpResponseMessage(HttpStatusCode.NoContent),
            };
        });
        var crm = services.GetRequiredService<CrmChoice>().Crm!;
        var first = await crm.ChangesAsync(CrmKind.Contact, null, Stop);
        var second = await crm.ChangesAsync(CrmKind.Contact, first.Cursor, Stop);
        Assert.Equal(("003A", "Mara Lind", "mara@north.example", "North"), (first.Records[0].Id, first.Records[0][CrmFields.Name], first.Records[0][CrmFields.Email], first.Records[0][CrmFields.Company]));
        Assert.Equal((true, "Moe", false), (second.Records[0].Deleted, second.Records[0][CrmFields.Name], second.More));
        Assert.Equal("2026-11-21T10:00:00Z|", second.Cursor);
        Assert.Equal(2, tokens);

        var writer = services.GetRequiredKeyedService<ICrmWriter>(EffectRegistration.Key);
        var ole = new CrmRecord(CrmKind.Contact, CrmText.Fields((CrmFields.Name, "Ole Berg"))) { OurId = 7 };
        Assert.Equal("003C", await writer.UpsertAsync(ole, Stop));
        Assert.Equal("003A", await writer.UpsertAsync(ole with { Id = "003A" }, Stop));
        Assert.Contains(asked, a => a.StartsWith("PATCH /services/data/v62.0/sobjects/Contact/003A", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pipedrive_reads_both_spellings_of_an_address_and_what_was_deleted_and_makes_nobody_twice()
    {
        var asked = new ConcurrentQueue<string>();
        await using var services = Services("Pipedrive", request =>
        {
            asked.Enqueue($"{request.Method} {request.RequestUri!.AbsolutePath}");
            Assert.Equal("a-token", Assert.Single(request.Headers.GetValues("x-api-token")));
            return request.RequestUri.AbsolutePath switch
            {
                "/recents" => Json("""{"data":[{"item":"person","id":1,"data":{"name":"Mara Lind","email":[{"value":"old@x.example","primary":false},{"value":"Mara@north.example","primary":true}],"phone":["0701234567"],"org_name":"North","update_time":"2026-11-20 10:00:00","active_flag":true}},{"item":"person","id":2,"data":{"name":"Kim","active_flag":false}},{"item":"deal","id":3,"data":{}}],"additional_data":{"last_timestamp_on_page":"2026-11-20 10:00:00","pagination":{"more_items_in_collection":true,"next_start":100}}}"""),
                "/persons/search" => Json("""{"data":{"items":[{"item":{"id":1}}]}}"""),
                _ => Json("""{"data":{"id":1}}"""),
            };
        });
        var page = await services.GetRequiredService<CrmChoice>().Crm!.ChangesAsync(CrmKind.Contact, null, Stop);
        Assert.Equal(["1", "2"], page.Records.Select(r => r.Id));
        Assert.Equal(("mara@north.example", "0701234567", "North", false, true), (page.Records[0][CrmFields.Email], page.Records[0][CrmFields.Phone], page.Records[0][CrmFields.Company], page.Records[0].Deleted, page.Records[1].Deleted));
        Assert.Equal((true, "2000-01-01 00:00:00|100"), (page.More, page.Cursor));
        var id = await services.GetRequiredKeyedService<ICrmWriter>(EffectRegistration.Key).UpsertAsync(page.Records[0] with { Id = null }, Stop);
        Assert.Equal("1", id);
        Assert.DoesNotContain("POST /persons", asked);
    }

    [Theory]
    [InlineData("Vendor", "Zoho", "Crm:Vendor is \"Zoho\"; allowed is HubSpot, Pipedrive, Salesforce, or nothing.")]
    [InlineData("Conflicts", "Coin", "Crm:Conflicts is \"Coin\"; allowed is Ask, Theirs, Ours, Newest.")]
    [InlineData("HubSpot:Token", "", "Crm:HubSpot:Token is empty; write an access token")]
    [InlineData("HubSpot:Url", "http://hub.example", "Crm:HubSpot:Url is \"http://hub.example\"; allowed is an https address")]
    public void A_wrong_setting_says_its_name_its_value_and_what_is_allowed(string setting, string value, string said)
    {
        using var services = Services("HubSpot", _ => new HttpResponseMessage(), ($"Crm:{setting}", value));
        Assert.Contains(said, Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<CrmOptions>>().Value).Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(string vendor, Func<HttpRequestMessage, HttpResponseMessage> answer, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Crm:Vendor"] = vendor, [$"Crm:{vendor}:Url"] = "https://crm.example", [$"Crm:{vendor}:Token"] = "a-token", ["Crm:Salesforce:ClientId"] = "an-app" };
        foreach (var (name, value) in settings) all[name] = value;
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(all).Build());
        services.AddLogging().AddSingleton(TimeProvider.System).AddCrmConnectors();
        services.SpeakTo(() => new Answering(answer));
        return services.BuildServiceProvider();
    }

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var given = answer(request);
            given.RequestMessage = request;
            return Task.FromResult(given);
        }
    }
}
