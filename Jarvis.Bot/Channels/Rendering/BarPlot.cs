using System.Globalization;
using Jarvis.Skills.Answers;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// Bars, grouped by label. Upright while the labels fit side by side, else lying, where a label has a line of its own.
/// </summary>
internal static class BarPlot
{
    private const int MostBars = 40;
    private const int LettersAcross = 84;

    /// <summary>Lying bars need a line each.</summary>
    public static int HeightOf(Chart chart, int least)
    {
        var labels = Labels(chart, TimeZoneInfo.Utc);
        return Lies(labels) ? Math.Max(least, 110 + (labels.Count * Math.Max(26, 14 * chart.Series.Count))) : least;
    }

    /// <summary>False when there is no value to draw.</summary>
    public static bool Fill(Plot plot, Chart chart, ChartTheme theme, TimeZoneInfo zone)
    {
        var labels = Labels(chart, zone);
        var lies = Lies(labels);
        var bars = new List<Bar>();
        var wide = 0.78 / chart.Series.Count;
        for (var s = 0; s < chart.Series.Count; s++)
        {
            foreach (var point in chart.Series[s].Points.Where(p => PlotFrame.CanDraw(p.Value)))
            {
                var at = labels.IndexOf(Label(point, zone));
                if (at < 0) continue;
                var place = at - 0.39 + (wide * (s + 0.5));
                bars.Add(new Bar
                {
                    Position = lies ? -place : place, Value = point.Value, Size = wide * 0.92, Orientation = lies ? Orientation.Horizontal : Orientation.Vertical,
                    FillColor = theme.Of(s).ToPlot(), LineWidth = 0, Label = bars.Count < MostBars ? ValueLabels.Of(point.Value, chart.Unit) : "", CenterLabel = false,
                });
            }
        }
        if (bars.Count == 0) return false;
        var drawn = plot.Add.Bars(bars);
        // With many bars the numbers would run into each other; the axis tells them then.
        var labelled = lies || bars.Sum(b => b.Label.Length + 1) < LettersAcross;
        if (!labelled) bars.ForEach(b => b.Label = "");
        drawn.ValueLabelStyle.FontName = JarvisFonts.Name;
        drawn.ValueLabelStyle.FontSize = 12;
        drawn.ValueLabelStyle.ForeColor = theme.Text.ToPlot();

        IAxis values = lies ? plot.Axes.Bottom : plot.Axes.Left, names = lies ? plot.Axes.Left : plot.Axes.Bottom;
        var marks = chart.Marks.Where(m => PlotFrame.CanDraw(m.Value)).ToList();
        var range = PlotFrame.ValueAxis(values, bars.Select(b => b.Value).Concat(marks.Select(m => m.Value)), chart.Unit, fromZero: true);
        plot.Grid.XAxisStyle.IsVisible = lies;
        plot.Grid.YAxisStyle.IsVisible = !lies;
        names.TickGenerator = new NumericManual([.. labels.Select((_, i) => lies ? -(double)i : i)], [.. labels.Select(Short)]);
        names.TickLabelStyle.FontName = JarvisFonts.For(string.Concat(labels));
        names.TickLabelStyle.ForeColor = theme.Text.ToPlot();
        foreach (var mark in marks)
        {
            var line = lies
                ? (ScottPlot.Plottables.AxisLine)plot.Add.VerticalLine(mark.Value, 1.4f, theme.Warning.ToPlot(), LinePattern.Dashed)
                : plot.Add.HorizontalLine(mark.Value, 1.4f, theme.Warning.ToPlot(), LinePattern.Dashed);
            line.EnableAutoscale = false;
            var name = CleanText.Line(mark.Name);
            var text = lies ? plot.Add.Text(name, mark.Value, 0.6) : plot.Add.Text(name, labels.Count - 0.4, mark.Value);
            text.LabelFontName = JarvisFonts.For(name);
            text.LabelFontSize = 12;
            text.LabelFontColor = theme.Warning.ToPlot();
            text.LabelAlignment = lies ? Alignment.UpperRight : Alignment.LowerRight;
            text.OffsetX = -4;
        }
        // Room for the numbers at the ends of lying bars.
        var far = lies ? range.Max + (range.Span * 0.06) : range.Max;
        if (lies) plot.Axes.SetLimits(range.Min, far, -(labels.Count - 0.4), 0.6);
        else plot.Axes.SetLimits(-0.6, labels.Count - 0.4, range.Min, range.Max);
        return true;
    }

    private static List<string> Labels(Chart chart, TimeZoneInfo zone) =>
        [.. chart.Series.SelectMany(s => s.Points).Select(p => Label(p, zone)).Distinct(StringComparer.Ordinal).Take(MostBars)];

    private static string Label(ChartPoint point, TimeZoneInfo zone)
    {
        if (point.Label is not null) return CleanText.Line(point.Label);
        if (point.At is not { } at) return "";
        var wall = TimeZoneInfo.ConvertTime(at, zone);
        return wall.ToString(wall.TimeOfDay == TimeSpan.Zero ? "ddd d MMM" : "d MMM HH:mm", CultureInfo.InvariantCulture);
    }

    private static bool Lies(List<string> labels) => labels.Sum(l => Short(l).Length + 2) > LettersAcross;

    private static string Short(string label) => label.Length <= 38 ? label : label[..37].TrimEnd() + "…";
}
