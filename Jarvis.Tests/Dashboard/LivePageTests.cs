using Jarvis.Bot.Conversations;
using Jarvis.Bot.Dashboard.Live;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Dashboard;

public sealed class LivePageTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_service_that_goes_down_is_seen_without_a_reload()
    {
        var panel = new ScriptedPanel();
        panel.Show(new PanelContent([new("backend", PanelState.Good, "up, 42 ms")]));
        await using var host = await PageHost.StartAsync(more: s => s.AddSingleton<ILivePanel>(panel));
        var page = await host.OpenAsync(browser);
        await Expect(page.GetByText("up, 42 ms")).ToBeVisibleAsync();
        panel.Show(new PanelContent([new("backend", PanelState.Bad, "down for 3 s")]));
        await Expect(page.GetByText("down for 3 s")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("in trouble")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_event_is_seen_as_it_happens_with_its_strangers_words_as_text()
    {
        await using var host = await PageHost.StartAsync();
        var page = await host.OpenAsync(browser);
        await Expect(page.GetByText("No events yet.")).ToBeVisibleAsync();
        await host.Get<EventStream>().PublishAsync(new BusinessEvent { Type = "lead.arrived", Key = "l1", At = TimeProvider.System.GetUtcNow(), Subject = "Greta", Text = "<b onclick=alert(1)>Greta</b> asks", Untrusted = true }, TestContext.Current.CancellationToken);
        await Expect(page.GetByText("Lead arrived")).ToBeVisibleAsync();
        await Expect(page.GetByText("<b onclick=alert(1)>Greta</b> asks")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_panel_that_fails_says_so_and_harms_no_other()
    {
        var broken = new ScriptedPanel { Title = "Campaigns", Failure = new InvalidOperationException("secret=1") };
        var well = new ScriptedPanel();
        well.Show(new PanelContent([new("backend", PanelState.Good, "up, 42 ms")]));
        await using var host = await PageHost.StartAsync(more: s => s.AddSingleton<ILivePanel>(broken).AddSingleton<ILivePanel>(well));
        var page = await host.OpenAsync(browser);
        await Expect(page.GetByText("up, 42 ms")).ToBeVisibleAsync();
        await Expect(page.GetByText("Not available just now")).ToBeVisibleAsync();
        await Expect(page.GetByText("secret=1")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_decision_pressed_beside_the_chat_goes_to_the_inbox_and_changes_nothing_by_itself()
    {
        await using var host = await PageHost.StartAsync();
        await SampleBusiness.FillAsync(host);
        var page = await host.OpenAsync(browser, "/decisions");
        await page.GetByLabel("Decision 4", new() { Exact = true }).GetByText("Reject").ClickAsync();
        var pressed = await host.NextAsync();
        Assert.Equal((InboundKind.Button, "d:reject:4"), (pressed.Kind, pressed.Text));
        Assert.Equal(ActionState.Waiting, (await host.Store.AllAsync<ActionRecord>()).Single(a => a.Id == 4).State);

        await host.SayAsync("Rejected #4. What was wrong with it?");
        await Expect(page.GetByText("What was wrong with it?")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_chat_and_business_are_tabs()
    {
        await using var host = await PageHost.StartAsync();
        await SampleBusiness.FillAsync(host);
        var page = await host.OpenAsync(browser, size: Browser.Phone);
        await Expect(page.GetByPlaceholder("Ask Jarvis")).ToBeVisibleAsync();
        await Expect(page.Locator(".business")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Business" }).ClickAsync();
        await Expect(page.Locator(".business")).ToBeVisibleAsync();
        await Expect(page.GetByPlaceholder("Ask Jarvis")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Dark_follows_the_system_until_somebody_chooses_and_the_choice_stays()
    {
        await using var host = await PageHost.StartAsync();
        var page = await host.OpenAsync(browser);
        await Background("rgb(244, 246, 249)");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Background("rgb(15, 18, 23)");
        await page.GetByLabel("Follows the system; press for light").ClickAsync();
        await Background("rgb(244, 246, 249)");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Light; press for dark")).ToBeVisibleAsync();
        await Background("rgb(244, 246, 249)");

        async Task Background(string colour) => await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", colour);
    }

    [Fact]
    public async Task A_simulation_says_so_on_every_page()
    {
        await using var host = await PageHost.StartAsync(simulation: true);
        var page = await host.OpenAsync(browser);
        foreach (var path in new[] { "/", "/services", "/decisions", "/alerts", "/metrics", "/ledger", "/settings", "/nowhere" })
        {
            await page.GotoAsync(new Uri(host.Address, path).ToString());
            await Expect(page.GetByRole(AriaRole.Note)).ToContainTextAsync("Simulation");
        }
    }

    [Fact]
    public async Task Many_changes_at_once_are_read_a_few_times_and_nothing_is_read_when_nobody_looks()
    {
        var panel = new CountingPanel();
        await using var host = await PageHost.StartAsync(more: s => s.AddSingleton<ILivePanel>(panel));
        for (var i = 0; i < 100; i++) panel.Change();
        Assert.Equal(0, panel.Reads);

        var seen = new TaskCompletionSource();
        await using (host.Get<LiveView>().Watch(() => { if (panel.Reads >= 2) seen.TrySetResult(); }))
        {
            for (var i = 0; i < 1000; i++) panel.Change();
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.InRange(panel.Reads, 2, 4);
        }
        var reads = panel.Reads;
        panel.Change();
        Assert.Equal(reads, panel.Reads);
    }

    [Fact]
    public async Task A_pause_is_seen_on_every_page_and_the_pairing_code_beside_the_chat()
    {
        await using var host = await PageHost.StartAsync();
        await host.Get<Controls>().PauseAsync(paused: true, "Ada", TestContext.Current.CancellationToken);
        var code = await host.Get<Pairing>().RenewCurrentCodeAsync(TestContext.Current.CancellationToken);
        host.Get<Jarvis.Bot.Channels.ChannelStates>().Set("telegram", Jarvis.Bot.Channels.ChannelHealth.Connected);
        var page = await host.OpenAsync(browser);
        await Expect(page.GetByText(code.Code)).ToBeVisibleAsync();
        await page.GetByText("Resume", new() { Exact = true }).ClickAsync();
        Assert.Equal("resume", (await host.NextAsync()).Text);
        await page.GotoAsync(new Uri(host.Address, "/ledger").ToString());
        await Expect(page.GetByText("Paused by Ada")).ToBeVisibleAsync();
    }

    private sealed class CountingPanel : ILivePanel
    {
        private int reads;

        public int Reads => Volatile.Read(ref reads);

        public string Title => "Counted";

        public int Order => 1;

        public event Action? Changed;

        public void Change() => Changed?.Invoke();

        public Task<PanelContent> ReadAsync(CancellationToken cancel)
        {
            Interlocked.Increment(ref reads);
            return Task.FromResult(new PanelContent([]));
        }
    }
}
