using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Feasts around Easter.</summary>
internal static partial class HolidayCalendar
{
    private static IEnumerable<(string Names, Recurring Days)> AroundEaster() =>
    [
        ("shrove tuesday|pancake day|pancake tuesday|mardi gras|fat tuesday", Western(-47)),
        ("shrove monday|rose monday|rosenmontag|carnival monday", Western(-48)),
        ("ash wednesday", Western(-46)),
        ("lent", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => [new Stretch(Feasts.Easter(s.Year).AddDays(-46), Feasts.Easter(s.Year), Grain.Day)])),
        ("mothering sunday", Western(-21)),
        ("palm sunday|branch sunday", Western(-7)),
        ("holy week", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => [new Stretch(Feasts.Easter(s.Year).AddDays(-7), Feasts.Easter(s.Year), Grain.Day)])),
        ("maundy thursday|holy thursday|covenant thursday|covenant thu|thu of mysteries|thursday of mysteries|sheer thursday|great and holy thursday|maundy thu|holy thu", Western(-3)),
        ("good friday|holy friday|great friday|easter friday", Western(-2)),
        ("holy saturday|easter saturday|black saturday|easter eve|easter vigil|great sabbath", Western(-1)),
        ("easter day?|easter sunday", Western(0)),
        ("easter monday|easter mon", Western(1)),
        ("ascension day|ascension thursday|ascension|feast of the ascension|holy thursday of ascension", Western(39)),
        ("pentecost|whit sunday|white sunday|whitsunday|whitsun|pentecost sunday", Western(49)),
        ("whit monday|pentecost monday|monday of the holy spirit", Western(50)),
        ("trinity sunday", Western(56)),
        ("corpus christi|feast of corpus christi", Western(60)),
        ("sacred heart|feast of the sacred heart", Western(68)),
        ("orthodox easter day?|orthodox easter sunday|pascha|orthodox pascha|coptic easter|greek easter", Orthodox(0)),
        ("orthodox easter monday|bright monday|coptic easter monday", Orthodox(1)),
        ("orthodox good friday|orthodox great friday|orthodox holy friday", Orthodox(-2)),
        ("orthodox holy saturday|orthodox great saturday|orthodox easter saturday", Orthodox(-1)),
        ("orthodox maundy thursday|orthodox holy thursday|orthodox great thursday|orthodox covenant thursday", Orthodox(-3)),
        ("orthodox palm sunday|orthodox branch sunday", Orthodox(-7)),
        ("lazarus saturday", Orthodox(-8)),
        ("clean monday|orthodox clean monday|orthodox shrove monday|orthodox ash monday|orthodox pure monday|ash monday|pure monday", Orthodox(-48)),
        ("orthodox ascension|orthodox ascension day", Orthodox(39)),
        ("orthodox pentecost|orthodox whit sunday|orthodox white sunday", Orthodox(49)),
        ("orthodox whit monday|orthodox pentecost monday", Orthodox(50)),
        ("orthodox christmas day?|coptic christmas", Recurring.MonthDay(1, 7)),
        ("orthodox christmas eve", Recurring.MonthDay(1, 6)),
        ("orthodox new year", Recurring.MonthDay(1, 14)),
        ("great fast|great lent", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => [new Stretch(Feasts.OrthodoxEaster(s.Year).AddDays(-48), Feasts.OrthodoxEaster(s.Year).AddDays(-8), Grain.Day)])),
        ("orthodox holy week", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => [new Stretch(Feasts.OrthodoxEaster(s.Year).AddDays(-7), Feasts.OrthodoxEaster(s.Year), Grain.Day)])),
    ];

    private static Recurring Western(int days) => Day(year => Feasts.Easter(year).AddDays(days));

    private static Recurring Orthodox(int days) => Day(year => Feasts.OrthodoxEaster(year).AddDays(days));
}
