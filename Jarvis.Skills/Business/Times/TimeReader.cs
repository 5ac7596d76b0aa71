using Jarvis.Skills.Business.Times.Calendars;
using Jarvis.Skills.Business.Times.Grammars;

namespace Jarvis.Skills.Business.Times;

/// <summary>Reads English times by a wall clock and customs. Its work grows with a text's length, whatever the text.</summary>
public static class TimeReader
{
    /// <summary>Longer texts hold no time that anybody wants read.</summary>
    public const int LongestText = 20_000;

    /// <summary>The whole text as a time; null when it is none.</summary>
    public static TimeReading? Whole(string text, WallClock wall, Customs customs) =>
        text.Length <= LongestText && new TimeText(text).Whole() is { } expression ? Resolve(expression, wall, customs) : null;

    /// <summary>All times that stand in a text, from left to right, with their place.</summary>
    public static IEnumerable<(TimeReading Time, Range Place)> Find(string text, WallClock wall, Customs customs)
    {
        if (text.Length > LongestText) yield break;
        foreach (var found in new TimeText(text).Find())
        {
            var whole = text.AsSpan(0, found.Start).Trim().IsEmpty && text.AsSpan(found.End).Trim().IsEmpty;
            if ((whole || !found.Expression.Weak) && Resolve(found.Expression, wall, customs) is { } time) yield return (time, found.Start..found.End);
        }
    }

    internal static TimeReading? Resolve(Expression expression, WallClock wall, Customs customs)
    {
        Stretch? resolved;
        try { resolved = expression.Time.Resolve(new Scene(wall, customs)); }
        catch (ArgumentOutOfRangeException) { return null; } // The calendar ends with the year 9999: "10 december 9999 + 3 weeks" is no day.
        if (resolved is not { } it) return null;
        if (it.From.Year is < 2 or > 9990 || it.To.Year is < 2 or > 9990) return null;
        var reading = new TimeReading(it.Exact ?? wall.At(it.From), wall.At(it.To), it.Grain, it.Point is { } point ? wall.At(point) : null);
        return expression.Side == Side.By ? reading with { Side = TimeSide.Until } : expression.Side switch
        {
            Side.Before => reading with { Side = TimeSide.Until },
            Side.None => reading,
            _ => reading with { Side = TimeSide.From },
        };
    }
}
