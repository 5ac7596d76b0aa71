using SkiaSharp;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>The colours of a picture. Series are told apart in both themes, and by people who see red and green alike (Okabe and Ito's order of hues).</summary>
public sealed record ChartTheme
{
    private ChartTheme() { }

    public required SKColor Background { get; init; }
    public required SKColor Text { get; init; }
    public required SKColor Muted { get; init; }
    public required SKColor Grid { get; init; }

    /// <summary>Thresholds and outages.</summary>
    public required SKColor Warning { get; init; }

    /// <summary>Every second row of a table, and its heading.</summary>
    public required SKColor Stripe { get; init; }

    public required IReadOnlyList<SKColor> Series { get; init; }

    public static ChartTheme Light { get; } = new()
    {
        Background = SKColor.Parse("#FFFFFF"), Text = SKColor.Parse("#1E1E2E"), Muted = SKColor.Parse("#6B7080"),
        Grid = SKColor.Parse("#E7E9EF"), Warning = SKColor.Parse("#D6336C"), Stripe = SKColor.Parse("#F6F7FA"),
        Series = Colors("#4C5FD5", "#E08A00", "#0B9E8A", "#B0479B", "#2E9BE6", "#C4512D", "#6B8E23", "#7A6F9B"),
    };

    public static ChartTheme Dark { get; } = new()
    {
        Background = SKColor.Parse("#1B1C25"), Text = SKColor.Parse("#ECEDF3"), Muted = SKColor.Parse("#9DA1B2"),
        Grid = SKColor.Parse("#2E303D"), Warning = SKColor.Parse("#FF6B93"), Stripe = SKColor.Parse("#22242F"),
        Series = Colors("#8B9BFF", "#FFB84D", "#3ED6BE", "#E48AD2", "#6CC4FF", "#FF9472", "#B4D455", "#B9B0D6"),
    };

    public SKColor Of(int series) => Series[series % Series.Count];

    private static SKColor[] Colors(params string[] hex) => [.. hex.Select(SKColor.Parse)];
}
