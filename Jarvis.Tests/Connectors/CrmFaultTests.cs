using System.Net;
using System.Text;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Connectors;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Connectors;

/// <summary>What each connector says and does when its vendor refuses, fails, slows down or breaks off.</summary>
public sealed class CrmFaultTests
{
    private const string Key = "a-secret-token-17";
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private Func<HttpRequestMessage, HttpResponseMessage> vendor = _ => new HttpResponseMessage();
    private int requests;

    public static TheoryData<string> Vendors => ["HubSpot", "Pipedrive", "Salesforce"];

    [Theory, MemberData(nameof(Vendors))]
    public async Task A_wrong_key_is_told_with_the_setting_and_without_the_key(string name)
    {
        vendor = _ => Answer(HttpStatusCode.Unauthorized, $$"""{"message":"{{Key}} is wrong"}""");
        var failed = await ReadFailsAsync(name);
        Assert.Contains($"Crm:{name}:{(name == "Salesforce" ? "Url, ClientId and " : "")}Token", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, failed.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Vendors))]
    public async Task Who_asks_to_slow_down_is_asked_again_when_they_said(string name)
    {
        var began = clock.GetUtcNow();
        var slowed = false;
        vendor = request =>
        {
            if (!slowed && !IsSignIn(request))
            {
                slowed = true;
                var answer = Answer((HttpStatusCode)429, "{}");
                answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(20));
                return answer;
            }
            return Page(name);
        };
        await using var services = Services(name);
        Assert.Empty((await clock.PassAsync(Crm(services).ChangesAsync(CrmKind.Contact, null, Stop))).Records);
        Assert.InRange(clock.GetUtcNow() - began, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40));
    }

    [Theory, MemberData(nameof(Vendors))]
    public async Task Trouble_of_their_own_is_tried_again_and_then_told(string name)
    {
        vendor = _ => Answer(HttpStatusCode.InternalServerError, "<html>oops</html>");
        Assert.Contains($"{name} has trouble of its own (500). The next look tries again.", (await ReadFailsAsync(name)).Message, StringComparison.Ordinal);
        // Salesforce's sign-in is a post, which is not repeated.
        Assert.Equal(name == "Salesforce" ? 1 : 5, requests);
    }

    [Theory, MemberData(nameof(Vendors))]
    public async Task Half_a_page_is_not_taken(string name)
    {
        vendor = request => IsSignIn(request) ? Page(name) : Answer(HttpStatusCode.OK, """{"results":[{"id":"1","prop""");
        Assert.Contains("broke off in the middle of an answer", (await ReadFailsAsync(name)).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Vendors))]
    public async Task A_record_that_was_deleted_there_is_known_as_gone_and_the_others_go_on(string name)
    {
        vendor = request => IsSignIn(request) ? Page(name) : Answer(HttpStatusCode.NotFound, "{}");
        var failed = await WriteFailsAsync(name, "17");
        Assert.True(failed is { Gone: true, OnlyThis: true }, failed.Message);
    }

    [Theory]
    [InlineData("HubSpot", HttpStatusCode.Conflict, """{"category":"CONFLICT","message":"Contact already exists. Existing ID: 17"}""")]
    [InlineData("Pipedrive", HttpStatusCode.BadRequest, """{"success":false,"error":"Duplicate"}""")]
    [InlineData("Salesforce", HttpStatusCode.BadRequest, """[{"errorCode":"DUPLICATES_DETECTED","message":"Use one of these records?"}]""")]
    public async Task A_duplicate_that_the_vendor_refuses_is_told_and_the_others_go_on(string name, HttpStatusCode status, string body)
    {
        vendor = request => IsSignIn(request) ? Page(name) : Answer(status, body);
        var failed = await WriteFailsAsync(name, "17");
        Assert.True(failed.OnlyThis);
        Assert.Contains($"{name} refused it ({(int)status})", failed.Message, StringComparison.Ordinal);
        Assert.Matches("(?i)exists|duplicate", failed.Message);
    }

    [Fact]
    public async Task A_vendor_that_fails_time_and_again_is_left_alone_for_a_minute_and_then_asked_again()
    {
        vendor = _ => Answer(HttpStatusCode.BadGateway, "");
        await using var services = Services("Pipedrive");
        var said = "";
        for (var look = 0; look < 10 && !said.Contains("left alone for a minute", StringComparison.Ordinal); look++)
            said = (await clock.PassAsync(Assert.ThrowsAsync<CrmException>(() => Crm(services).ChangesAsync(CrmKind.Contact, null, Stop)))).Message;
        Assert.Contains("left alone for a minute", said, StringComparison.Ordinal);
        var before = requests;
        await Assert.ThrowsAsync<CrmException>(() => Crm(services).ChangesAsync(CrmKind.Contact, null, Stop));
        Assert.Equal(before, requests);
        clock.Advance(TimeSpan.FromMinutes(2));
        vendor = _ => Page("Pipedrive");
        Assert.Empty((await clock.PassAsync(Crm(services).ChangesAsync(CrmKind.Contact, null, Stop))).Records);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static bool IsSignIn(HttpRequestMessage request) => request.RequestUri!.AbsolutePath.EndsWith("/oauth2/token", StringComparison.Ordinal);

    private static ICrm Crm(ServiceProvider services) => services.GetRequiredService<CrmChoice>().Crm!;

    private async Task<CrmException> ReadFailsAsync(string name)
    {
        await using var services = Services(name);
        return await clock.PassAsync(Assert.ThrowsAsync<CrmException>(() => Crm(services).ChangesAsync(CrmKind.Contact, null, Stop)));
    }

    private async Task<CrmException> WriteFailsAsync(string name, string id)
    {
        await using var services = Services(name);
        var record = new CrmRecord(CrmKind.Contact, CrmText.Fields((CrmFields.Name, "Mara Lind"), (CrmFields.Email, "mara@north.example"))) { Id = id };
        return await clock.PassAsync(Assert.ThrowsAsync<CrmException>(() => services.GetRequiredKeyedService<ICrmWriter>(EffectRegistration.Key).UpsertAsync(record, Stop)));
    }

    private ServiceProvider Services(string name)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Crm:Vendor"] = name, [$"Crm:{name}:Url"] = "https://crm.example", [$"Crm:{name}:Token"] = Key, ["Crm:Salesforce:ClientId"] = "an-app",
        }).Build());
        services.AddLogging().AddSingleton<TimeProvider>(clock).AddCrmConnectors();
        services.SpeakTo(() => new Vendor(this));
        return services.BuildServiceProvider();
    }

    /// <summary>A page with nothing on it, and what else each vendor is asked for on the way to it.</summary>
    private static HttpResponseMessage Page(string name) => Answer(HttpStatusCode.OK, name switch
    {
        "Salesforce" => """{"access_token":"session","done":true,"records":[]}""",
        "Pipedrive" => """{"data":[],"additional_data":{"pagination":{"more_items_in_collection":false}}}""",
        _ => """{"results":[]}""",
    });

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class Vendor(CrmFaultTests test) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            test.requests++;
            var answer = test.vendor(request);
            answer.RequestMessage = request;
            return Task.FromResult(answer);
        }
    }
}
