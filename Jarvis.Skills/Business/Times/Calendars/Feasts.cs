namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>The days of the year that move: Easter, and weekdays counted within a month.</summary>
internal static class Feasts
{
    /// <summary>Western Easter Sunday, by the method of an anonymous correspondent of Nature, 1876.</summary>
    public static DateTime Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var sum = h + l - (7 * m) + 114;
        return new DateTime(year, sum / 31, (sum % 31) + 1);
    }

    /// <summary>Orthodox Easter Sunday, by J. Meeus, "Astronomical Algorithms", 1991, chapter 8; good from 1900 to 2099.</summary>
    public static DateTime OrthodoxEaster(int year)
    {
        var d = ((19 * (year % 19)) + 15) % 30;
        var e = ((2 * (year % 4)) + (4 * (year % 7)) - d + 34) % 7;
        return new DateTime(year, (d + e + 114) / 31, ((d + e + 114) % 31) + 1).AddDays(13);
    }

    /// <summary>The n-th such weekday of a month; the last when n is -1.</summary>
    public static DateTime Nth(int year, int month, DayOfWeek day, int n)
    {
        if (n < 0)
        {
            var last = new DateTime(year, month, DateTime.DaysInMonth(year, month));
            return last.AddDays(-(((int)last.DayOfWeek - (int)day + 7) % 7));
        }
        var first = new DateTime(year, month, 1);
        return first.AddDays((((int)day - (int)first.DayOfWeek + 7) % 7) + (7 * (n - 1)));
    }

    /// <summary>The working day on which a feast is kept that falls on a weekend.</summary>
    public static DateTime Observed(DateTime day) => day.DayOfWeek switch { DayOfWeek.Saturday => day.AddDays(-1), DayOfWeek.Sunday => day.AddDays(1), _ => day };
}
