using System.Net;
using System.Net.Http.Json;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Dashboard;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Channels.Web;

public sealed class WebChannelTests(Browser browser) : IClassFixture<Browser>
{
    private static ILocator Say(IPage page) => page.GetByPlaceholder("Ask Jarvis");

    private static OutboundPart Part(string markdown, params Button[] buttons) =>
        new() { Address = WebChannel.Owner, Markdown = markdown, Buttons = buttons.Length == 0 ? [] : [buttons] };

    [Fact]
    public async Task What_is_said_is_stored_answered_and_still_there_after_a_restart()
    {
        using var store = new TestStore();
        await using (var host = await PageHost.StartAsync(on: store))
        {
            var page = await host.OpenAsync(browser);
            await Say(page).FillAsync("How is **checkout**?");
            await Say(page).PressAsync("Enter");

            var received = await host.NextAsync();
            Assert.Equal(("web", "owner", "owner", InboundKind.Text, "How is **checkout**?"), (received.Channel, received.Address, received.SenderId, received.Kind, received.Text));
            await Expect(page.Locator(".message.mine")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"How is \*\*checkout\*\*\?", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
            await Expect(page.GetByLabel("Jarvis is typing")).ToBeVisibleAsync();
            await Expect(Say(page)).ToHaveValueAsync("");

            await host.AnsweredAsync(received);
            await host.SayAsync("It answers in **412 ms**.");
            await Expect(page.Locator(".message.theirs strong")).ToHaveTextAsync("412 ms");
            await Expect(page.GetByLabel("Jarvis is typing")).ToBeHiddenAsync();
        }
        await using var again = await PageHost.StartAsync(on: store);
        var later = await again.OpenAsync(browser);
        await Expect(later.Locator(".message")).ToHaveCountAsync(2);
        await Expect(later.Locator(".message").Nth(0)).ToContainTextAsync("How is **checkout**?");
        await Expect(later.Locator(".message").Nth(1)).ToContainTextAsync("It answers in 412 ms.");
    }

    [Fact]
    public async Task A_prompt_pressed_twice_is_one_message_and_shows_who_decided_once_it_is_decided()
    {
        await using var host = await PageHost.StartAsync();
        var prompt = await host.SayAsync(Part("**#12 Restart backend**", new Button("Approve", "d:approve:12"), new Button("Reject", "d:reject:12")), promptId: 7);
        var (page, elsewhere) = (await host.OpenAsync(browser), await host.OpenAsync(browser));
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).DblClickAsync();

        var pressed = await host.NextAsync();
        Assert.Equal((InboundKind.Button, "d:approve:12"), (pressed.Kind, pressed.Text));
        await host.EditAsync(prompt, Part("**#12 Restart backend**\n\nApproved by Owner. Restarted."));
        foreach (var shown in new[] { page, elsewhere })
        {
            await Expect(shown.GetByText("Approved by Owner")).ToBeVisibleAsync();
            await Expect(shown.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        }
        await Expect(page.Locator(".message.pressed")).ToContainTextAsync("Approve 12");
        Assert.Single(await host.Store.AllAsync<InboxMessage>());
    }

    [Fact]
    public async Task A_message_written_without_connection_arrives_once_it_is_back_and_once_only()
    {
        await using var host = await PageHost.StartAsync();
        var page = await host.OpenAsync(browser);
        await Expect(Say(page)).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(true);
        await Say(page).FillAsync("status");
        await Say(page).PressAsync("Enter");
        await Expect(page.Locator("#pending")).ToContainTextAsync("Not sent yet");
        await page.Context.SetOfflineAsync(false);

        Assert.Equal("status", (await host.NextAsync()).Text);
        await Expect(page.Locator("#pending")).ToBeEmptyAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".message.mine")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_same_id_posted_twice_is_one_message()
    {
        await using var host = await PageHost.StartAsync();
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            foreach (var _ in new int[2])
                Assert.Equal(HttpStatusCode.Accepted, (await client.PostAsJsonAsync("/chat/messages", new { id = "abcd-1234", kind = "text", text = "status" }, TestContext.Current.CancellationToken)).StatusCode);
            Assert.Single(await host.Store.AllAsync<InboxMessage>());
        }
    }

    [Theory]
    [InlineData("short", "text", "hi", "id:")]
    [InlineData("12345678 or", "text", "hi", "id:")]
    [InlineData("abcd-1234", "edit", "hi", "kind:")]
    [InlineData("abcd-1234", "text", "   ", "text:")]
    [InlineData("abcd-1234", "button", "d:approve:1111111111111111111111111111111111111111111111111111111111", "text:")]
    public async Task Bad_posts_are_told_which_field_is_wrong(string id, string kind, string text, string said)
    {
        await using var host = await PageHost.StartAsync();
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            var answer = await client.PostAsJsonAsync("/chat/messages", new { id, kind, text }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(said, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Empty(await host.Store.AllAsync<InboxMessage>());
        }
    }

    [Fact]
    public async Task A_post_that_another_site_made_is_refused()
    {
        await using var host = await PageHost.StartAsync();
        var (client, _) = await host.ClientAsync();
        using (client)
        {
            client.DefaultRequestHeaders.Remove("RequestVerificationToken");
            var answer = await client.PostAsJsonAsync("/chat/messages", new { id = "abcd-1234", kind = "text", text = "approve all" }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Empty(await host.Store.AllAsync<InboxMessage>());
        }
    }

    [Fact]
    public async Task Tables_charts_and_pictures_are_drawn_in_the_page()
    {
        await using var host = await PageHost.StartAsync();
        var at = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
        await host.SayAsync(Part("Two services.") with
        {
            Table = new Table(["Service", "p95"], [["website", "120 ms"], ["checkout", "512 ms"]]),
            Chart = new Chart("p95", ChartKind.Line, [new("website", [new(1) { At = at }, new(3) { At = at.AddMinutes(5) }])]) { Unit = "ms", Marks = [("limit", 2)] },
        });
        var page = await host.OpenAsync(browser);
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "512 ms" })).ToBeVisibleAsync();
        var chart = page.GetByAltText("Chart: p95");
        await Expect(chart).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.chart img').naturalWidth > 500");
    }

    [Fact]
    public async Task What_could_not_be_delivered_says_so()
    {
        await using var host = await PageHost.StartAsync();
        await host.SayAsync(Part("The report."), state: OutboxState.Failed);
        var page = await host.OpenAsync(browser);
        await Expect(page.Locator(".message")).ToContainTextAsync("not delivered");
    }

    [Fact]
    public async Task Older_messages_come_when_they_are_asked_for()
    {
        await using var host = await PageHost.StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < WebHistory.PageSize + 15; i++) await host.SayAsync(Part($"Message {i}."), at: now.AddSeconds(i - 500));
        var page = await host.OpenAsync(browser);
        await Expect(page.Locator(".message")).ToHaveCountAsync(WebHistory.PageSize);
        await page.GetByText("Earlier messages").ClickAsync();
        await Expect(page.Locator(".message")).ToHaveCountAsync(WebHistory.PageSize + 15);
        await Expect(page.Locator(".message").First).ToContainTextAsync("Message 0.");
        await host.SayAsync("The newest.");
        await Expect(page.Locator(".message").Last).ToContainTextAsync("The newest.");
        await Expect(page.Locator(".message")).ToHaveCountAsync(WebHistory.PageSize + 16);
    }

    [Fact]
    public async Task Nothing_that_anybody_writes_runs_in_the_page()
    {
        await using var host = await PageHost.StartAsync();
        string[] attacks =
        [
            "<script>window.pwned=1</script>", "<img src=x onerror=\"window.pwned=1\">", "[a](javascript:window.pwned=1)", "![a](javascript:window.pwned=1)", "<javascript:window.pwned=1>",
            "[a](data:text/html,<script>window.pwned=1</script>)", "<svg/onload=window.pwned=1>", "`<script>window.pwned=1</script>`", "<a href='java&#115;cript:window.pwned=1'>x</a>", "![x](https://elsewhere.example/pixel.png)",
        ];
        foreach (var attack in attacks)
        {
            await host.SayAsync(Part(attack, new Button("<b onclick=window.pwned=1>press</b>", "s:x")) with
            {
                Table = new Table([attack, "b"], [[attack, attack]]) { Title = attack },
                Chart = new Chart(attack, ChartKind.Bar, [new(attack, [new(1) { Label = attack }])]),
            });
            await host.AddAsync(new InboxMessage { Channel = "web", ExternalId = Guid.NewGuid().ToString("n"), Address = "owner", SenderId = "owner", Text = attack, FileName = attack, FilePath = "files/x", At = TimeProvider.System.GetUtcNow() });
        }
        var page = await browser.NewPageAsync();
        var (home, elsewhere) = (host.Address.Authority, new List<string>());
        page.Request += (_, r) => { if (new Uri(r.Url) is { Scheme: not "data" } uri && uri.Authority != home) elsewhere.Add(r.Url); };
        await page.GotoAsync(host.Get<Jarvis.Bot.Dashboard.Access.DashboardLink>().Link);
        await Expect(page.Locator(".message")).ToHaveCountAsync(attacks.Length * 2);
        foreach (var link in await page.Locator(".text a").AllAsync())
            if (await link.IsVisibleAsync() && !(await link.GetAttributeAsync("href") ?? "").StartsWith("https:", StringComparison.Ordinal)) await link.ClickAsync();
        Assert.Equal(0, await page.Locator(".message script, .message .text img, .message svg[onload]").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("window.pwned === undefined"));
        Assert.Empty(elsewhere);
        await page.Context.CloseAsync();
    }
}
