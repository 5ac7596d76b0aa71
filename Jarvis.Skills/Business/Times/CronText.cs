using System.Globalization;
using Quartz;

namespace Jarvis.Skills.Business.Times;

/// <summary>A Quartz cron expression in words, and when it is next due.</summary>
public static class CronText
{
    /// <summary>"every weekday at 08:00". An expression of a shape that people's words never lead to stays as it is.</summary>
    public static string Words(string cron)
    {
        var fields = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 6 || fields[4] != "*") return cron;
        var (minute, hour, ofMonth, ofWeek) = (fields[1], fields[2], fields[3], fields[5]);
        var everyDay = ofMonth is "*" or "?" && ofWeek is "*" or "?";
        if (everyDay && hour == "*") return minute switch { "*" => "every minute", "0" => "every hour", _ => minute.StartsWith("0/", StringComparison.Ordinal) ? $"every {minute[2..]} minutes" : cron };
        if (everyDay && minute == "0" && hour.StartsWith("0/", StringComparison.Ordinal)) return $"every {hour[2..]} hours";
        if (!int.TryParse(minute, CultureInfo.InvariantCulture, out var m) || !int.TryParse(hour, CultureInfo.InvariantCulture, out var h)) return cron;
        var days = everyDay ? "every day" : ofWeek is "*" or "?" ? OfMonth(ofMonth) : ofMonth is "*" or "?" ? OfWeek(ofWeek) : null;
        return days is null ? cron : $"{days} at {h:00}:{m:00}";
    }

    /// <summary>The next time after this one; null when there is none.</summary>
    public static DateTimeOffset? Next(string cron, DateTimeOffset after, TimeZoneInfo zone) =>
        new CronExpression(cron, zone).GetNextValidTimeAfter(after);

    internal static bool MinutesApart(string cron)
    {
        var expression = new CronExpression(cron, TimeZoneInfo.Utc);
        var first = expression.GetNextValidTimeAfter(DateTimeOffset.UnixEpoch);
        for (var i = 0; i < 60 && first is { } at; i++)
        {
            var next = expression.GetNextValidTimeAfter(at);
            if (next - at < TimeSpan.FromMinutes(1)) return false;
            first = next;
        }
        return true;
    }

    private static string? OfMonth(string field) => field == "L" ? "on the last day of every month"
        : int.TryParse(field, CultureInfo.InvariantCulture, out var day) ? $"on day {day} of every month" : null;

    private static string? OfWeek(string field)
    {
        if (field == "MON-FRI") return "every weekday";
        if (field == "SAT,SUN") return "every weekend day";
        if (field is [var last, 'L'] && Day(last.ToString()) is { } l) return $"every last {l} of the month";
        if (field is [var day, '#', var nth] && Day(day.ToString()) is { } d) return $"every {nth}. {d} of the month";
        var days = field.Split(',').Select(Day).ToList();
        return days.Contains(null) ? null : "every " + string.Join(" and ", days);
    }

    /// <summary>Quartz counts Sunday as 1.</summary>
    private static string? Day(string field) =>
        int.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number is >= 1 and <= 7 ? ((DayOfWeek)(number - 1)).ToString() : null
        : Enum.GetValues<DayOfWeek>().Select(d => d.ToString()).FirstOrDefault(d => d.StartsWith(field, StringComparison.OrdinalIgnoreCase) && field.Length == 3);
}
