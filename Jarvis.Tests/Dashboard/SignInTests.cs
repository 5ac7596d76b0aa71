using System.Net;
using Jarvis.Bot.Dashboard;
using Jarvis.Bot.Dashboard.Access;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Dashboard;

public sealed class SignInTests(Browser browser) : IClassFixture<Browser>
{
    private const string Password = "correct horse battery";
    private static readonly Dictionary<string, string?> WithPassword = new(StringComparer.Ordinal) { ["Dashboard:Password"] = Password };

    [Fact]
    public async Task The_printed_link_lets_one_browser_in_and_then_no_other()
    {
        await using var host = await PageHost.StartAsync();
        var link = new Uri(host.Printed.Split(' ', '\n').First(w => w.StartsWith("http://", StringComparison.Ordinal)).Trim());

        var first = await browser.NewPageAsync();
        await first.GotoAsync(link.ToString());
        await Expect(first.GetByPlaceholder("Ask Jarvis")).ToBeVisibleAsync();
        await first.ReloadAsync();
        await Expect(first.GetByPlaceholder("Ask Jarvis")).ToBeVisibleAsync();

        var second = await browser.NewPageAsync();
        await second.GotoAsync(link.ToString());
        await Expect(second.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("used before");
        await second.GotoAsync(host.Address.ToString());
        await Expect(second.GetByText("Jarvis prints a link on its console")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_link_is_printed_when_somebody_asks_for_it()
    {
        await using var host = await PageHost.StartAsync();
        await host.OpenAsync(browser);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(host.Address.ToString());
        await page.GetByText("Print a new link").ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Status)).ToContainTextAsync("printed");

        await page.GotoAsync(host.Printed.Split(' ', '\n').Last(w => w.StartsWith("http://", StringComparison.Ordinal)).Trim());
        await Expect(page.GetByPlaceholder("Ask Jarvis")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_browser_that_looks_ahead_does_not_use_the_link_up()
    {
        await using var host = await PageHost.StartAsync();
        using var client = new HttpClient();
        using var ahead = new HttpRequestMessage(HttpMethod.Get, host.Get<DashboardLink>().Link);
        ahead.Headers.Add("Sec-Purpose", "prefetch");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.SendAsync(ahead, TestContext.Current.CancellationToken)).StatusCode);
        var (signedIn, _) = await host.ClientAsync();
        signedIn.Dispose();
    }

    [Fact]
    public async Task A_browser_stays_signed_in_over_a_restart_of_Jarvis()
    {
        using var store = new TestStore();
        var cookies = new CookieContainer();
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false });
        await using (var before = await PageHost.StartAsync(on: store))
            (await client.GetAsync(new Uri(before.Get<DashboardLink>().Link), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await using var after = await PageHost.StartAsync(on: store);
        // Cookies know no ports, so the test's second port gets the first one's.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(after.Address, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_password_lets_in_and_a_changed_one_ends_the_sessions_of_the_old()
    {
        using var store = new TestStore();
        var page = await browser.NewPageAsync();
        await using (var host = await PageHost.StartAsync(WithPassword, on: store))
        {
            await page.GotoAsync(host.Address.ToString());
            await page.GetByLabel("Password").FillAsync(Password);
            await page.GetByText("Sign in", new() { Exact = true }).ClickAsync();
            await Expect(page.GetByPlaceholder("Ask Jarvis")).ToBeVisibleAsync();
        }
        await using var changed = await PageHost.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Dashboard:Password"] = "another long password" }, on: store);
        await page.GotoAsync(changed.Address.ToString());
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Five_wrong_passwords_close_the_door_even_to_the_right_one()
    {
        await using var host = await PageHost.StartAsync(WithPassword);
        var page = await browser.NewPageAsync();
        await page.GotoAsync(host.Address.ToString());
        for (var i = 0; i < PasswordGate.Tries; i++)
        {
            await page.GetByLabel("Password").FillAsync($"wrong password {i}");
            await page.GetByText("Sign in", new() { Exact = true }).ClickAsync();
            await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync(i < PasswordGate.Tries - 1 ? "not the password" : "Too many");
        }
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByText("Sign in", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("Too many");
    }

    [Fact]
    public void A_closed_door_opens_after_a_quarter_of_an_hour_and_others_were_never_locked_out()
    {
        var time = new FakeTimeProvider();
        var gate = new PasswordGate(Options.Create(new DashboardOptions { Password = Password }), time);
        var (guesser, owner) = (IPAddress.Parse("203.0.113.9"), IPAddress.Parse("198.51.100.4"));
        for (var i = 0; i < PasswordGate.Tries; i++) gate.Try("guess", guesser);
        Assert.Equal(PasswordVerdict.LockedOut, gate.Try(Password, guesser));
        Assert.Equal(PasswordVerdict.Right, gate.Try(Password, owner));
        time.Advance(PasswordGate.Locked);
        Assert.Equal(PasswordVerdict.Right, gate.Try(Password, guesser));
    }

    [Fact]
    public void One_subscribers_many_addresses_count_as_one()
    {
        var gate = new PasswordGate(Options.Create(new DashboardOptions { Password = Password }), new FakeTimeProvider());
        for (var i = 1; i <= PasswordGate.Tries; i++) gate.Try("guess", IPAddress.Parse($"2001:db8:1:2::{i}"));
        Assert.Equal(PasswordVerdict.LockedOut, gate.Try(Password, IPAddress.Parse("2001:db8:1:2:ffff::1")));
    }

    [Theory]
    [InlineData("Dashboard:Url", "http://0.0.0.0:0")]
    [InlineData("Dashboard:Url", "http://[::]:0")]
    [InlineData("Dashboard:Url", "http://*:0")]
    [InlineData("Dashboard:Url", "http://jarvis.example:5080")]
    [InlineData("Kestrel:Endpoints:Open:Url", "http://+:5080")]
    public async Task It_refuses_to_be_reached_from_elsewhere_without_a_password(string setting, string url)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => PageHost.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = url }));
        var message = Assert.Single(refusal.Failures);
        Assert.StartsWith($"{setting} is \"{url}\"", message, StringComparison.Ordinal);
        Assert.Contains("Dashboard__Password", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dashboard:Password", "short", "Dashboard:Password has 5 characters")]
    [InlineData("Dashboard:Url", "ftp://127.0.0.1", "Dashboard:Url is \"ftp://127.0.0.1\"")]
    [InlineData("Dashboard:StaySignedIn", "00:00:01", "Dashboard:StaySignedIn is")]
    public async Task A_wrong_setting_is_named(string setting, string value, string said)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => PageHost.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { [setting] = value }));
        Assert.StartsWith(said, Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_password_it_may_be_reached_from_elsewhere()
    {
        await using var host = await PageHost.StartAsync(new Dictionary<string, string?>(WithPassword) { ["Dashboard:Url"] = "http://0.0.0.0:0" });
        Assert.Equal("127.0.0.1", host.Address.Host);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/decisions")]
    [InlineData("GET", "/settings")]
    [InlineData("GET", "/ledger.csv")]
    [InlineData("GET", "/chat/files/o1")]
    [InlineData("GET", "/chat/charts/o1.png")]
    [InlineData("GET", "/charts/metric.png?series=a&hours=1")]
    [InlineData("POST", "/chat/messages")]
    [InlineData("POST", "/chat/files")]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    public async Task A_stranger_gets_nothing(string method, string path)
    {
        await using var host = await PageHost.StartAsync();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST") request.Content = new StringContent("{}", null, "application/json");
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Pages_say_what_browsers_must_not_do_with_them()
    {
        await using var host = await PageHost.StartAsync();
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            var headers = (await client.GetAsync(host.Address, TestContext.Current.CancellationToken)).Headers;
            Assert.Contains("script-src 'self';", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", Assert.Single(headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(headers.GetValues("Referrer-Policy")));
            Assert.True(headers.CacheControl!.NoStore);
        }
    }
}
