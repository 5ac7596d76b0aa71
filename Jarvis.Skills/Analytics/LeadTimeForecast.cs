using MathNet.Numerics.Distributions;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// The sum of the next days of a daily series, such as what is still to be spent this month. Simple exponential smoothing, whose weight α is the one
/// with the smallest squared one-step errors; with four weeks of history each weekday has a factor of its own. The sum over h days has the
/// variance σ² Σ (1 + jα)², j = 0 … h-1 (lead-time demand of ARIMA(0,1,1)).
/// Source: Hyndman, Koehler, Ord and Snyder, "Forecasting with Exponential Smoothing", Springer 2008.
/// </summary>
/// <param name="Expected">In the unit of the series.</param>
/// <param name="Low">Lower end of the interval, never below zero.</param>
/// <param name="High">Its upper end.</param>
/// <param name="PerDay">The level of a day now.</param>
/// <param name="Alpha">0 to 1: how much the newest day counts.</param>
public sealed record LeadTimeForecast(double Expected, double Low, double High, double PerDay, double Alpha)
{
    private const int LeastHistory = 3;
    private const int Week = 7;
    private const int WeeksForWeekdays = 4;
    private const double Idle = 0.05;

    /// <summary>Null with fewer than three days of history.</summary>
    /// <param name="days">Whole days, oldest first, none negative.</param>
    /// <param name="first">The weekday of the first of them.</param>
    /// <param name="ahead">How many days are to come.</param>
    /// <param name="confidence">Of the interval.</param>
    public static LeadTimeForecast? Of(IReadOnlyList<double> days, DayOfWeek first, int ahead, double confidence = 0.8)
    {
        if (days.Count < LeastHistory) return null;
        var factors = Factors(days, first);
        // A weekday on which next to nothing happens says nothing of the level.
        double[] plain = [.. days.Select((d, i) => (Value: d, Factor: factors[((int)first + i) % Week])).Where(d => d.Factor >= Idle).Select(d => d.Value / d.Factor)];
        var best = Enumerable.Range(1, 19).Select(i => Smooth(plain, i * 0.05)).MinBy(s => s.SquaredError)!;
        var sigma = Math.Sqrt(best.SquaredError / (plain.Length - 1));
        var coming = Enumerable.Range(days.Count, ahead).Select(i => factors[((int)first + i) % Week]).ToList();
        var expected = best.Level * coming.Sum();
        var spread = sigma * Math.Sqrt(coming.Select((f, i) => f * f * Math.Pow(1 + ((ahead - 1 - i) * best.Alpha), 2)).Sum());
        var reach = Normal.InvCDF(0, 1, (1 + confidence) / 2) * spread;
        return new(expected, Math.Max(0, expected - reach), expected + reach, best.Level, best.Alpha);
    }

    private static double[] Factors(IReadOnlyList<double> days, DayOfWeek first)
    {
        var factors = Enumerable.Repeat(1.0, Week).ToArray();
        var mean = days.Average();
        if (days.Count < Week * WeeksForWeekdays || mean <= 0) return factors;
        foreach (var weekday in days.Select((d, i) => (Value: d, Weekday: ((int)first + i) % Week)).GroupBy(d => d.Weekday, d => d.Value))
            factors[weekday.Key] = weekday.Average() / mean;
        return factors;
    }

    private static Smoothed Smooth(double[] series, double alpha)
    {
        var level = series.Take(LeastHistory).Average();
        var squared = 0.0;
        foreach (var value in series)
        {
            var error = value - level;
            squared += error * error;
            level += alpha * error;
        }
        return new(level, alpha, squared);
    }

    private sealed record Smoothed(double Level, double Alpha, double SquaredError);
}
