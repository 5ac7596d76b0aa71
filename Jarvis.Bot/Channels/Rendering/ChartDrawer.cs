using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Draws charts: heading and legend by Skia, the plot by ScottPlot. Times are on the owner's wall clock. Any chart gives a
/// picture, also one without a value, which says so.
/// </summary>
public sealed class ChartDrawer(IOptions<BusinessOptions> business)
{
    private const int Width = 800;
    private const int Height = 440;
    private const float Edge = 22;

    /// <summary>A picture for chat: 800 by 440 points (higher with many bars), two pixels each.</summary>
    public byte[] Png(Chart chart, ChartTheme? theme = null)
    {
        const int Density = 2;
        var height = HeightOf(chart);
        using var surface = SKSurface.Create(new SKImageInfo(Width * Density, height * Density));
        surface.Canvas.Scale(Density);
        Draw(surface.Canvas, chart, theme ?? ChartTheme.Light, Width, height);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The same as an SVG element for a page, which scales it.</summary>
    public string Svg(Chart chart, ChartTheme? theme = null)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, HeightOf(chart)), stream))
            Draw(canvas, chart, theme ?? ChartTheme.Light, Width, HeightOf(chart));
        return SvgText.OfSkia(stream.ToArray(), Width, HeightOf(chart));
    }

    private static int HeightOf(Chart chart) =>
        chart.Kind == ChartKind.Bar ? BarPlot.HeightOf(chart, Height) : Height;

    private void Draw(SKCanvas canvas, Chart chart, ChartTheme theme, int width, int height)
    {
        canvas.Clear(theme.Background);
        using var heading = new TextPainter(JarvisFonts.SemiBold, 19, theme.Text);
        heading.Draw(canvas, heading.Fit(CleanText.Line(chart.Title), width - (2 * Edge)), Edge, 14);
        var top = 14 + heading.LineHeight + 4;
        if (chart.Series.Count > 1) top = Legend(canvas, chart, theme, width, top);
        using var plot = PlotFrame.Create(theme);
        var drawn = chart.Kind == ChartKind.Line
            ? LinePlot.Fill(plot, chart, theme, business.Value.Zone)
            : BarPlot.Fill(plot, chart, theme, business.Value.Zone);
        if (drawn)
        {
            plot.Render(canvas, new ScottPlot.PixelRect(0, width, height, top));
            return;
        }
        using var nothing = new TextPainter(JarvisFonts.Regular, 15, theme.Muted);
        const string Nothing = "No values in this period";
        nothing.Draw(canvas, Nothing, (width - nothing.Width(Nothing)) / 2, (height / 2f) - 10);
    }

    private static float Legend(SKCanvas canvas, Chart chart, ChartTheme theme, int width, float top)
    {
        using var name = new TextPainter(JarvisFonts.Regular, 13, theme.Muted);
        using var swatch = new SKPaint { IsAntialias = true };
        var x = Edge;
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var text = name.Fit(CleanText.Line(chart.Series[i].Name), 200);
            var needed = 16 + name.Width(text);
            if (x > Edge && x + needed > width - Edge)
            {
                x = Edge;
                top += 20;
            }
            swatch.Color = theme.Of(i);
            canvas.DrawRoundRect(new SKRoundRect(new SKRect(x, top + 4.5f, x + 10, top + 14.5f), 3), swatch);
            name.Draw(canvas, text, x + 16, top);
            x += needed + 20;
        }
        return top + 22;
    }
}
