using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Which days have names. Those of several countries, as an international clientele keeps them; where countries differ, the United States' day.</summary>
internal static partial class HolidayCalendar
{
    public static IEnumerable<(string Names, Recurring Days)> All => [.. Fixed(), .. Counted(), .. AroundEaster(), .. OfTheUnitedStates(), .. OfFaiths(), .. OfIndia()];

    /// <summary>Month and day, and the names.</summary>
    private static IEnumerable<(string Names, Recurring Days)> Fixed()
    {
        foreach (var line in FixedDays.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (date, names) = (line[..5], line[6..]);
            var (month, day) = (int.Parse(date.AsSpan(0, 2), System.Globalization.CultureInfo.InvariantCulture), int.Parse(date.AsSpan(3, 2), System.Globalization.CultureInfo.InvariantCulture));
            yield return (names, Recurring.MonthDay(month, day));
        }
    }

    private const string FixedDays = """
        01-01 new years day?|new year day|new years|new year
        01-06 epiphany|three kings day|twelfth night
        01-25 burns night
        01-26 australia day|republic day
        01-27 holocaust remembrance day
        02-02 groundhog day|candlemas
        02-04 world cancer day|cancer day
        02-13 world radio day|radio day
        02-14 valentines day?|valentine day|saint valentines day|st valentines day|valentine
        02-20 world day of social justice|day of social justice
        02-21 mother language day
        02-22 world thinking day|thinking day
        03-01 st davids day|saint davids day
        03-03 world wildlife day|wildlife day
        03-08 womens day
        03-14 pi day
        03-17 st patricks day|saint patricks day|st paddys day|saint paddys day|st patrick day|patricks day
        03-20 day of happiness|happiness day|french language day
        03-21 nowruz|persian new year|poetry day|world poetry day
        03-22 world water day|water day
        03-24 tuberculosis day
        04-01 april fools day?|april fool day|april fools|all fools day
        04-02 autism awareness day
        04-07 health day|day of health
        04-10 siblings day
        04-12 day of human space flight
        04-22 earth day|mother earth day
        04-23 st georges day|saint georges day|book day|english language day|book and copyright day|spanish language day
        04-24 administrative day of remembrance
        04-25 anzac day|malaria day|portuguese language day
        04-28 day for safety and health at work
        04-30 jazz day|walpurgis night
        05-01 may day|workers day|lei day|loyalty day|law day|labour day
        05-03 press freedom day
        05-04 star wars day
        05-05 cinco de mayo
        05-08 red cross day|ve day|victory in europe day
        05-09 victory day|europe day
        05-12 nurses day
        05-15 day of families
        05-17 telecommunication day|day against homophobia
        05-18 museum day
        05-22 biodiversity day
        05-25 africa day|towel day
        05-29 day of peacekeepers
        05-31 no tobacco day
        06-01 global day of parents|childrens day|milk day
        06-05 environment day
        06-06 d day|russian language day
        06-08 oceans day
        06-14 blood donor day|flag day
        06-19 juneteenth
        06-20 refugee day
        06-21 music day|yoga day
        06-24 midsummer day|saint john the baptist day|st jean baptiste day
        06-26 day against drug abuse
        07-01 canada day|dominion day
        07-04 independence day|fourth of july|the fourth of july|july fourth
        07-11 population day
        07-14 bastille day
        07-18 mandela day|nelson mandela day
        07-28 hepatitis day
        07-30 day of friendship|friendship day
        08-09 day of indigenous peoples
        08-12 youth day
        08-15 assumption of mary|assumption day|feast of the assumption|dormition of the mother of god|indian independence day|india independence day
        08-19 humanitarian day
        08-26 womens equality day
        09-08 literacy day
        09-11 patriot day
        09-15 day of democracy|democracy day
        09-16 ozone day
        09-17 constitution day|citizenship day
        09-21 day of peace|peace day|alzheimers day
        09-27 tourism day
        09-29 michaelmas
        10-01 day of older persons|vegetarian day
        10-02 gandhi jayanti|mahatma gandhi birthday|day of non violence
        10-04 feast of st francis of assisi|world animal day|animal day
        10-05 teachers day
        10-09 post day
        10-10 mental health day
        10-11 day of the girl child
        10-15 white cane safety day
        10-16 food day
        10-24 united nations day|un day
        10-31 halloween day?|hallowe en|all hallows eve|reformation day
        11-01 all saints day|all hallows day|all hallows|hallowmas|feast of all saints|world vegan day|vegan day
        11-02 all souls day|day of the dead|dia de los muertos
        11-05 guy fawkes day?|guy fawkes night|bonfire night
        11-11 veterans day|armistice day|remembrance day|singles day|st martins day
        11-13 world kindness day|kindness day
        11-14 diabetes day|childrens day of india|nehru jayanti
        11-16 day of tolerance
        11-19 mens day|toilet day
        11-20 africa industrialization day|universal childrens day
        11-25 day for the elimination of violence against women
        11-30 st andrews day|saint andrews day
        12-01 aids day
        12-03 day of persons with disabilities
        12-05 volunteer day
        12-06 st nicholas day?|saint nicholas day|feast of st nicholas|nikolaus
        12-08 immaculate conception|feast of the immaculate conception
        12-10 human rights day
        12-18 arabic language day|migrants day
        12-24 christmas eve|xmas eve|the eve of christmas
        12-25 christmas day?|xmas day?|x mas
        12-26 boxing day|st stephens day|saint stephens day|day of goodwill
        12-31 new years eve|new year eve|silvester|sylvester|nye
        """;

    /// <summary>Weekdays counted within a month.</summary>
    private static IEnumerable<(string Names, Recurring Days)> Counted() =>
    [
        ("thanksgiving day?", Nth(11, DayOfWeek.Thursday, 4)),
        ("black friday", Day(y => Feasts.Nth(y, 11, DayOfWeek.Thursday, 4).AddDays(1))),
        ("small business saturday", Day(y => Feasts.Nth(y, 11, DayOfWeek.Thursday, 4).AddDays(2))),
        ("cyber monday", Day(y => Feasts.Nth(y, 11, DayOfWeek.Thursday, 4).AddDays(4))),
        ("giving tuesday", Day(y => Feasts.Nth(y, 11, DayOfWeek.Thursday, 4).AddDays(5))),
        ("mothers day|mother day", Nth(5, DayOfWeek.Sunday, 2)),
        ("fathers day|father day", Nth(6, DayOfWeek.Sunday, 3)),
        ("parents day", Nth(7, DayOfWeek.Sunday, 4)),
        ("grandparents day", Day(y => Feasts.Nth(y, 9, DayOfWeek.Monday, 1).AddDays(6))),
        ("bosses day|boss day", Day(y => Feasts.Observed(new DateTime(y, 10, 16)))),
        ("martin luther king day|martin luther kings day|martin luther king jr day|mlk day|civil rights day", Nth(1, DayOfWeek.Monday, 3)),
        ("labor day", Nth(9, DayOfWeek.Monday, 1)),
        ("memorial day|decoration day", Nth(5, DayOfWeek.Monday, -1)),
        ("columbus day|indigenous peoples day", Nth(10, DayOfWeek.Monday, 2)),
        ("friendship sunday", Nth(8, DayOfWeek.Sunday, 1)),
        ("super bowl|super bowl sunday|superbowl", Nth(2, DayOfWeek.Sunday, 2)),
        ("philosophy day", Nth(11, DayOfWeek.Thursday, 3)),
        ("commonwealth day", Nth(3, DayOfWeek.Monday, 2)),
        ("daylight saving start day?|daylight saving start|daylight savings start day?|dst start", Nth(3, DayOfWeek.Sunday, 2)),
        ("daylight saving end day?|daylight savings end day?|dst end", Nth(11, DayOfWeek.Sunday, 1)),
        ("earth hour", new Recurring(Grain.Minute, Grain.Year, 2, (_, start) => [EarthHour(start.Year)])),
        ("kings day|koningsdag", Day(y => new DateTime(y, 4, y < 2014 ? 30 : 27) is { DayOfWeek: DayOfWeek.Sunday } sunday ? sunday.AddDays(-1) : new DateTime(y, 4, y < 2014 ? 30 : 27))),
        ("advent|first advent|first sunday of advent|advent sunday", Day(y => Advent(y))),
        ("parsi new year|jamshedi navroz", Day(y => new DateTime(y, 8, 16))),
        ("gysd|global youth service day|youth service day", new Recurring(Grain.Day, Grain.Year, 2, (_, start) => [YouthService(start.Year)])),
    ];

    private static Stretch YouthService(int year)
    {
        // The last weekend of April from its Friday, unless that is Easter's.
        var friday = Feasts.Nth(year, 4, DayOfWeek.Friday, -1);
        return new Stretch(friday, friday.AddDays(3), Grain.Day);
    }

    /// <summary>The last Saturday of March, but the one before when that is the day before Easter.</summary>
    private static Stretch EarthHour(int year)
    {
        var saturday = Feasts.Nth(year, 3, DayOfWeek.Saturday, -1);
        if (saturday.AddDays(1) == Feasts.Easter(year)) saturday = saturday.AddDays(-7);
        return new Stretch(saturday.AddHours(20.5), saturday.AddHours(21.5), Grain.Minute);
    }

    private static DateTime Advent(int year)
    {
        var christmas = new DateTime(year, 12, 25);
        return christmas.AddDays(-(christmas.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)christmas.DayOfWeek) - 21);
    }

    private static Recurring Nth(int month, DayOfWeek day, int n) => Day(year => Feasts.Nth(year, month, day, n));

    private static Recurring Day(Func<int, DateTime?> day) => Recurring.InYear(Grain.Day, day);

    private static Recurring Days(int length, Func<int, DateTime?> first) =>
        new(Grain.Day, Grain.Year, 8, (_, start) => first(start.Year) is { } day ? [new Stretch(day, day.AddDays(length), Grain.Day)] : []);
}
