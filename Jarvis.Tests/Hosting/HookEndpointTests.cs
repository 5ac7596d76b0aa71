using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Jarvis.Bot.Hooks;
using Jarvis.Skills.Business.Hooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Hosting;

/// <summary>Posts from outside over HTTP: who may, how much, and what a sender is told.</summary>
public sealed class HookEndpointTests : IAsyncLifetime
{
    private const string Key = "website-key-0123456789";
    private const string Signed = "signed-key-0123456789ab";
    private const string Secret = "a secret of some length";

    private readonly Taker taker = new();
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WebApplication app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["urls"] = "http://127.0.0.1:0", ["Hooks:MaxKilobytes"] = "1",
            ["Hooks:Sources:website:Hook"] = "leads", ["Hooks:Sources:website:Key"] = Key, ["Hooks:Sources:website:Honeypot"] = "url", ["Hooks:Sources:website:Thanks"] = "https://shop.example/thanks", ["Hooks:Sources:website:PerMinute"] = "5",
            ["Hooks:Sources:tracker:Hook"] = "leads", ["Hooks:Sources:tracker:Key"] = Signed, ["Hooks:Sources:tracker:Secret"] = Secret,
        });
        builder.Services.AddSingleton<IInboundHook>(taker);
        builder.Services.AddHooks(builder.Configuration);
        app = builder.Build();
        app.MapHooks();
        await app.StartAsync(Stop);
        http.BaseAddress = new Uri(app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task A_browsers_form_is_taken_and_leads_to_the_page_of_thanks()
    {
        using var answer = await http.PostAsync($"/hooks/leads/{Key}", new FormUrlEncodedContent([new("Name", "Jörg"), new("email", "j@x.example"), new("url", "")]), Stop);
        Assert.Equal((HttpStatusCode.SeeOther, "https://shop.example/thanks"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var post = Assert.Single(taker.Posts);
        Assert.Equal(("website", "Jörg", "j@x.example"), (post.Source, post.Fields["name"], post.Fields["email"]));
    }

    [Fact]
    public async Task A_robot_that_fills_the_hidden_field_is_thanked_and_nothing_is_kept()
    {
        using var answer = await http.PostAsJsonAsync($"/hooks/leads/{Key}", new { name = "Bot", email = "b@x.example", url = "http://spam.example" }, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(taker.Posts);
    }

    [Theory]
    [InlineData("/hooks/leads/wrong-key-0123456789")]
    [InlineData("/hooks/orders/" + Key)]
    public async Task A_wrong_key_and_a_wrong_name_are_the_same_answer(string address)
    {
        using var answer = await http.PostAsJsonAsync(address, new { name = "x" }, Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("{\"ok\":false,\"error\":\"There is no such hook, or the key is wrong.\"}", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("sha256=00", HttpStatusCode.Unauthorized)]
    [InlineData("right", HttpStatusCode.OK)]
    public async Task Where_a_secret_is_set_a_post_is_signed(string? signature, HttpStatusCode status)
    {
        const string Body = "{\"email\":\"a@x.example\",\"event\":\"visit\"}";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/leads/{Signed}") { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        if (signature is not null) request.Headers.Add("X-Signature", signature == "right" ? $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Body)))}" : signature);
        using var answer = await http.SendAsync(request, Stop);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Too_large_too_many_and_malformed_posts_say_what_is_wrong()
    {
        using var large = await http.PostAsJsonAsync($"/hooks/leads/{Signed}", new { message = new string('x', 2000) }, Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var malformed = await http.PostAsync($"/hooks/leads/{Key}", new StringContent("{", Encoding.UTF8, "application/json"), Stop);
        Assert.Contains("not what its Content-Type says", await malformed.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var strange = await http.PostAsync($"/hooks/leads/{Key}", new StringContent("<a/>", Encoding.UTF8, "text/xml"), Stop);
        Assert.Contains("application/json", await strange.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var wrong = await http.PostAsJsonAsync($"/hooks/leads/{Key}", new { email = "bad" }, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("\"email\":\"is no e-mail address\"", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        HttpResponseMessage? last = null;
        for (var i = 0; i < 6; i++) last = await http.PostAsJsonAsync($"/hooks/leads/{Key}", new { email = "a@x.example" }, Stop);
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (last!.StatusCode, last.Headers.RetryAfter!.ToString()));
    }

    private sealed class Taker : IInboundHook
    {
        public List<HookPost> Posts { get; } = [];

        public string Name => "leads";

        public Task<HookAnswer> TakeAsync(HookPost post, CancellationToken cancel)
        {
            if (post.Fields.GetValueOrDefault("email") == "bad") return Task.FromResult(new HookAnswer(new Dictionary<string, string>(StringComparer.Ordinal) { ["email"] = "is no e-mail address" }));
            Posts.Add(post);
            return Task.FromResult(HookAnswer.Taken);
        }
    }
}
