using Jarvis.Bot.Dashboard.Access;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Hosting;
using Jarvis.Skills.Storage;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Dashboard;

/// <summary>A model's answer as it comes, on the page of Jarvis as he is started.</summary>
public sealed class StreamedAnswerTests(Browser browser, ModelServer server) : IClassFixture<Browser>, IClassFixture<ModelServer>
{
    [Fact]
    public async Task An_answer_that_breaks_off_after_two_calls_is_replaced_where_it_stands_and_what_was_done_stays()
    {
        var account = server.NewAccount();
        var say = $"zzz qqq wibble frob grue plugh a fact about people for later, which are slow or in maintenance {Nonsense.New()}";
        var calls = new { toolCalls = new[] { new { id = "c1", name = "health_status", arguments = "{}" }, new { id = "c2", name = "conversation_remember", arguments = "{\"text\":\"Our landlord is Mrs Keller\"}" } } };
        await account.AnswerAsync(
            new { match = new { userMessage = say, hasToolResult = false }, response = calls },
            new { match = new { userMessage = say, model = "first" }, response = new { content = "Your landlord is at home today and will not hear of it." }, chunkSize = 10 },
            new { match = new { userMessage = say, model = "second" }, response = new { content = "Mrs Keller is noted as your landlord, and no service is set up." }, chunkSize = 10 });
        await account.HoldAsync(4, "\"first\"", "\"tool\"");
        await account.HoldAsync(4, "\"second\"", "\"tool\"");
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        await using (var app = JarvisHost.Build([
            "--Dashboard:Url=http://127.0.0.1:0", $"--Storage:Folder={folder}", "--Governance:Clearance=FULL_AUTONOMY", "--Models:Failure:Timeout=00:30:00", "--Models:Failure:Retries=0",
            "--Models:Providers:gemini:Key=a", $"--Models:Providers:gemini:Url={account.Url}v1", "--Models:Tiers:economy:Model=first",
            "--Models:Providers:openai:Key=b", $"--Models:Providers:openai:Url={account.Url}v1", "--Models:Tiers:standard:Model=second"]))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            var page = await browser.NewPageAsync();
            await page.GotoAsync(app.Services.GetRequiredService<DashboardLink>().Link);
            await page.GetByPlaceholder("Ask Jarvis").FillAsync(say);
            await page.GetByPlaceholder("Ask Jarvis").PressAsync("Enter");
            var reply = page.Locator(".message.theirs", new() { HasText = "health status:" });

            await Expect(reply).ToContainTextAsync("Your landlord is at home");
            await Expect(reply).ToContainTextAsync("conversation remember: Noted");
            await Browser.PictureAsync(page, "stream-1-before-it-breaks");
            await account.ReleaseAsync(cut: true);

            await Expect(reply).ToContainTextAsync("Mrs Keller is noted");
            await Expect(page.GetByText("at home")).ToHaveCountAsync(0);
            await Browser.PictureAsync(page, "stream-2-replaced");
            await account.ReleaseAsync();

            var whole = page.Locator(".message.theirs", new() { HasText = "and no service is set up." });
            await Expect(whole).ToContainTextAsync("Looked at health status.");
            await Expect(whole).ToContainTextAsync("Done:");
            await Expect(page.GetByText("at home")).ToHaveCountAsync(0);
            await Expect(page.GetByText("Mrs Keller is noted")).ToHaveCountAsync(1);
            await Browser.PictureAsync(page, "stream-3-whole");
            await using var db = await app.Services.GetRequiredService<IDbContextFactory<JarvisDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
            Assert.Equal([ActionState.Done], await db.Set<ActionRecord>().Select(a => a.State).ToListAsync(TestContext.Current.CancellationToken));
            await page.Context.CloseAsync();
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        await TestFolder.RemoveAsync(folder);
    }
}
