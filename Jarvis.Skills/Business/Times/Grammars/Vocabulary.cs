using System.Collections.Frozen;
using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Words with a fixed meaning, in their spellings.</summary>
internal static class Vocabulary
{
    public static FrozenDictionary<string, DayOfWeek> Weekdays { get; } = Spelled(
        (DayOfWeek.Monday, "monday mondays mon"), (DayOfWeek.Tuesday, "tuesday tuesdays tue tues tuseday teusday"), (DayOfWeek.Wednesday, "wednesday wednesdays wed weds wensday wednsday wendesday"),
        (DayOfWeek.Thursday, "thursday thursdays thu thur thurs thrusday"), (DayOfWeek.Friday, "friday fridays fri"), (DayOfWeek.Saturday, "saturday saturdays sat"), (DayOfWeek.Sunday, "sunday sundays sun"));

    public static FrozenDictionary<string, int> Months { get; } = Spelled(
        (1, "january jan janurary"), (2, "february feb febuary feburary"), (3, "march mar"), (4, "april apr"), (5, "may"), (6, "june jun"), (7, "july jul"), (8, "august aug"),
        (9, "september sep sept"), (10, "october oct"), (11, "november nov"), (12, "december dec"));

    public static FrozenDictionary<string, (Grain Grain, int Times)> Units { get; } = Spelled(
        ((Grain.Second, 1), "second seconds sec secs s"), ((Grain.Minute, 1), "minute minutes min mins m"), ((Grain.Hour, 1), "hour hours hr hrs h"), ((Grain.Day, 1), "day days d"),
        ((Grain.Day, 14), "fortnight fortnights"), ((Grain.Week, 1), "week weeks wk wks w"), ((Grain.Month, 1), "month months mo mos mth mths mon"), ((Grain.Quarter, 1), "quarter quarters qtr qtrs"),
        ((Grain.Year, 1), "year years yr yrs y"), ((Grain.Year, 10), "decade decades"), ((Grain.Year, 100), "century centuries"));

    public static FrozenDictionary<string, int> Numbers { get; } = Spelled(
        (1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six"), (7, "seven"), (8, "eight"), (9, "nine"), (10, "ten"), (11, "eleven"), (12, "twelve dozen"), (13, "thirteen"),
        (14, "fourteen"), (15, "fifteen"), (16, "sixteen"), (17, "seventeen"), (18, "eighteen"), (19, "nineteen"), (20, "twenty"), (30, "thirty"), (40, "forty fourty"), (50, "fifty"),
        (60, "sixty"), (70, "seventy"), (80, "eighty"), (90, "ninety"));

    public static FrozenDictionary<string, int> Ordinals { get; } = Spelled(
        (1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (6, "sixth"), (7, "seventh"), (8, "eighth"), (9, "ninth"), (10, "tenth"), (11, "eleventh"), (12, "twelfth"),
        (13, "thirteenth"), (14, "fourteenth"), (15, "fifteenth"), (16, "sixteenth"), (17, "seventeenth"), (18, "eighteenth"), (19, "nineteenth"), (20, "twentieth"), (30, "thirtieth"));

    /// <summary>Words that a hyphen can lead to as to the end of a range: "monday-friday".</summary>
    public static FrozenSet<string> Endpoints { get; } = Weekdays.Keys.Concat(Months.Keys).Concat(["today", "tomorrow", "now", "noon", "midnight"]).ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, T> Spelled<T>(params (T Value, string Words)[] entries) =>
        entries.SelectMany(e => e.Words.Split(' ').Select(w => (w, e.Value))).ToFrozenDictionary(e => e.w, e => e.Value, StringComparer.Ordinal);
}
