using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Times of day: "9:30", "5pm", "17h15", "noon", "half past 5", "3 o'clock", and after "at" also "5", "5.30", "530" and "three twenty".</summary>
internal static class Clocks
{
    private enum Half
    {
        Morning,
        Afternoon,
    }

    private static readonly TokenListParser<Lexeme, Half> AmPm = Any(
        Word("am pm").Select(w => w.Text == "am" ? Half.Morning : Half.Afternoon),
        from letter in Word("a p")
        from m in Word("m")
        select letter.Text == "a" ? Half.Morning : Half.Afternoon,
        Phrase("in the am").Select(_ => Half.Morning),
        Phrase("in the pm").Select(_ => Half.Afternoon));

    /// <summary>"12:15p".</summary>
    private static readonly TokenListParser<Lexeme, Half> Letter =
        from letter in Glued(Word("a p"))
        from point in Maybe(Glued(Sign(".")).Unless(One(l => !l.Spaced)))
        select letter.Text == "a" ? Half.Morning : Half.Afternoon;

    private static readonly TokenListParser<Lexeme, Lexeme> Oclock = Any(Word("oclock"), Phrase("o clock|of the clock"));

    private static readonly TokenListParser<Lexeme, int> TwoDigits = One(l => l is { Kind: LexemeKind.Number, Spaced: false, Value: >= 0 and < 60 } && l.Text.Length == 2).Select(l => l.Value);

    private static readonly TokenListParser<Lexeme, int> Hour12 = Any(Figure(1, 12, 2), Word(Vocabulary.Numbers).Where(n => n <= 12));

    /// <summary>"9:30", "9:30:15", "12:15p", "2:00 pm".</summary>
    private static readonly TokenListParser<Lexeme, TimeOfDay> Colon = (
        from hour in One(l => l is { Kind: LexemeKind.Number, Value: >= 0 and <= 23 } && l.Text.Length <= 2)
        from colon in Glued(Sign(":"))
        from minute in TwoDigits
        from second in MaybeValue(Glued(Sign(":")).IgnoreThen(TwoDigits))
        from fraction in Maybe(from point in Glued(Sign(".")) from digits in One(l => l is { Kind: LexemeKind.Number, Spaced: false }) select digits)
        from half in MaybeValue(Any(AmPm, Letter))
        where half is null || hour.Value is >= 1 and <= 12
        select Of(hour.Value, minute, second ?? 0, second is null ? Grain.Minute : Grain.Second, half, hour.Text[0] == '0'))
        .Unless(Glued(Sign(":")));

    /// <summary>"17h", "9h30".</summary>
    private static readonly TokenListParser<Lexeme, TimeOfDay> French = (
        from hour in Figure(0, 23, 2)
        from h in Glued(Word("h"))
        from minute in MaybeValue(TwoDigits)
        select Of(hour, minute ?? 0, 0, Grain.Minute, null, certain: true)).Unless(One(l => l is { Kind: LexemeKind.Number, Spaced: false }));

    /// <summary>"5pm", "5 p.m.", "five pm", "3 o'clock pm", "5.30pm", "330 p.m.", "nine fifty nine a m".</summary>
    private static readonly TokenListParser<Lexeme, TimeOfDay> Halved = Any(
        from hour in Hour12
        from clock in Maybe(Oclock)
        from half in AmPm
        select Of(hour, 0, 0, Grain.Hour, half, certain: true),
        from hour in Figure(1, 12, 2)
        from point in Glued(Sign("."))
        from minute in TwoDigits
        from half in Any(AmPm, Letter)
        select Of(hour, minute, 0, Grain.Minute, half, certain: true),
        from time in One(l => l.Kind == LexemeKind.Number && l.Text.Length is 3 or 4 && l.Value is >= 100 and < 1260 && l.Value % 100 < 60)
        from half in AmPm
        select Of(time.Value / 100, time.Value % 100, 0, Grain.Minute, half, certain: true),
        from hour in Word(Vocabulary.Numbers).Where(n => n <= 12)
        from minute in Numbers.Named.Where(m => m is >= 10 and < 60)
        from half in AmPm
        where hour * 100 + minute != 260
        select Of(hour, minute, 0, Grain.Minute, half, certain: true));

    /// <summary>"noon", "12 noon", "midnight".</summary>
    private static readonly TokenListParser<Lexeme, TimeOfDay> Named =
        from the in Maybe(Word("the"))
        from twelve in MaybeValue(Figure(12, 12))
        from name in Word("noon midday midnight noontime")
        select Of(name.Text == "midnight" ? 0 : 12, 0, 0, Grain.Hour, null, certain: true);

    private static readonly TokenListParser<Lexeme, TimeOfDay> Clock = Any(
        from hour in Hour12
        from oclock in Oclock
        select Of(hour, 0, 0, Grain.Hour, null, certain: false));

    /// <summary>"half past 5", "a quarter to noon", "20 after 3pm", "15 minutes past eight", "half three".</summary>
    private static readonly TokenListParser<Lexeme, TimeOfDay> Relative = Any(
        from minutes in Any(Word("half").Select(_ => 30), Phrase("a quarter|quarter").Select(_ => 15), Numbers.Plain.Where(m => m is > 0 and < 60))
        from unit in Maybe(Word("minutes minute mins min"))
        where unit is not null || minutes % 5 == 0
        from past in Word("past after to before till of til")
        from hour in Any(Colonless(), Named, Clock, Hour12.Select(h => Of(h, 0, 0, Grain.Hour, null, certain: false)))
        select Off(hour, past.Text is "past" or "after" ? minutes : -minutes),
        from half in Word("half")
        from hour in Hour12.Where(h => h is >= 1 and <= 12)
        select Of(hour, 30, 0, Grain.Minute, null, certain: false)).Unless(Any(Seen(Lengths.Unit), Sign("%"), Word("percent of")));

    /// <summary>"5", "5.30", "530", "3 15", "three twenty": a time only where "at" or the like says so.</summary>
    public static readonly TokenListParser<Lexeme, TimeOfDay> Bare = Remember(10, () => Any(
        Any(Figure(0, 23, 2), Word(Vocabulary.Numbers).Where(n => n <= 12)).Select(hour => Of(hour, 0, 0, Grain.Hour, null, certain: hour is 0 or > 12)),
        from hour in Figure(0, 23, 2)
        from point in Glued(Sign("."))
        from minute in TwoDigits.Where(m => m > 12 || m % 5 == 0)
        select Of(hour, minute, 0, Grain.Minute, null, certain: hour is 0 or > 12),
        from time in One(l => l.Kind == LexemeKind.Number && l.Text.Length is 3 or 4 && l.Value is >= 100 and < 2400 && l.Value % 100 < 60 && l.Value % 5 == 0)
        select Of(time.Value / 100, time.Value % 100, 0, Grain.Minute, null, certain: time.Value >= 1300 || time.Text[0] == '0'),
        from hour in Figure(1, 12, 2)
        from minute in One(l => l is { Kind: LexemeKind.Number, Value: >= 10 and < 60 } && l.Text.Length == 2 && l.Spaced)
        select Of(hour, minute.Value, 0, Grain.Minute, null, certain: false),
        from hour in Word(Vocabulary.Numbers).Where(n => n <= 12)
        from oh in Maybe(Word("o oh ou zero"))
        from minute in Numbers.Named.Where(m => m < 60)
        where oh is null ? minute >= 10 : minute < 10
        select Of(hour, minute, 0, Grain.Minute, null, certain: false),
        from hour in Figure(1, 12, 2)
        from half in Letter
        select Of(hour, 0, 0, Grain.Hour, half, certain: true)));

    /// <summary>A time that shows itself to be one.</summary>
    public static readonly TokenListParser<Lexeme, TimeOfDay> Sure = Remember(1, () =>
        from time in Any(Colon, French, Halved, Named, Clock, Relative)
        from rough in Maybe(Word("ish sharp approximately exactly"))
        select time);

    private static readonly TokenListParser<Lexeme, TimeOfDay> Rough =
        from time in Bare
        from rough in Maybe(Word("ish sharp approximately"))
        select time;

    /// <summary>After "at": any.</summary>
    public static readonly TokenListParser<Lexeme, TimeOfDay> Each = Any(Sure, Rough);

    private static TokenListParser<Lexeme, TimeOfDay> Colonless() => Any(Halved, Colon);

    private static TimeOfDay Off(TimeOfDay hour, int minutes)
    {
        var time = hour.Time + TimeSpan.FromMinutes(minutes);
        if (time < TimeSpan.Zero) time += TimeSpan.FromDays(1);
        return new TimeOfDay(time, Grain.Minute, hour.Bare);
    }

    private static TimeOfDay Of(int hour, int minute, int second, Grain grain, Half? half, bool certain)
    {
        if (half is { } h) return new TimeOfDay(new TimeSpan((hour % 12) + (h == Half.Afternoon ? 12 : 0), minute, second), grain, bare: false);
        return new TimeOfDay(new TimeSpan(hour, minute, second), grain, bare: !certain);
    }
}
