using System.Globalization;
using System.Runtime.InteropServices;

namespace Jarvis.Bot.Alerts;

/// <summary>A daily span of the owner's wall clock, which may pass midnight.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>Reads "22:00-07:00".</summary>
    public static bool TryParse(string text, out QuietHours hours)
    {
        hours = default;
        var ends = text.Split(['-', '–'], StringSplitOptions.TrimEntries);
        if (ends.Length != 2 || !Clock(ends[0], out var from) || !Clock(ends[1], out var to) || from == to) return false;
        hours = new QuietHours(from, to);
        return true;
    }

    public bool Holds(TimeOnly clock) => clock.IsBetween(From, To);

    /// <summary>The first instant after <paramref name="local"/>, a wall clock of the zone, at which they are over.</summary>
    public DateTimeOffset EndAfter(DateTimeOffset local, TimeZoneInfo zone)
    {
        var day = DateOnly.FromDateTime(local.DateTime);
        var end = day.ToDateTime(To);
        if (end <= local.DateTime) end = end.AddDays(1);
        // A clock time that daylight saving skips: the first one that exists after it.
        while (zone.IsInvalidTime(end)) end = end.AddMinutes(15);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }

    private static bool Clock(string text, out TimeOnly clock) =>
        TimeOnly.TryParseExact(text, ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out clock);
}
