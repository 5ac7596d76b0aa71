using System.Globalization;
using System.Runtime.CompilerServices;
using Jarvis.Skills.Business.Times.Grammars;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Quartz;
using Superpower.Model;

namespace Jarvis.Skills.Business.Times;

/// <summary>
/// Reads times as people and models write them, in the owner's time zone: the forms of <see cref="IsoText"/>, or English
/// words. Skill functions take times as text and read them here. Each throws <see cref="BadRequestException"/> with
/// the argument's name and an example of what is understood.
/// </summary>
public sealed class OwnerTimes(TimeProvider time, IOptions<BusinessOptions> business)
{
    private const int LongestTime = 200;

    /// <summary>Texts are read from many sides; each is cut up once.</summary>
    private static readonly ConditionalWeakTable<string, TimeText> Texts = [];

    public WallClock Wall
    {
        get
        {
            var zone = business.Value.Zone;
            return new WallClock(TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone), zone);
        }
    }

    /// <summary>"2026-11-16T00:00:00+01:00/2026-11-23T00:00:00+01:00", "last 7 days", "yesterday", "since march".</summary>
    public Period Period(string? text, string argument)
    {
        var wall = Wall;
        if (text?.Split('/') is [var from, var to] && Moment(wall, from) is { } start && Moment(wall, to) is { } end)
        {
            return start < end ? new Period(start, end) : throw Bad(argument, text, "a period whose end is after its beginning");
        }
        return (Whole(text) is { } said ? OwnerCustoms.Period(said, wall) : null)
            ?? throw Bad(argument, text, "\"today\", \"last 7 days\", \"this month\", \"since 3 march\" or an ISO 8601 interval from/to");
    }

    /// <summary>The period, or the given one when nothing was said.</summary>
    public Period PeriodOr(string? text, string argument, Func<WallClock, Period> otherwise) =>
        string.IsNullOrWhiteSpace(text) ? otherwise(Wall) : Period(text, argument);

    /// <summary>"2026-11-23T17:00:00+01:00", "tomorrow at 9:30", "in 20 minutes".</summary>
    public DateTimeOffset Instant(string? text, string argument)
    {
        var wall = Wall;
        return Moment(wall, text) ?? (Whole(text) is { } said ? OwnerCustoms.Instant(said, wall) : null)
            ?? throw Bad(argument, text, "\"at 17:00\", \"tomorrow at 9:30\", \"in 20 minutes\", \"on 3 march at 10:00\" or an ISO 8601 instant");
    }

    /// <summary>Where something goes that is due already: "17:00" keeps its day, "friday" or "2026-11-27" its hour.</summary>
    public DateTimeOffset Moved(string? text, DateTimeOffset due, string argument)
    {
        var (wall, at) = (Wall, Instant(text, argument));
        var was = TimeZoneInfo.ConvertTime(due, wall.Zone).DateTime;
        return NamedBy(text!, wall) switch
        {
            Naming.Day => wall.At(at.Date + was.TimeOfDay),
            Naming.Hour => wall.At(was.Date + HourOn(text!, wall, DateOnly.FromDateTime(was), at).TimeOfDay),
            _ => at,
        };
    }

    /// <summary>The hour, when nothing but an hour was said: "at 5 pm", "17:00".</summary>
    public TimeOnly? HourAlone(string? text) =>
        Whole(text) is { } said && OwnerCustoms.Instant(said, Wall) is { } at && OwnerCustoms.Names(said, Wall) == Naming.Hour ? TimeOnly.FromDateTime(at.DateTime) : null;

    /// <summary>"PT30M", "30 minutes", "2 hours"; a bare number is minutes.</summary>
    public static TimeSpan Duration(string? text, string argument)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 5_000_000) return TimeSpan.FromMinutes(minutes);
        return (Fits(text) && new TimeText(text).Whole(Lengths.Length) is { } length ? OwnerCustoms.Duration(length) : null)
            ?? throw Bad(argument, text, "\"30 minutes\", \"2 hours\" or an ISO 8601 duration such as PT30M");
    }

    /// <summary>"0 0 8 ? * MON-FRI", "every weekday at 8". Returns the Quartz cron expression.</summary>
    public static string Recurrence(string? text, string argument)
    {
        var cron = CronExpression.TryParse(text ?? "", out _) ? text : Fits(text) ? new TimeText(text).Whole(Recurrences.Recurrence) : null;
        if (cron is null) throw Bad(argument, text, "\"every weekday at 8\", \"every monday at 9:30\", \"every 2 hours\" or a Quartz cron expression");
        return CronText.MinutesApart(cron) ? cron : throw Bad(argument, text, "a schedule with at least a minute between two runs");
    }

    /// <summary>What can be read at the beginning of these words, and how many of them it takes.</summary>
    internal static (Period Value, int Words)? PeriodAt(TokenList<WordKind> words, WallClock wall) =>
        TimeAt(words) is { } found && OwnerCustoms.Period(found.Expression, wall) is { } period && Count(words, found.End) is > 0 and var count ? (period, count) : null;

    internal static (DateTimeOffset Value, int Words)? InstantAt(TokenList<WordKind> words, WallClock wall) =>
        TimeAt(words) is { Expression.Weak: false } found && OwnerCustoms.Instant(found.Expression, wall) is { } at && Count(words, found.End) is > 0 and var count ? (at, count) : null;

    /// <summary>A time as <see cref="Moved"/> takes it: "2026-11-27", or all of it; null for an hour alone, which its words say best.</summary>
    internal static (string? Value, int Words)? MoveAt(TokenList<WordKind> words, WallClock wall)
    {
        if (TimeAt(words) is not { Expression.Weak: false } found || OwnerCustoms.Instant(found.Expression, wall) is not { } at || Count(words, found.End) is not (> 0 and var count)) return null;
        return (OwnerCustoms.Names(found.Expression, wall) switch
        {
            Naming.Day => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Naming.Hour => null,
            _ => IsoText.Of(at),
        }, count);
    }

    internal static (TimeSpan Value, int Words)? DurationAt(TokenList<WordKind> words) =>
        At(words, Lengths.Length) is { } read && OwnerCustoms.Duration(read.Value) is { } duration && Count(words, read.End) is > 0 and var count ? (duration, count) : null;

    internal static (string Value, int Words)? RecurrenceAt(TokenList<WordKind> words) =>
        At(words, Recurrences.Recurrence) is { } read && Count(words, read.End) is > 0 and var count ? (read.Value, count) : null;

    private static Found? TimeAt(TokenList<WordKind> words) => Place(words) is { } place ? TextOf(place).At(place.Position.Absolute) : null;

    private static (T Value, int End)? At<T>(TokenList<WordKind> words, Superpower.TokenListParser<Lexeme, T> parser) =>
        Place(words) is { } place ? TextOf(place).At(place.Position.Absolute, parser) : null;

    private static TextSpan? Place(TokenList<WordKind> words) => words.ConsumeToken() is { HasValue: true } first && first.Value.Span.Source!.Length <= TimeReader.LongestText ? first.Value.Span : null;

    private static TimeText TextOf(TextSpan place) => Texts.GetValue(place.Source!, static text => new TimeText(text));

    /// <summary>How many words end before this character.</summary>
    private static int Count(TokenList<WordKind> words, int end)
    {
        var count = 0;
        for (var at = words; at.ConsumeToken() is { HasValue: true } next && next.Value.Span.Position.Absolute + next.Value.Span.Length <= end; at = next.Remainder) count++;
        return count;
    }

    /// <summary>"at 9" is in the evening where it is ten already, and in the morning of any other day.</summary>
    private static DateTimeOffset HourOn(string text, WallClock wall, DateOnly day, DateTimeOffset now) =>
        day > wall.Today && Whole(text) is { } said ? OwnerCustoms.Instant(said, wall with { Now = wall.StartOf(day) }) ?? now : now;

    private static Naming NamedBy(string text, WallClock wall) =>
        text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? Naming.Day
        : Moment(wall, text) is null && Whole(text) is { } said ? OwnerCustoms.Names(said, wall) : Naming.Whole;

    private static Expression? Whole(string? text) => Fits(text) ? new TimeText(text).Whole() : null;

    private static bool Fits([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestTime;

    private static DateTimeOffset? Moment(WallClock wall, string? text)
    {
        if (text is not { Length: >= 10 and < 40 } || !char.IsAsciiDigit(text[0]) || !int.TryParse(text.AsSpan(0, 4), CultureInfo.InvariantCulture, out var year) || year is < 1970 or >= 2200) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return wall.StartOf(day);
        if (text[10] is not ('T' or 't')) return null;
        if (text.EndsWith('Z') || text.EndsWith('z') || text.LastIndexOfAny(['+', '-']) > 10)
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at) ? TimeZoneInfo.ConvertTime(at, wall.Zone) : null;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, out var local) ? wall.At(local) : null;
    }

    private static BadRequestException Bad(string argument, string? text, string allowed) =>
        new(string.IsNullOrWhiteSpace(text) ? $"{argument} is missing: say {allowed}." : $"I cannot read \"{(text.Length > 60 ? text[..60] + "…" : text)}\" as {argument}: say {allowed}.");
}
