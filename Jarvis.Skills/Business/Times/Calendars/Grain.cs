namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>How exact a time is: "at 3:15" to the minute, "in march" to the month.</summary>
public enum Grain
{
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>Steps on a wall calendar. Weeks begin on Monday. All stay some years within those that a date can have.</summary>
internal static class GrainSteps
{
    private static readonly DateTime First = new(10, 1, 1);
    private static readonly DateTime Final = new(9900, 1, 1);

    public static DateTime Start(this Grain grain, DateTime at) => grain switch
    {
        Grain.Second => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)),
        Grain.Minute => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute)),
        Grain.Hour => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour)),
        Grain.Day => at.Date,
        Grain.Week => Step(at.Date, Grain.Day, -(((int)at.DayOfWeek + 6) % 7)),
        Grain.Month => new DateTime(at.Year, at.Month, 1),
        Grain.Quarter => new DateTime(at.Year, (((at.Month - 1) / 3) * 3) + 1, 1),
        _ => new DateTime(at.Year, 1, 1),
    };

    /// <summary>So many of them later; the 31st of a month that has none is its last day.</summary>
    public static DateTime Step(this DateTime at, Grain grain, double count)
    {
        try
        {
            var stepped = grain switch
            {
                Grain.Second => at.AddSeconds(count),
                Grain.Minute => at.AddMinutes(count),
                Grain.Hour => at.AddHours(count),
                Grain.Day => at.AddDays(count),
                Grain.Week => at.AddDays(7 * count),
                _ => Months(at, count * MonthsOf(grain)),
            };
            return stepped < First ? First : stepped > Final ? Final : stepped;
        }
        catch (ArgumentOutOfRangeException) { return count < 0 ? First : Final; }
    }

    /// <summary>What the smallest part of such a distance is worth saying: "two years ago" is a month, "in a week" a day.</summary>
    public static Grain Finer(this Grain grain) => grain switch
    {
        Grain.Year or Grain.Quarter => Grain.Month,
        Grain.Month or Grain.Week => Grain.Day,
        Grain.Day => Grain.Hour,
        Grain.Hour => Grain.Minute,
        _ => Grain.Second,
    };

    public static int MonthsOf(Grain grain) => grain switch { Grain.Month => 1, Grain.Quarter => 3, Grain.Year => 12, _ => 0 };

    private static DateTime Months(DateTime at, double months)
    {
        var whole = (int)Math.Clamp(Math.Truncate(months), -120_000, 120_000);
        return at.AddMonths(whole).AddDays(Math.Round((months - Math.Truncate(months)) * 30));
    }
}
