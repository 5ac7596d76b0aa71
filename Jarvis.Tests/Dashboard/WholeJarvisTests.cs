using Jarvis.Bot.Dashboard.Access;
using Jarvis.Bot.Hosting;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Dashboard;

public sealed class WholeJarvisTests(Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task Jarvis_as_it_is_started_knows_its_owner_on_the_page_and_answers()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        await using (var app = JarvisHost.Build(["--Dashboard:Url=http://127.0.0.1:0", $"--Storage:Folder={folder}"]))
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
            var page = await browser.NewPageAsync();
            await page.GotoAsync(app.Services.GetRequiredService<DashboardLink>().Link);
            await page.GetByPlaceholder("Ask Jarvis").FillAsync("what did you do today?");
            await page.GetByPlaceholder("Ask Jarvis").PressAsync("Enter");
            await Expect(page.Locator(".message.mine")).ToHaveCountAsync(1);
            await Expect(page.Locator(".message.theirs").Last).ToBeVisibleAsync();
            await Expect(page.Locator(".message.theirs", new() { HasText = "pairing code" })).ToHaveCountAsync(0);

            await page.GotoAsync(new Uri(app.Services.GetRequiredService<DashboardLink>().Address, "/settings").ToString());
            await Expect(page.GetByText("Dashboard:StaySignedIn")).ToBeVisibleAsync();
            await page.Context.CloseAsync();
            await app.StopAsync(TestContext.Current.CancellationToken);
        }
        await TestFolder.RemoveAsync(folder);
    }
}
