using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Times of day as parts of a phrase: "at 5", "@ 3pm", "8 tonight", "3-4pm", "from 9:30 until 11".</summary>
internal static class ClockPieces
{
    public static readonly TokenListParser<Lexeme, Lexeme> At = Any(Word("at by around about before after until till til from for"), Sign("@"), Phrase("not before|at around|at about|no later than|exactly at"));

    private static readonly TokenListParser<Lexeme, Lexeme> OnlyAt = Any(Word("at around by until till til before"), Sign("@"), Phrase("at around|at about"));

    /// <summary>What follows a bare number that is a time of day: "9 tomorrow", "8 in the evening".</summary>
    private static readonly TokenListParser<Lexeme, Lexeme> DayFollows = Any(
        Phrase("tomorrow|tonight|tonite|tmrw|in the morning|in the afternoon|in the evening|at night|this morning|this afternoon|this evening|in the night|yesterday evening|yesterday morning|tomorrow morning|tomorrow evening"));

    private static readonly TokenListParser<Lexeme, Lexeme> To = Any(Sign("-"), Word("to until till through thru til and"));

    private static readonly TokenListParser<Lexeme, Piece> Single = Any(
        Clocks.Sure.Select(Of),
        from at in At
        from time in Clocks.Sure
        select Of(time),
        (from at in OnlyAt
         from time in Clocks.Bare
         from rough in Maybe(Word("ish sharp"))
         select Of(time)).Unless(NoTime()),
        from time in Clocks.Bare.Where(t => t.Bare)
        from follows in Followed()
        select Of(time));

    /// <summary>A range of which one end says that it is a time.</summary>
    private static readonly TokenListParser<Lexeme, Piece> Ranges = Any(
        from lead in Maybe(Word("from between"))
        from first in Clocks.Sure
        from zone in Maybe(Zones.Zone)
        from to in To
        from last in Clocks.Each.Unless(NoTime())
        from same in zone is null ? Parse.Return<Lexeme, Zone?>(null) : Maybe(Zones.Zone)
        select Span(first, last) with { Zone = zone },
        from lead in Maybe(Word("from between"))
        from first in Clocks.Bare
        from to in To
        from last in Clocks.Sure
        select Span(first, last),
        from lead in Word("from between")
        from first in Clocks.Bare
        from to in To
        from last in Clocks.Bare.Unless(NoTime())
        select Span(first, last) with { Weak = true },
        from first in Clocks.Bare
        from to in To
        from last in Clocks.Bare
        from follows in Followed()
        select Span(first, last));

    public static readonly TokenListParser<Lexeme, Piece> All = Any(Single, Ranges);

    private static Piece Of(TimeOfDay time) => new(Says.Clock) { Clock = time };

    /// <summary>"8 - 11pm": both in the afternoon, unless the first would be the later one then: "11 - 3pm".</summary>
    private static Piece Span(TimeOfDay first, TimeOfDay last)
    {
        if (first.Bare && !last.Bare && last.Time < TimeSpan.FromHours(24))
        {
            var same = first.In(last.Time.Hours >= 12);
            if (same.Time < last.Time) first = same;
            else first = first.In(last.Time.Hours < 12);
        }
        return new Piece(Says.Clock) { Span = new ClockSpan(first, last) };
    }

    /// <summary>A number of something is no time: "at 5 %", "by 10 points".</summary>
    private static TokenListParser<Lexeme, Lexeme> NoTime() => Any(
        Glued(Sign(".,/:-$%€")).Then(s => One(l => !l.Spaced)), Sign("%$€£"), Word("percent points degrees dollars euros eur usd items pieces pounds kilograms kg times am pm"), Seen(Lengths.Unit), One(l => l is { Kind: LexemeKind.Number, Spaced: false }));

    private static TokenListParser<Lexeme, string> Followed() => input => DayFollows(input).HasValue ? Superpower.Model.TokenListParserResult.Value("", input, input) : Superpower.Model.TokenListParserResult.Empty<Lexeme, string>(input);

}
