using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Dates in figures: "2026-03-01", "10/31/74", "1.3.2026", "2/15", "9/2012", "2014-10", "31/Oct/1974", and ISO 8601 instants.</summary>
internal static class WrittenDates
{
    private static readonly TokenListParser<Lexeme, int> Part = One(l => l is { Kind: LexemeKind.Number, Value: >= 0 } && l.Text.Length <= 2).Select(l => l.Value);

    private static readonly TokenListParser<Lexeme, int> GluedPart = One(l => l is { Kind: LexemeKind.Number, Value: >= 0, Spaced: false } && l.Text.Length <= 2).Select(l => l.Value);

    private static readonly TokenListParser<Lexeme, int> Year4 = One(l => l is { Kind: LexemeKind.Number, Value: > 0 } && l.Text.Length == 4).Select(l => l.Value);

    /// <summary>Two figures are enough, but for points: 1.10.30 is a version.</summary>
    private static readonly TokenListParser<Lexeme, Lexeme> Year = One(l => l is { Kind: LexemeKind.Number, Value: >= 0, Spaced: false } && (l.Text.Length == 2 || (l.Text.Length == 4 && l.Value > 0)));

    private static readonly TokenListParser<Lexeme, Lexeme> Goes = Glued(Sign("/-.,")).IgnoreThen(One(l => l is { Kind: LexemeKind.Number, Spaced: false })).Unless(Glued(Sign(":")));

    private static readonly TokenListParser<Lexeme, Piece> YearFirst =
        from year in Year4
        from one in Glued(Sign("/-."))
        from a in GluedPart
        from two in Glued(Sign("/-.")).Where(s => s.Text == one.Text)
        from b in GluedPart
        where Dates.Exists(a, b) || Dates.Exists(b, a)
        select Dates.Exists(a, b) ? Dates.Date(a, b, year) : Dates.Date(b, a, year);

    private static readonly TokenListParser<Lexeme, Piece> YearLast =
        from lead in Maybe(Sign("/"))
        from a in Part
        from one in Glued(Sign("/-."))
        from b in GluedPart
        from two in Glued(Sign("/-.")).Where(s => s.Text == one.Text)
        from year in Year
        where (Dates.Exists(a, b) || Dates.Exists(b, a)) && (one.Text != "." || year.Text.Length == 4)
        select Either(a, b, year.Text.Length == 4 ? year.Value : year.Value + (year.Value > 50 ? 1900 : 2000), dots: one.Text == ".");

    private static readonly TokenListParser<Lexeme, Piece> Short =
        from a in Part
        from slash in Glued(Sign("/"))
        from b in GluedPart
        where Dates.Exists(a, b) || Dates.Exists(b, a)
        select Either(a, b, null, dots: false);

    /// <summary>"2-15" is a date only where nothing else stands.</summary>
    private static readonly TokenListParser<Lexeme, Piece> Dashed =
        from a in Part
        from dash in Sign("-")
        from b in Part
        where b > 12 && Dates.Exists(a, b)
        select Either(a, b, null, dots: false) with { Weak = true };

    private static readonly TokenListParser<Lexeme, Piece> Spaced =
        from a in Part
        from b in Part
        from year in Year4.Where(y => y is > 1900 and < 2100)
        where Dates.Exists(a, b)
        select Dates.Date(a, b, year);

    private static readonly TokenListParser<Lexeme, Piece> Month = Any(
        from month in Part
        from slash in Glued(Sign("/"))
        from year in Year4
        where month is >= 1 and <= 12 && year is > 1000 and < 3000
        select MonthOf(month, year),
        from year in Year4
        from slash in Glued(Sign("/-"))
        from month in GluedPart
        where month is >= 1 and <= 12 && year is > 1000 and < 2200
        select MonthOf(month, year));

    private static readonly TokenListParser<Lexeme, int> TwoDigits = One(l => l is { Kind: LexemeKind.Number, Spaced: false, Value: >= 0 and < 60 } && l.Text.Length == 2).Select(l => l.Value);

    private static readonly TokenListParser<Lexeme, Zone> Offset = Any(
        Glued(Word("z")).Select(_ => new Zone(TimeSpan.Zero)),
        from sign in Glued(Sign("+-"))
        from hours in TwoDigits
        from minutes in Glued(Sign(":")).IgnoreThen(TwoDigits)
        select new Zone((sign.Text == "-" ? -1 : 1) * new TimeSpan(hours, minutes, 0)));

    /// <summary>"2026-03-01T09:00:00+01:00".</summary>
    private static readonly TokenListParser<Lexeme, Piece> Instant =
        from date in YearFirst
        from t in Glued(Word("t"))
        from hour in TwoDigits.Where(h => h < 24)
        from colon in Glued(Sign(":"))
        from minute in TwoDigits
        from second in MaybeValue(Glued(Sign(":")).IgnoreThen(TwoDigits))
        from fraction in Maybe(from point in Glued(Sign(".")) from digits in One(l => l is { Kind: LexemeKind.Number, Spaced: false }) select digits)
        from zone in Maybe(Offset)
        select date with
        {
            Says = Says.All | (zone is null ? Says.Nothing : Says.Zone),
            Clock = new TimeOfDay(new TimeSpan(0, hour, minute, second ?? 0, Millis(fraction)), second is null ? Grain.Minute : Grain.Second, bare: false),
            Zone = zone,
        };

    public static readonly TokenListParser<Lexeme, Piece> All = Any(Instant, YearFirst.Unless(Goes), YearLast.Unless(Goes), Short.Unless(Goes), Dashed.Unless(Goes), Spaced, Month.Unless(Goes));

    private static int Millis(Lexeme? fraction) => fraction is null ? 0 : int.Parse(fraction.Text.PadRight(3, '0').AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture);

    private static Piece MonthOf(int month, int year) => Piece.Day(Meeting.Of(Years.Of(year), Recurring.Month(month)), Says.Year | Says.Month);

    /// <summary>3/4 is what customs say it is; with points the day comes first; and 13 is no month.</summary>
    private static Piece Either(int a, int b, int? year, bool dots)
    {
        if (!Dates.Exists(a, b)) return Dates.Date(b, a, year);
        if (!Dates.Exists(b, a)) return Dates.Date(a, b, year);
        if (dots) return Dates.Date(b, a, year);
        var (american, other) = (Dates.Date(a, b, year), Dates.Date(b, a, year));
        return american with { Days = new ByCustom(american.Days!, other.Days!) };
    }

    private sealed class ByCustom(Series american, Series other) : Series(Grain.Day)
    {
        public override bool IsOne => american.IsOne;

        public override Stretch? Next(Scene scene, DateTime from) => Of(scene).Next(scene, from);

        public override Stretch? Last(Scene scene, DateTime before) => Of(scene).Last(scene, before);

        public override Stretch? Resolve(Scene scene) => Of(scene).Resolve(scene);

        private Series Of(Scene scene) => scene.Customs.DayFirst ? other : american;
    }
}
