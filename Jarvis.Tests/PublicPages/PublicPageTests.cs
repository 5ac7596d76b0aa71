using System.Net;
using Jarvis.Bot.PublicPages;
using Jarvis.Skills.Business.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.PublicPages;

/// <summary>What a stranger's browser gets from a page of a domain, over HTTP.</summary>
public sealed class PublicPageTests : IAsyncLifetime
{
    private const string Token = "kZ3vQ9-aB_cD4eF5gH6iJ7kL8mN9oP0q";

    private readonly Booking booking = new();
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private WebApplication app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddPublicPages().AddSingleton<IPublicPage>(booking);
        app = builder.Build();
        app.MapPublicPages();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(Stop);
        client.BaseAddress = new Uri(app.Urls.First());
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task It_is_shown_to_whom_knows_its_address_and_runs_no_script()
    {
        using var answer = await client.GetAsync($"/bookings/{Token}", Stop);
        Assert.Equal((HttpStatusCode.OK, "text/html; charset=utf-8", "<p>Tuesday</p>"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString(), await answer.Content.ReadAsStringAsync(Stop)));
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(("no-referrer", "no-store"), (answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.CacheControl!.ToString()));
        Assert.True(booking.Visitors.Single().IsPerson);
    }

    [Theory]
    [InlineData("/bookings/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("/bookings/1")]
    [InlineData("/bookings/..%2f..%2fetc%2fpasswd-and-more-of-it")]
    [InlineData("/bookings/kZ3vQ9-aB_cD4eF5gH6iJ7kL8mN9oP0q%20")]
    public async Task Every_other_address_is_the_same_page_that_says_nothing(string address)
    {
        using var shown = await client.GetAsync(address, Stop);
        using var form = new FormUrlEncodedContent([new("day", "monday")]);
        using var sent = await client.PostAsync(address, form, Stop);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (shown.StatusCode, sent.StatusCode));
        Assert.Contains("There is nothing here.", await shown.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(await shown.Content.ReadAsStringAsync(Stop), await sent.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task A_form_is_taken_once_and_the_browser_loads_the_page_again()
    {
        using var form = new FormUrlEncodedContent([new("Day", "monday")]);
        using var answer = await client.PostAsync($"/bookings/{Token}", form, Stop);
        Assert.Equal((HttpStatusCode.SeeOther, $"/bookings/{Token}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal("monday", booking.Taken.Single()["day"]);
    }

    [Fact]
    public async Task What_is_no_small_form_is_refused_before_a_domain_sees_it()
    {
        using var json = new StringContent("{\"day\":\"monday\"}", System.Text.Encoding.UTF8, "application/json");
        using var asJson = await client.PostAsync($"/bookings/{Token}", json, Stop);
        using var large = new FormUrlEncodedContent([new("day", new string('x', 40_000))]);
        using var tooLarge = await client.PostAsync($"/bookings/{Token}", large, Stop);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (asJson.StatusCode, tooLarge.StatusCode));
        Assert.Empty(booking.Taken);
    }

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1)", null)]
    [InlineData("TelegramBot (like TwitterBot)", null)]
    [InlineData("Mozilla/5.0 Firefox/140.0", "prefetch")]
    [InlineData("", null)]
    public async Task What_looks_before_people_do_is_no_person(string agent, string? purpose)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/bookings/{Token}");
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (purpose is not null) request.Headers.TryAddWithoutValidation("Sec-Purpose", purpose);
        client.DefaultRequestHeaders.UserAgent.Clear();
        using var answer = await client.SendAsync(request, Stop);
        Assert.False(booking.Visitors.Single().IsPerson);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        var last = HttpStatusCode.OK;
        for (var i = 0; i < 200 && last != HttpStatusCode.TooManyRequests; i++)
        {
            using var answer = await client.GetAsync($"/bookings/{Token[..^3]}{i:000}", Stop);
            last = answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    private sealed class Booking : IPublicPage
    {
        public List<PublicVisitor> Visitors { get; } = [];

        public List<IReadOnlyDictionary<string, string>> Taken { get; } = [];

        public string Name => "bookings";

        public Task<PublicAnswer?> ShowAsync(string token, PublicVisitor visitor, CancellationToken cancel)
        {
            Visitors.Add(visitor);
            return Task.FromResult(token == Token ? new PublicAnswer("<p>Tuesday</p>") : null);
        }

        public Task<PublicAnswer?> TakeAsync(string token, IReadOnlyDictionary<string, string> fields, PublicVisitor visitor, CancellationToken cancel)
        {
            if (token != Token) return Task.FromResult<PublicAnswer?>(null);
            Taken.Add(fields);
            return Task.FromResult<PublicAnswer?>(PublicAnswer.Again);
        }
    }
}
