using System.Globalization;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>
/// When people are at work, by their own clocks. Each day's hours are taken as two instants of that day's clock, so that a change to or from summer time moves
/// nothing but the distance between them.
/// </summary>
/// <param name="Opens">Time of day, inclusive.</param>
/// <param name="Closes">Time of day, exclusive; 24 hours is midnight.</param>
internal sealed record WorkingHours(TimeSpan Opens, TimeSpan Closes, IReadOnlySet<DayOfWeek> Days)
{
    public const string AllowedHours = "two times of a day, the earlier first, such as \"09:00-17:00\"";
    public const string AllowedDays = "days of the week, such as \"Mon Tue Wed Thu Fri\"";

    /// <summary>Reads "09:00-17:00"; null when it is no such thing.</summary>
    public static (TimeSpan Opens, TimeSpan Closes)? ReadHours(string text) =>
        text.Split('-', StringSplitOptions.TrimEntries) is [var from, var to] && Clock(from) is { } opens && Clock(to) is { } closes && opens < closes ? (opens, closes) : null;

    /// <summary>Reads "Mon Tue Fri"; null when a word is no day, or there is none.</summary>
    public static IReadOnlySet<DayOfWeek>? ReadDays(string text)
    {
        var days = new HashSet<DayOfWeek>();
        foreach (var word in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            var named = Enum.GetValues<DayOfWeek>().Where(d => word.Equals(d.ToString(), StringComparison.OrdinalIgnoreCase) || word.Equals(d.ToString()[..3], StringComparison.OrdinalIgnoreCase)).ToList();
            if (named is not [var day]) return null;
            days.Add(day);
        }
        return days.Count > 0 ? days : null;
    }

    public bool IsOpen(DateTimeOffset at, TimeZoneInfo zone) => Of(Day(at, zone), zone) is { } hours && hours.From <= at && at < hours.To;

    /// <summary>The instant itself within working hours, else their next beginning.</summary>
    public DateTimeOffset Next(DateTimeOffset at, TimeZoneInfo zone)
    {
        for (var day = Day(at, zone); ; day = day.AddDays(1))
            if (Of(day, zone) is { } hours && at < hours.To) return (at > hours.From ? at : hours.From).ToUniversalTime();
    }

    /// <summary>The beginning of working hours on a later day than the instant's.</summary>
    public DateTimeOffset NextDay(DateTimeOffset at, TimeZoneInfo zone) => Next(new WallClock(at, zone).StartOf(Day(at, zone).AddDays(1)), zone);

    /// <summary>The instant after so much working time.</summary>
    public DateTimeOffset Add(DateTimeOffset at, WorkingDelay delay, TimeZoneInfo zone)
    {
        var from = Next(at, zone);
        if (delay.Days > 0)
        {
            var wall = TimeZoneInfo.ConvertTime(from, zone);
            var day = DateOnly.FromDateTime(wall.DateTime);
            for (var left = delay.Days; left > 0;)
                if (Days.Contains((day = day.AddDays(1)).DayOfWeek)) left--;
            from = Next(new WallClock(from, zone).At(day.ToDateTime(TimeOnly.MinValue) + wall.TimeOfDay), zone);
        }
        return delay.Time > TimeSpan.Zero ? AddTime(from, delay.Time, zone) : from;
    }

    private DateTimeOffset AddTime(DateTimeOffset from, TimeSpan left, TimeZoneInfo zone)
    {
        while (true)
        {
            var to = Of(Day(from, zone), zone)!.Value.To;
            if (from + left < to) return from + left;
            left -= to - from;
            from = Next(to, zone);
        }
    }

    /// <summary>A day's hours; null on a day off, and where the clock leaves none of them.</summary>
    private (DateTimeOffset From, DateTimeOffset To)? Of(DateOnly day, TimeZoneInfo zone)
    {
        if (!Days.Contains(day.DayOfWeek)) return null;
        var (wall, midnight) = (new WallClock(default, zone), day.ToDateTime(TimeOnly.MinValue));
        var (from, to) = (wall.At(midnight + Opens), wall.At(midnight + Closes));
        return from < to ? (from, to) : null;
    }

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static TimeSpan? Clock(string text) => text == "24:00" ? TimeSpan.FromDays(1) : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;
}
