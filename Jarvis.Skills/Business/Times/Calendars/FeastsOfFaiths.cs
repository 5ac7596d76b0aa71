using System.Globalization;

namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>Days of the Jewish, Islamic and Chinese calendars in a year of the common one.</summary>
internal static class FeastsOfFaiths
{
    private static readonly Lazy<HebrewCalendar> Hebrew = new(() => new HebrewCalendar());
    private static readonly Lazy<Calendar> UmAlQura = new(() => new UmAlQuraCalendar());
    private static readonly Lazy<Calendar> Hijri = new(() => new HijriCalendar());
    private static readonly Lazy<ChineseLunisolarCalendar> Chinese = new(() => new ChineseLunisolarCalendar());

    /// <param name="month">Counted from Nisan, with Adar (of a leap year the second) as the twelfth.</param>
    public static IEnumerable<DateTime> JewishDays(int year, int month, int day)
    {
        if (year is < 1600 or > 2230) yield break;
        foreach (var jewish in new[] { year + 3760, year + 3761 })
        {
            // .NET counts from Tishri, and a leap year has a month more before Nisan.
            var leap = Hebrew.Value.IsLeapYear(jewish);
            var counted = month >= 7 ? month == 12 ? (leap ? 7 : 6) : month - 6 : month + (leap ? 7 : 6);
            if (day > Hebrew.Value.GetDaysInMonth(jewish, counted)) continue;
            var date = Hebrew.Value.ToDateTime(jewish, counted, day, 0, 0, 0, 0);
            if (date.Year == year) yield return date;
        }
    }

    public static IEnumerable<DateTime> IslamicDays(int year, int month, int day)
    {
        if (year is < 700 or > 2500) yield break;
        var calendar = year is > 1900 and < 2077 ? UmAlQura.Value : Hijri.Value;
        var first = calendar.GetYear(new DateTime(year, 1, 1));
        foreach (var islamic in new[] { first, first + 1 })
        {
            if (day > calendar.GetDaysInMonth(islamic, month)) continue;
            var date = calendar.ToDateTime(islamic, month, day, 0, 0, 0, 0);
            if (date.Year == year) yield return date;
        }
    }

    public static DateTime? ChineseDay(int year, int month, int day)
    {
        if (year is < 1902 or > 2100) return null;
        var leap = Chinese.Value.GetLeapMonth(year);
        return Chinese.Value.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0);
    }
}
