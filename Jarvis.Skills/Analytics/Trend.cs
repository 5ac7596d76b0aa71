namespace Jarvis.Skills.Analytics;

public enum TrendDirection
{
    /// <summary>Too few readings, or over too short a time.</summary>
    NotEnoughData,

    /// <summary>Enough readings, and no direction that chance would not give.</summary>
    None,
    Rising,
    Falling,
}

/// <summary>What it takes to speak of a trend.</summary>
public sealed record TrendOptions
{
    public int MinimumReadings { get; init; } = 12;

    public TimeSpan MinimumSpan { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Chance of calling a series without a direction a trend.</summary>
    public double Significance { get; init; } = 0.01;

    /// <summary>Of the intervals of slope and forecast.</summary>
    public double IntervalConfidence { get; init; } = 0.9;

    /// <summary>Whether only what came after the last reset counts (see <see cref="Resets"/>).</summary>
    public bool AfterLastReset { get; init; } = true;
}

/// <summary>
/// The direction of a series: Theil–Sen slope (<see cref="TheilSenLine"/>), taken as a trend only if both Kendall's test
/// (<see cref="KendallTest"/>) and the drift of the series' blocks are significant and agree. Series longer than 200 readings are reduced
/// to medians of 200 blocks.
/// </summary>
/// <param name="Direction">None and NotEnoughData are answers too: say them.</param>
/// <param name="PerDay">Slope, in the readings' unit per day; NaN without enough data.</param>
/// <param name="PerDayLow">Lower end of the slope's interval (the wider of Sen's and the drift's).</param>
/// <param name="PerDayHigh">Upper end.</param>
/// <param name="Tau">Kendall's τ_b, -1..1.</param>
/// <param name="PValue">The larger of the two tests'.</param>
/// <param name="Level">Where the series stands at its last reading, smoothed over five.</param>
/// <param name="Scatter">How far readings lie from the line: the interval of the residuals around their median.</param>
/// <param name="Since">The first reading that counted: after the last reset.</param>
/// <param name="Count">Readings that counted.</param>
public sealed record Trend(
    TrendDirection Direction, double PerDay, double PerDayLow, double PerDayHigh, double Tau, double PValue, double Level,
    (double Low, double High) Scatter, DateTimeOffset? Since, int Count)
{
    private const int MaximumPoints = 200;
    private const int Smoothing = 5;

    /// <param name="readings">In any order; those not finite are left out.</param>
    /// <param name="options">Null for the defaults.</param>
    public static Trend Of(IEnumerable<Reading> readings, TrendOptions? options = null)
    {
        options ??= new();
        var all = options.AfterLastReset ? Resets.SinceLast(readings) : Finite.InOrder(readings);
        if (all.Count < Math.Max(4, options.MinimumReadings) || all[^1].At - all[0].At < options.MinimumSpan || all[^1].At == all[0].At)
        {
            return new(TrendDirection.NotEnoughData, double.NaN, double.NaN, double.NaN, double.NaN, 1, double.NaN, default, all.Count > 0 ? all[0].At : null, all.Count);
        }

        var (x, y) = Reduce(all);
        var line = TheilSenLine.Fit(x, y, options.IntervalConfidence)!;
        var drift = Drift.Of(x, y);
        var reach = drift.Interval(options.IntervalConfidence);
        var p = Math.Max(line.Test.PValue, drift.PValue);
        var agree = Math.Sign(line.Slope) == Math.Sign(line.Test.S) && Math.Sign(line.Slope) == Math.Sign(drift.PerUnit);
        var direction = p >= options.Significance || !agree || line.Slope == 0 ? TrendDirection.None
            : line.Slope > 0 ? TrendDirection.Rising : TrendDirection.Falling;
        var rest = TheilSenLine.Residuals(x, y, line.Slope, line.Intercept);
        var tail = (1 - options.IntervalConfidence) / 2;
        return new(
            direction, line.Slope, Math.Min(line.SlopeLow, reach.Low), Math.Max(line.SlopeHigh, reach.High), line.Test.Tau, p,
            line.At(x[^1]) + Percentiles.P50(rest.AsSpan(Math.Max(0, rest.Length - Smoothing))),
            (Percentiles.Of(rest, tail), Percentiles.Of(rest, 1 - tail)), all[0].At, all.Count);
    }

    /// <summary>Days before the last reading (so the last is 0), and values.</summary>
    private static (double[] X, double[] Y) Reduce(IReadOnlyList<Reading> all)
    {
        var points = Math.Min(all.Count, MaximumPoints);
        var (x, y) = (new double[points], new double[points]);
        for (var p = 0; p < points; p++)
        {
            var block = all.Take(new Range(p * all.Count / points, (p + 1) * all.Count / points)).ToArray();
            x[p] = Percentiles.P50(Array.ConvertAll(block, r => (r.At - all[^1].At).TotalDays));
            y[p] = Percentiles.P50(Array.ConvertAll(block, r => r.Value));
        }

        return (x, y);
    }
}
