using Jarvis.Skills.Answers;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Lines over time, with thresholds and shaded periods. A hole in the data is a hole in the line.</summary>
internal static class LinePlot
{
    private const int MostPoints = 1500;

    /// <summary>False when there is no value to draw.</summary>
    public static bool Fill(Plot plot, Chart chart, ChartTheme theme, TimeZoneInfo zone)
    {
        var lines = chart.Series
            .Select(s => s.Points.Where(p => p.At is not null).Select(p => (At: p.At!.Value, p.Value)).OrderBy(p => p.At).ToList())
            .ToList();
        var shown = lines.SelectMany(l => l).Where(p => PlotFrame.CanDraw(p.Value)).ToList();
        if (shown.Count == 0) return false;
        var (from, to) = (shown.Min(p => p.At), shown.Max(p => p.At));
        if (to - from < TimeSpan.FromMinutes(1)) (from, to) = (from - TimeSpan.FromMinutes(30), to + TimeSpan.FromMinutes(30));
        var marks = chart.Marks.Where(m => PlotFrame.CanDraw(m.Value)).ToList();
        var range = PlotFrame.ValueAxis(plot.Axes.Left, shown.Select(p => p.Value).Concat(marks.Select(m => m.Value)), chart.Unit, fromZero: false);
        plot.Axes.SetLimitsX(X(from), X(to));
        var ticks = TimeTicks.For(from, to, zone, 8);
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. ticks.Select(t => X(t.At))], [.. ticks.Select(t => t.Label)]);

        foreach (var span in chart.Spans)
        {
            var (left, right) = (span.From > from ? span.From : from, span.To < to ? span.To : to);
            if (left > right) continue;
            var shade = plot.Add.HorizontalSpan(X(left), X(right));
            shade.FillStyle.Color = theme.Warning.ToPlot(36);
            shade.LineStyle.Width = 0;
        }
        for (var i = 0; i < lines.Count; i++)
            foreach (var run in Runs(lines[i])) Line(plot, run, theme.Of(i).ToPlot(), theme.Of(i).ToPlot(28), fill: lines.Count == 1, range.Min);
        foreach (var mark in marks) Mark(plot, mark, theme, range, (X(from), X(to)));
        plot.Axes.SetLimits(X(from), X(to), range.Min, range.Max);
        return true;
    }

    private static double X(DateTimeOffset at) => at.UtcDateTime.ToOADate();

    private static void Line(Plot plot, List<(DateTimeOffset At, double Value)> run, Color color, Color shade, bool fill, double floor)
    {
        var points = Thin(run);
        var line = plot.Add.ScatterLine(points.Select(p => X(p.At)).ToArray(), points.Select(p => p.Value).ToArray(), color);
        line.LineWidth = points.Count > 500 ? 1.5f : 2.2f;
        if (points.Count == 1)
        {
            line.MarkerShape = MarkerShape.FilledCircle;
            line.MarkerSize = 6;
        }
        if (!fill) return;
        line.FillY = true;
        line.FillYColor = shade;
        line.FillYValue = floor;
    }

    private static void Mark(Plot plot, ChartMark mark, ChartTheme theme, CoordinateRange range, (double From, double To) x)
    {
        var line = plot.Add.HorizontalLine(mark.Value, 1.4f, theme.Warning.ToPlot(), LinePattern.Dashed);
        line.EnableAutoscale = false;
        var name = CleanText.Line(mark.Name);
        if (name.Length == 0) return;
        var label = plot.Add.Text(name, x.To, mark.Value);
        label.LabelFontName = JarvisFonts.For(name);
        label.LabelFontSize = 12;
        label.LabelFontColor = theme.Warning.ToPlot();
        // Below the line where the plot ends above it.
        label.LabelAlignment = range.Max - mark.Value < range.Span * 0.08 ? Alignment.UpperRight : Alignment.LowerRight;
        label.OffsetX = -4;
        label.OffsetY = label.LabelAlignment == Alignment.LowerRight ? -1 : 3;
    }

    /// <summary>Pieces without a hole: no value that is not a number, and no pause of more than six usual steps.</summary>
    private static IEnumerable<List<(DateTimeOffset At, double Value)>> Runs(List<(DateTimeOffset At, double Value)> points)
    {
        var steps = points.Zip(points.Skip(1), (a, b) => b.At - a.At).Order().ToList();
        var pause = steps.Count < 4 ? TimeSpan.MaxValue : steps[steps.Count / 2] * 6;
        var run = new List<(DateTimeOffset At, double Value)>();
        foreach (var point in points)
        {
            if (run.Count > 0 && (!PlotFrame.CanDraw(point.Value) || point.At - run[^1].At > pause))
            {
                yield return run;
                run = [];
            }
            if (PlotFrame.CanDraw(point.Value)) run.Add(point);
        }
        if (run.Count > 0) yield return run;
    }

    /// <summary>The lowest and the highest of each small period: peaks stay, and a picture has only so many columns.</summary>
    private static List<(DateTimeOffset At, double Value)> Thin(List<(DateTimeOffset At, double Value)> run)
    {
        if (run.Count <= MostPoints) return run;
        return [.. run.Chunk((run.Count / (MostPoints / 2)) + 1).SelectMany(chunk => new[] { chunk.MinBy(p => p.Value), chunk.MaxBy(p => p.Value) }.OrderBy(p => p.At))];
    }
}
