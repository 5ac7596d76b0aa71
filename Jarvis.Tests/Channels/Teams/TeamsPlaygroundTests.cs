using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Channels.Contract;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Channels.Teams;

/// <summary>Jarvis as a person meets it in Microsoft's own test client, in a browser. Pictures are in <see cref="Browser.Pictures"/>.</summary>
public sealed class TeamsPlaygroundTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_person_installs_it_pairs_approves_on_a_card_and_sees_who_decided()
    {
        await using var jarvis = await TestJarvis.StartAsync(new Dictionary<string, string?> { ["Teams:Development"] = "true" });
        var bot = $"http://127.0.0.1:{Counterpart.FreePort()}";
        await using var endpoint = await TeamsPlatform.StartPageAsync(jarvis.Services, bot);
        await using var teams = new TeamsPlayground();
        await teams.StartAsync($"{bot}/api/messages");
        var page = await browser.NewPageAsync((1280, 1000));
        await page.GotoAsync(teams.Url);

        // Telling it of the installation is the client's doing.
        await Expect(page.GetByText("If you were given a pairing code, send it here.").First).ToBeVisibleAsync();
        var code = await jarvis.Get<Pairing>().RenewCurrentCodeAsync(TestContext.Current.CancellationToken);
        await TeamsPlayground.WriteAsync(page, code.Code);
        await Expect(page.GetByText("This account is paired").First).ToBeVisibleAsync();

        var number = await AskAsync(jarvis);
        var card = page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "Pay the landlord" });
        await Expect(card.GetByText("Open until")).ToBeVisibleAsync();
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToBeVisibleAsync();
        await Browser.PictureAsync(page, "teams-approval-before");

        await card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(card.GetByText("Approved by Alex Wilber on teams")).ToBeVisibleAsync();
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await Browser.PictureAsync(page, "teams-approval-after");
        Assert.Equal("Pay the landlord", Assert.Single(jarvis.Floor.Done).What);
        Assert.Equal(ActionState.Done, (await jarvis.ActionAsync(number)).State);

        await ShowAsync(jarvis);
        await Expect(page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "backend is down" })).ToBeVisibleAsync();
        await Expect(page.Locator(".ac-adaptiveCard").Filter(new() { HasText = "512 ms" })).ToBeVisibleAsync();
        await Expect(page.Locator(".ac-adaptiveCard img").Last).ToBeVisibleAsync();
        await Browser.PictureAsync(page, "teams-alert-table-chart");
        await page.Context.CloseAsync();
    }

    private static async Task<int> AskAsync(TestJarvis jarvis)
    {
        var pay = new FunctionCall("shop.pay", ("to", "the landlord"), ("amount", "250"));
        var asked = await jarvis.ActAsync(pay, proposal: new Proposal(pay, "The rent of November is due on Friday.") { Benefit = "No fee for being late." });
        await jarvis.Get<PromptDesk>().AnnounceAsync([asked.Number], TestContext.Current.CancellationToken);
        return asked.Number;
    }

    private static async Task ShowAsync(TestJarvis jarvis)
    {
        var outbox = jarvis.Get<Outbox>();
        var (_, address, _) = (await jarvis.Get<PeopleDirectory>().AddressesAsync(Audience.Owners, TestContext.Current.CancellationToken)).First(a => a.Channel == "teams");
        var at = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        Reply[] replies =
        [
            new("🔴 **backend is down** (critical, alert 7)\n\nNo answer for 30 seconds: **connection refused**.") { Alert = new AlertNotice(7, "backend is down", "critical", "open"), Buttons = [[new Button("Acknowledge", "a:ack:7")]] },
            new("**Two services** are slower than yesterday.") { Table = new Table(["Service", "p95", "Yesterday"], [["website", "120 ms", "90 ms"], ["checkout", "512 ms", "230 ms"]]) { Title = "Services" } },
            new("checkout is slower since eight.") { Chart = new Chart("p95", ChartKind.Line, [new("checkout", [.. Enumerable.Range(0, 60).Select(i => new ChartPoint(200 + (i * 5)) { At = at.AddMinutes(i) })])]) { Unit = "ms" } },
        ];
        for (var i = 0; i < replies.Length; i++) await outbox.SayAsync($"show:{i}", "teams", address, replies[i], TestContext.Current.CancellationToken);
    }
}
