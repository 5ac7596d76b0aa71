using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>What line and bar plots have in common: axes, grid, fonts, a value axis with its unit.</summary>
internal static class PlotFrame
{
    public static Plot Create(ChartTheme theme)
    {
        JarvisFonts.Register();
        var plot = new Plot();
        // The heading is on the canvas already.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Frame(false);
        plot.Axes.Title.IsVisible = false;
        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.TickLabelStyle.FontName = JarvisFonts.Name;
            axis.TickLabelStyle.FontSize = 13;
            axis.TickLabelStyle.ForeColor = theme.Muted.ToPlot();
            axis.MajorTickStyle.Length = 0;
            axis.MinorTickStyle.Length = 0;
        }
        plot.Axes.Right.MinimumSize = 22;
        plot.Axes.Left.MinimumSize = 22;
        plot.Axes.Top.MinimumSize = 8;
        plot.Axes.Bottom.MinimumSize = 18;
        plot.Grid.MinorLineWidth = 0;
        plot.Grid.MajorLineColor = theme.Grid.ToPlot();
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.HideLegend();
        return plot;
    }

    /// <summary>Beyond this an axis has no steps left to put ticks at.</summary>
    public static bool CanDraw(double value) => Math.Abs(value) < 1e15;

    public static Color ToPlot(this SKColor color, byte alpha = 255) => new(color.Red, color.Green, color.Blue, alpha);

    /// <summary>Ticks with the unit, and room above the highest value; from zero where values are near it, so that heights can be compared.</summary>
    public static CoordinateRange ValueAxis(IAxis axis, IEnumerable<double> values, string? unit, bool fromZero)
    {
        var (low, high) = (double.MaxValue, double.MinValue);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (fromZero || low >= 0 && low < high * 0.5) low = Math.Min(low, 0);
        if (fromZero) high = Math.Max(high, 0);
        var span = high - low;
        if (span <= Math.Abs(high) * 1e-9) span = Math.Max(Math.Abs(high) * 0.2, 1);
        var range = new CoordinateRange(low >= 0 && low - (span * 0.08) < 0 ? 0 : low == 0 ? 0 : low - (span * 0.08), high <= 0 && fromZero ? 0 : high + (span * 0.1));
        if (unit == "%" && high <= 100 && range.Max > 100) range = new CoordinateRange(range.Min, 102);
        axis.Min = range.Min;
        axis.Max = range.Max;
        axis.TickGenerator = new NumericAutomatic { LabelFormatter = value => ValueLabels.Of(value, unit), TargetTickCount = 6 };
        return range;
    }
}
