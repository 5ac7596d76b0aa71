using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Jewish feasts, which begin on the evening before, Islamic and Chinese ones.</summary>
internal static partial class HolidayCalendar
{
    private static IEnumerable<(string Names, Recurring Days)> OfFaiths() =>
    [
        ("rosh hashanah|rosh hashana|rosh ha shanah|yom teruah|jewish new year", Jewish(7, 1, 3)),
        ("yom kippur|day of atonement", Jewish(7, 10, 2)),
        ("sukkot|sukkos|succos|feast of tabernacles|feast of booths|feast of the ingathering", Jewish(7, 15, 9)),
        ("shemini atzeret|shemini atzereth", Jewish(7, 22, 2)),
        ("simchat torah|simchas torah|simhat torah", Jewish(7, 23, 1)),
        ("hanukkah|hannukkah|chanukah|hanukah|chanukkah|festival of dedication", Jewish(9, 25, 8)),
        ("tu bishvat|tu bshvat|tu b shevat|tu bishevat", Jewish(11, 15, 1)),
        ("purim", Jewish(12, 14, 1)),
        ("shushan purim", Jewish(12, 15, 1)),
        ("passover|pesach|pesah|pesakh", Jewish(1, 15, 8)),
        ("yom hashoah|yom ha shoah|holocaust day", Jewish(1, 27, 1)),
        ("yom haatzmaut|yom ha atzmaut|israeli independence day|israel independence day", Jewish(2, 5, 1)),
        ("lag baomer|lag b omer|lag bomer|lag laomer", Jewish(2, 18, 1)),
        ("shavuot|shavuos|feast of weeks", Jewish(3, 6, 3)),
        ("tisha b av|tisha bav", Jewish(5, 9, 1)),
        ("ramadan|ramadhan|ramzan|ramadaan|ramathan", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => FeastsOfFaiths.IslamicDays(s.Year, 9, 1).Select(d => new Stretch(d, FeastsOfFaiths.IslamicDays(d.Year, 10, 1).Append(FeastsOfFaiths.IslamicDays(d.Year + 1, 10, 1).FirstOrDefault()).FirstOrDefault(e => e > d), Grain.Day)))),
        (Eids("fitr") + "|eid|lesser eid|feast of breaking the fast|sweet festival|meethi eid", Islamic(10, 1)),
        (Eids("adha") + "|bakr id|bakr eid|bakri eid|bakrid|id ul zuha|sacrifice feast|feast of the sacrifice|festival of sacrifice|greater eid|eid al azha|eid qurban", Islamic(12, 10)),
        ("islamic new year|hijri new year|arabic new year|amun jadid|muharram", Islamic(1, 1)),
        ("ashura|day of ashura|the day of ashura|ashoora", Islamic(1, 10)),
        ("mawlid|mawlid al nabawi|mawlid an nabi|milad un nabi|eid e milad|prophets birthday|milad an nabi|mawlid al nabi al sharif|mawlid nabi", Islamic(3, 12)),
        ("isra and mi raj|isra and miraj|isra and mraj|isra miraj|isra mi raj|shab e meraj|the prophets ascension|prophets ascension|lailat al miraj|ascension of the prophet|the night journey|night journey", Islamic(7, 27)),
        ("laylat al qadr|laylat al kadr|laylat ul qadr|lailat al qadr|lailatul qadr|night of power|the night of power|night of decree|night of measures|shab e qadr|night of destiny", Islamic(9, 27)),
        ("shab e barat|mid sha ban|laylat al baraat|night of forgiveness|night of records", Islamic(8, 15)),
        ("arafah day|arafat day|day of arafah|day of arafat", Islamic(12, 9)),
        ("jamat ul vida|jumu atul wida|jumuatul wida|jumat ul wida|jumma tul wida|jamatul vida", new Recurring(Grain.Day, Grain.Year, 2, (_, s) => FeastsOfFaiths.IslamicDays(s.Year, 10, 1).Select(eid => Stretch.Of(eid.AddDays(-(((int)eid.DayOfWeek + 1) % 7 + 1)), Grain.Day)))),
        ("chinese new year day?|chinese new years day|chinese lunar new year day?|chinese lunar new years day|lunar new year|chinese new years|spring festival|tet", Day(y => FeastsOfFaiths.ChineseDay(y, 1, 1))),
        ("lantern festival", Day(y => FeastsOfFaiths.ChineseDay(y, 1, 15))),
        ("dragon boat festival|duanwu festival", Day(y => FeastsOfFaiths.ChineseDay(y, 5, 5))),
        ("mid autumn festival|moon festival|chuseok", Day(y => FeastsOfFaiths.ChineseDay(y, 8, 15))),
        ("double seventh festival|qixi festival", Day(y => FeastsOfFaiths.ChineseDay(y, 7, 7))),
        ("double ninth festival|chongyang festival", Day(y => FeastsOfFaiths.ChineseDay(y, 9, 9))),
    ];

    private static string Eids(string name) => string.Join('|', from eid in new[] { "eid", "id" } from article in new[] { "al", "ul", "el" } select $"{eid} {article} {name}");

    private static Recurring Jewish(int month, int day, int length) =>
        new(Grain.Day, Grain.Year, 2, (_, s) => FeastsOfFaiths.JewishDays(s.Year, month, day).Select(d => new Stretch(d.AddDays(-1), d.AddDays(length - 1), Grain.Day)));

    private static Recurring Islamic(int month, int day) =>
        new(Grain.Day, Grain.Year, 2, (_, s) => FeastsOfFaiths.IslamicDays(s.Year, month, day).Select(d => Stretch.Of(d, Grain.Day)));
}
