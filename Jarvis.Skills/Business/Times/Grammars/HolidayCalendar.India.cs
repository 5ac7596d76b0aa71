using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

internal static partial class HolidayCalendar
{
    private static IEnumerable<(string Names, Recurring Days)> OfIndia() => [];
}
