using Microsoft.Playwright;

namespace Jarvis.Tests.Counterparts;

/// <summary>A real browser, Chromium without a window, as people use it: on a desktop, on a phone, in the dark.</summary>
public sealed class Browser : Counterpart
{
    /// <summary>A width and height in CSS pixels.</summary>
    public static readonly (int Width, int Height) Desktop = (1280, 800);

    /// <summary>As a small phone shows it.</summary>
    public static readonly (int Width, int Height) Phone = (390, 844);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where pictures are put: JARVIS_SCREENSHOTS, or a folder beside the tests.</summary>
    public static string Pictures { get; } = Environment.GetEnvironmentVariable("JARVIS_SCREENSHOTS") is { Length: > 0 } folder
        ? folder
        : Path.Combine(AppContext.BaseDirectory, "screenshots");

    /// <summary>A new page of a fresh visitor, without cookies of earlier ones.</summary>
    public async Task<IPage> NewPageAsync((int Width, int Height)? size = null, bool dark = false)
    {
        var (width, height) = size ?? Desktop;
        var visitor = await Started(_browser).NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            IsMobile = width < 600,
            HasTouch = width < 600,
        });
        return await visitor.NewPageAsync();
    }

    /// <summary>Takes a picture of the visible part, or of the whole page, and returns the file.</summary>
    public static async Task<string> PictureAsync(IPage page, string name, bool whole = false)
    {
        var file = Path.Combine(Pictures, $"{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = whole });
        return file;
    }

    protected override async Task StartAsync()
    {
        var chromium = NeedCommand("chromium");
        _playwright = await Playwright.CreateAsync();
        // Two cores that also run servers and other tests: what is slow is not wrong.
        Assertions.SetDefaultExpectTimeout(60_000);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Headless = true,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--disable-component-update"],
        });
    }

    protected override async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
