namespace Jarvis.Skills.Analytics;

public enum CapacityState
{
    /// <summary>Too few readings since the last reset to say.</summary>
    NotEnoughData,

    /// <summary>No significant rise: no date can be named honestly.</summary>
    NotFilling,
    Filling,

    /// <summary>At or above capacity already.</summary>
    Full,
}

/// <summary>
/// When will it be full? days = (capacity - level)/slope from the last reading on, by <see cref="Trend"/>. The range takes the steeper
/// slope from the upper end of the readings' scatter, and the flatter slope from its lower end. It says what happens if things go on as
/// they went since the last reset, and knows nothing of weekends or of a clean-up to come.
/// </summary>
/// <param name="State">Days are there only while it fills, and zero when it is full.</param>
/// <param name="Days">From the last reading until capacity is reached.</param>
/// <param name="EarliestDays">Near end of the range.</param>
/// <param name="LatestDays">Far end; null while filling if it may as well never be reached.</param>
/// <param name="Trend">What this rests on.</param>
public sealed record CapacityForecast(CapacityState State, double? Days, double? EarliestDays, double? LatestDays, Trend Trend)
{
    /// <param name="readings">Use so far, in any order.</param>
    /// <param name="capacity">In the readings' unit.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is not a finite number.</exception>
    public static CapacityForecast Of(IEnumerable<Reading> readings, double capacity, TrendOptions? options = null)
    {
        if (!double.IsFinite(capacity))
        {
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A capacity is a finite number in the readings' unit.");
        }

        var ordered = Finite.InOrder(readings);
        var trend = Trend.Of(ordered, options);
        if (ordered.Length > 0 && ordered[^1].Value >= capacity)
        {
            return new(CapacityState.Full, 0, 0, 0, trend);
        }

        if (trend.Direction != TrendDirection.Rising)
        {
            var state = trend.Direction == TrendDirection.NotEnoughData ? CapacityState.NotEnoughData : CapacityState.NotFilling;
            return new(state, null, null, null, trend);
        }

        var days = Until(capacity, trend.Level, trend.PerDay);
        var earliest = Until(capacity, trend.Level + trend.Scatter.High, trend.PerDayHigh);
        double? latest = trend.PerDayLow > 0 ? Until(capacity, trend.Level + trend.Scatter.Low, trend.PerDayLow) : null;
        return new(CapacityState.Filling, days, Math.Min(days, earliest), latest is { } far ? Math.Max(days, far) : null, trend);
    }

    private static double Until(double capacity, double level, double perDay) => Math.Max(0, (capacity - level) / perDay);
}
