using System.Collections.Frozen;
using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>"GMT", "pst", "UTC+2", "gmt-2:30", "GMT+0900 (JST)".</summary>
internal static class Zones
{
    /// <summary>Hours from UTC of the abbreviations that are in use.</summary>
    private static readonly FrozenDictionary<string, double> Offsets = (
        "utc 0 gmt 0 z 0 wet 0 west 1 bst 1 cest 2 eet 2 eest 3 msk 3 gst 4 pkt 5 ist 5.5 npt 5.75 ict 7 wib 7 hkt 8 sgt 8 awst 8 jst 9 kst 9 acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13 " +
        "est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7 akst -9 akdt -8 hst -10 hast -10 nst -3.5 ndt -2.5 ast -4 adt -3 brt -3 art -3 clt -4 cat 2 wat 1 eat 3 sast 2").Split(' ')
        .Chunk(2).ToFrozenDictionary(p => p[0], p => double.Parse(p[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Names of zones that keep a summer time.</summary>
    private static readonly FrozenDictionary<string, string> Places = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["et"] = "America/New_York", ["ct"] = "America/Chicago", ["mt"] = "America/Denver", ["pt"] = "America/Los_Angeles", ["cet"] = "Europe/Berlin",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly TokenListParser<Lexeme, Zone> Offset =
        from sign in Sign("+-")
        from hours in One(l => l is { Kind: LexemeKind.Number, Spaced: false } && (l.Text.Length <= 2 || l.Text.Length == 4) && l.Value is >= 0 and <= 1459)
        from minutes in MaybeValue(Glued(Sign(":")).IgnoreThen(One(l => l is { Kind: LexemeKind.Number, Spaced: false, Value: >= 0 and < 60 }).Select(l => l.Value)))
        let whole = hours.Text.Length == 4 ? hours.Value / 100 : hours.Value
        where whole <= 14
        select new Zone((sign.Text == "-" ? -1 : 1) * new TimeSpan(whole, minutes ?? (hours.Text.Length == 4 ? hours.Value % 100 : 0), 0));

    private static readonly TokenListParser<Lexeme, Zone> Name = Any(
        Word("utc gmt").Then(_ => Offset),
        Word(Offsets).Select(hours => new Zone(TimeSpan.FromHours(hours))),
        Word(Places).Select(id => new Zone(TimeSpan.Zero, TimeZoneInfo.FindSystemTimeZoneById(id))));

    public static readonly TokenListParser<Lexeme, Zone> Zone = Any(
        from zone in Name
        from bracket in Maybe(from open in Sign("(") from name in Name from close in Sign(")") select name)
        select zone,
        from open in Sign("(")
        from zone in Name
        from close in Sign(")")
        select zone);
}
