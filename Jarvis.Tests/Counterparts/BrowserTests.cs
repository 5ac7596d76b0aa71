using static Microsoft.Playwright.Assertions;

namespace Jarvis.Tests.Counterparts;

public sealed class BrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string Content = """
        <meta name="viewport" content="width=device-width">
        <style>body { background: white } @media (prefers-color-scheme: dark) { body { background: black } }</style>
        <button onclick="this.textContent = innerWidth + ' wide'">Press</button>
        """;

    [Fact]
    public async Task A_page_runs_its_script_at_the_width_of_the_device()
    {
        var page = await browser.NewPageAsync(Browser.Phone);
        await page.SetContentAsync(Content);
        await page.GetByText("Press").ClickAsync();
        await Expect(page.GetByText("390 wide")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_picture_shows_the_page_light_and_dark()
    {
        var light = await PictureAsync(dark: false);
        var dark = await PictureAsync(dark: true);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47], light[..4]);
        Assert.NotEqual(light, dark);
    }

    private async Task<byte[]> PictureAsync(bool dark)
    {
        var page = await browser.NewPageAsync(dark: dark);
        await page.SetContentAsync(Content);
        return await File.ReadAllBytesAsync(await Browser.PictureAsync(page, dark ? "browser-dark" : "browser-light"), TestContext.Current.CancellationToken);
    }
}
