using Jarvis.Skills.Domains;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.DependencyInjection;
using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Dashboard;

public sealed class PictureTests(Browser browser) : IClassFixture<Browser>
{
    [Theory]
    [InlineData("desktop", 1440, 900, false)]
    [InlineData("desktop", 1440, 900, true)]
    [InlineData("phone", 390, 844, false)]
    [InlineData("phone", 390, 844, true)]
    public async Task Every_page_fits_its_screen_and_fails_nowhere(string device, int width, int height, bool dark)
    {
        await using var host = await PageHost.StartAsync(simulation: true, more: s => s.AddSingleton<ILivePanel>(SampleBusiness.Services()));
        await SampleBusiness.FillAsync(host);
        var page = await host.OpenAsync(browser, size: (width, height), dark: dark);
        var failures = new List<string>();
        page.Console += (_, m) => { if (m.Type == "error") failures.Add(m.Text); };
        foreach (var path in new[] { "/", "/services", "/decisions", "/alerts", "/metrics", "/ledger", "/settings" })
        {
            await page.GotoAsync(new Uri(host.Address, path).ToString());
            await Expect(page.Locator("main").Locator(".message, h1").First).ToBeVisibleAsync();
            await Browser.PictureAsync(page, $"{device}-{(dark ? "dark" : "light")}{path.Replace('/', '-')}");
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
            Assert.True(overflow <= 0, $"{path} is {overflow} px wider than the screen.");
        }
        if (device == "phone")
        {
            await page.GotoAsync(host.Address.ToString());
            await page.GetByRole(Microsoft.Playwright.AriaRole.Tab, new() { Name = "Business" }).ClickAsync();
            await Expect(page.Locator(".business .decision").First).ToBeVisibleAsync();
            await Browser.PictureAsync(page, $"{device}-{(dark ? "dark" : "light")}-business");
        }
        Assert.Empty(failures);
    }
}
