using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Channels.Contract;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Channels.Teams;

/// <summary>Who is heard. The tokens are a real issuer's, and Microsoft's own library must say of each call what Jarvis says.</summary>
public sealed class TeamsTokenTests(TeamsIssuer issuer) : IClassFixture<TeamsIssuer>
{
    private const string Service = "https://smba.trafficmanager.net/emea/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a good one", HttpStatusCode.OK)]
    [InlineData("another issuer", HttpStatusCode.Unauthorized)]
    [InlineData("for another app", HttpStatusCode.Unauthorized)]
    [InlineData("long over", HttpStatusCode.Unauthorized)]
    [InlineData("over for less than the clocks may differ", HttpStatusCode.OK)]
    [InlineData("not yet good", HttpStatusCode.Unauthorized)]
    [InlineData("changed after it was signed", HttpStatusCode.Unauthorized)]
    [InlineData("for another service", HttpStatusCode.Forbidden)]
    [InlineData("for no service", HttpStatusCode.Unauthorized)]
    [InlineData("of a key that is not good for the channel", HttpStatusCode.Forbidden)]
    public async Task A_call_is_taken_exactly_when_Microsofts_own_library_takes_it(string which, HttpStatusCode expected)
    {
        await using var jarvis = await StartAsync();
        await using var page = await TeamsPlatform.StartPageAsync(jarvis.Services, Bot(out var bot));
        var activity = Message();
        if (which == "of a key that is not good for the channel") activity["channelId"] = "webchat";
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iss"] = which == "another issuer" ? "https://evil.example" : TeamsService.Issuer,
            ["aud"] = which == "for another app" ? Guid.NewGuid().ToString() : TeamsService.AppId,
            ["serviceurl"] = which == "for another service" ? "https://smba.trafficmanager.net/amer/" : Service,
        };
        if (which == "for no service") claims.Remove("serviceurl");
        var age = which switch
        {
            "long over" => TimeSpan.FromMinutes(70),
            "over for less than the clocks may differ" => TimeSpan.FromMinutes(63),
            "not yet good" => TimeSpan.FromMinutes(-30),
            _ => TimeSpan.Zero,
        };
        var token = await issuer.TokenAsync(claims, age);
        if (which == "changed after it was signed") token = token[..^8] + new string([.. token[^8..].Reverse()]);

        var answer = await BringAsync(bot, activity, token);
        var judged = await issuer.JudgeAsync(token, activity, TeamsService.AppId);
        Assert.Equal(expected, answer);
        Assert.True(judged is null == (expected == HttpStatusCode.OK), $"botframework-connector says: {judged ?? "taken"}");
        await using var db = jarvis.Database();
        Assert.Equal(expected == HttpStatusCode.OK, db.Set<InboxMessage>().Any());
    }

    [Fact]
    public async Task A_new_key_is_looked_up_when_it_is_first_used()
    {
        await using var jarvis = await StartAsync();
        await using var page = await TeamsPlatform.StartPageAsync(jarvis.Services, Bot(out var bot));
        Assert.Equal(HttpStatusCode.OK, await BringAsync(bot, Message(), await GoodAsync()));
        var token = await GoodAsync(await issuer.RotateAsync());
        // It may be fetched while the first call is already answered; Teams' next one is taken.
        await jarvis.UntilAsync(async () => await BringAsync(bot, Message(), token) == HttpStatusCode.OK, () => Task.FromResult("The new key is not known."));
    }

    [Theory]
    [InlineData("no token", HttpStatusCode.Unauthorized)]
    [InlineData("no bearer", HttpStatusCode.Unauthorized)]
    [InlineData("rubbish", HttpStatusCode.Unauthorized)]
    [InlineData("another tenant", HttpStatusCode.Forbidden)]
    [InlineData("a signed service that is not Microsoft's", HttpStatusCode.Forbidden)]
    [InlineData("a body that is no activity", HttpStatusCode.BadRequest)]
    [InlineData("a body that is no JSON", HttpStatusCode.BadRequest)]
    [InlineData("a form", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("a book", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Whatever_else_comes_is_refused_and_nothing_is_stored(string which, HttpStatusCode expected)
    {
        await using var jarvis = await StartAsync();
        await using var page = await TeamsPlatform.StartPageAsync(jarvis.Services, Bot(out var bot));
        var activity = Message();
        var token = await GoodAsync();
        if (which == "another tenant") activity["channelData"]!["tenant"]!["id"] = Guid.NewGuid().ToString();
        if (which == "a signed service that is not Microsoft's")
        {
            activity["serviceUrl"] = "https://smba.trafficmanager.net.evil.example/";
            token = await issuer.TokenAsync(new { iss = TeamsService.Issuer, aud = TeamsService.AppId, serviceurl = "https://smba.trafficmanager.net.evil.example/" });
        }
        var body = which switch
        {
            "a body that is no activity" => "[{}]",
            "a body that is no JSON" => "{\"type\":",
            "a book" => $"{{\"text\":\"{new string('x', 600_000)}\"}}",
            _ => activity.ToJsonString(),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{bot}/api/messages") { Content = new StringContent(body, new MediaTypeHeaderValue(which == "a form" ? "text/plain" : "application/json")) };
        request.Headers.Authorization = which switch
        {
            "no token" => null,
            "no bearer" => new AuthenticationHeaderValue("Basic", token),
            "rubbish" => new AuthenticationHeaderValue("Bearer", "a.b.c"),
            _ => new AuthenticationHeaderValue("Bearer", token),
        };
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, Stop);
        Assert.Equal(expected, answer.StatusCode);
        await using var db = jarvis.Database();
        Assert.False(db.Set<InboxMessage>().Any());
    }

    [Theory]
    [InlineData(false, null, HttpStatusCode.Unauthorized)]
    [InlineData(true, null, HttpStatusCode.OK)]
    [InlineData(true, "203.0.113.9", HttpStatusCode.Unauthorized)]
    public async Task A_test_client_without_a_token_is_heard_in_development_only_and_never_through_a_proxy(bool development, string? forwardedFor, HttpStatusCode expected)
    {
        await using var jarvis = await StartAsync(("Development", development ? "true" : "false"));
        await using var page = await TeamsPlatform.StartPageAsync(jarvis.Services, Bot(out var bot));
        var activity = Message();
        activity["serviceUrl"] = "http://127.0.0.1:1/";
        Assert.Equal(expected, await BringAsync(bot, activity, token: null, forwardedFor));
    }

    private static JsonObject Message() => new()
    {
        ["type"] = "message", ["id"] = Guid.NewGuid().ToString("n"), ["channelId"] = "msteams", ["serviceUrl"] = Service, ["text"] = "status",
        ["from"] = new JsonObject { ["id"] = "29:ada", ["name"] = "Ada" }, ["recipient"] = new JsonObject { ["id"] = TeamsService.Bot, ["name"] = "Jarvis" },
        ["conversation"] = new JsonObject { ["id"] = "a:1", ["conversationType"] = "personal" }, ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsService.Tenant } },
    };

    private static string Bot(out string url) => url = $"http://127.0.0.1:{Counterpart.FreePort()}";

    private static async Task<HttpStatusCode> BringAsync(string bot, JsonObject activity, string? token, string? forwardedFor = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{bot}/api/messages") { Content = new StringContent(activity.ToJsonString(), new MediaTypeHeaderValue("application/json")) };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (forwardedFor is not null) request.Headers.Add("X-Forwarded-For", forwardedFor);
        using var answer = await http.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private Task<string> GoodAsync(string? kid = null) => issuer.TokenAsync(new { iss = TeamsService.Issuer, aud = TeamsService.AppId, serviceurl = Service }, kid: kid);

    /// <summary>On the real clock, by which the issuer dates its tokens.</summary>
    private Task<TestJarvis> StartAsync(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Teams:AppId"] = TeamsService.AppId, ["Teams:TenantId"] = TeamsService.Tenant, ["Teams:ClientSecret"] = TeamsService.Secret, ["Teams:OpenIdMetadata"] = issuer.Metadata, ["Teams:LoginUrl"] = issuer.Login,
        };
        foreach (var (name, value) in more) settings[$"Teams:{name}"] = value;
        return TestJarvis.StartAsync(settings, clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
    }
}
