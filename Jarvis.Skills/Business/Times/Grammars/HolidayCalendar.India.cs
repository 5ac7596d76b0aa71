using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Feasts of India, by lunar month and day and the hour at which that has to hold, and by the sun.</summary>
internal static partial class HolidayCalendar
{
    private const double Sunrise = 6.2;
    private const double Noon = 12;
    private const double Afternoon = 14;
    private const double Sunset = 18;
    private const double Night = 23.9;

    private static IEnumerable<(string Names, Recurring Days)> OfIndia() =>
    [
        ("ugadi|yugadi|gudi padwa|chaitra sukhladi|samvatsaradi|telugu new year", Lunar(0, 1, Sunrise)),
        ("rama navami|ram navami|sri rama navami", Lunar(0, 9, Noon)),
        ("mahavir jayanti|mahavir janma kalyanak|mahaveer jayanti", Lunar(0, 13, Sunrise)),
        ("hanuman jayanti", Lunar(0, 15, Sunrise)),
        ("akshaya tritiya", Lunar(1, 3, Noon)),
        ("vesak|vesak day|buddha day|buddha purnima|buddhas birthday|wesak", Lunar(1, 15, Sunrise)),
        ("rath yatra|ratha yatra|ratha jatra|chariot festival", Lunar(3, 2, Sunrise)),
        ("guru purnima", Lunar(3, 15, Sunrise)),
        ("raksha bandhan|rakhi|rakhi purnima|rakshabandhan|rakhsha bandhan", Lunar(4, 15, Sunrise)),
        ("krishna janmashtami|janmashtami|gokulashtami", Lunar(4, 23, Night)),
        ("ganesh chaturthi|vinayaka chaturthi|vinayaka chavithi|vinayagar chaturthi", Lunar(5, 4, Noon)),
        ("navaratri|navratri|durga puja|durgotsava|dasara", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => MoonDays.In(s.Year, 6, 1, Sunrise) is { } day ? [new Stretch(day, day.AddDays(9), Grain.Day)] : [])),
        ("maha saptami|mahasaptami", Lunar(6, 7, Sunrise)),
        ("durga ashtami|maha ashtami|mahashtami", Lunar(6, 8, Sunrise)),
        ("maha navami|mahanavami|mahanavmi|ayudha puja", Lunar(6, 9, Sunrise)),
        ("dussehra|vijayadashami|dusshera|dashain|vijaya dashami", Lunar(6, 10, Afternoon)),
        ("pargat diwas|valmiki jayanti|maharishi valmiki jayanti|sharad purnima", Lunar(6, 15, Sunrise)),
        ("karva chauth|karwa chauth|karaka chaturthi", Lunar(6, 19, 20.5)),
        ("dhanteras|dhanatrayodashi|dhanvantari trayodashi", Lunar(6, 28, Sunset)),
        ("naraka chaturdashi|narak chaturdashi|kali chaudas|roop chaudas|choti diwali|chhoti diwali", Lunar(6, 29, Sunset)),
        ("diwali|deepavali|dipavali|divali|festival of lights", Lunar(6, 30, Sunset)),
        ("govardhan puja|annakut", Lunar(7, 1, Sunrise)),
        ("bhai dooj|bhai duj|bhaubeej|bhai phonta|bhaubij", Lunar(7, 2, Afternoon)),
        ("chhath|chhath puja|chhathi|dala chhath|dala puja|surya shashthi", Lunar(7, 6, Sunrise)),
        ("guru nanak jayanti|guru nanak gurpurab|gurpurab", Lunar(7, 15, Sunrise)),
        ("guru gobind singh jayanti|guru gobind singh birthday|guru govind singh jayanti", Lunar(9, 7, Sunrise)),
        ("vasant panchami|basant panchami|saraswati puja", Lunar(10, 5, Noon)),
        ("guru ravidas jayanti|guru ravidass jayanti|guru ravidas birthday|guru ravidass birthday", Lunar(10, 15, Sunrise)),
        ("dayananda saraswati jayanti|maharishi dayanand saraswati jayanti|dayanand saraswati jayanti|saraswati jayanti|swami dayananda saraswati jayanti", Lunar(10, 25, Sunrise)),
        ("maha shivaratri|shivaratri|maha shivratri|shivratri", Lunar(10, 29, Night)),
        ("holika dahan|kamudu pyre|chhoti holi|choti holi", Lunar(11, 15, Sunset)),
        ("holi|dhulandi|phagwah|festival of colours|festival of colors|dhulheti|dhulivandan", Day(y => MoonDays.In(y, 11, 15, Sunset)?.AddDays(1))),
        ("thai pongal|pongal|makar sankranti|makara sankranti|makara sankranthi|makar sankranthi|maghi|uttarayan|maghi sankranti", Solar(9, 0)),
        ("lohri|bhogi|boghi|bogi", Solar(9, -1)),
        ("mattu pongal|maattu pongal", Solar(9, 1)),
        ("kaanum pongal|kanni pongal|kanum pongal|kaanum", Solar(9, 2)),
        ("vaisakhi|vasakhi|baisakhi|vaishakhi|vaisakha|tamil new year|puthandu|vishu|mesadi", Solar(0, 0)),
        ("rabindra jayanti|rabindranath jayanti|tagore jayanti", Day(y => new DateTime(y, 5, 9))),
    ];

    private static Recurring Lunar(int month, int lunarDay, double hour) => Day(Once(year => MoonDays.In(year, month, lunarDay, hour)));

    private static Recurring Solar(int sign, int later) => Day(Once(year => MoonDays.SunAt(year, sign)?.AddDays(later)));

    /// <summary>Reckoned once for a year: a search asks for the same years again and again.</summary>
    private static Func<int, DateTime?> Once(Func<int, DateTime?> reckon)
    {
        var known = new System.Collections.Concurrent.ConcurrentDictionary<int, DateTime?>();
        return year => known.GetOrAdd(year, reckon);
    }
}
