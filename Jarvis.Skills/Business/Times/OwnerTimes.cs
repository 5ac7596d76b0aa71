using System.Globalization;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Quartz;
using Superpower;
using Superpower.Model;

namespace Jarvis.Skills.Business.Times;

/// <summary>
/// Reads times as people and models write them, in the owner's time zone: the forms of <see cref="IsoText"/>, or English
/// words. Skill functions take times as text and read them here. Each throws <see cref="BadRequestException"/> with
/// the argument's name and an example of what is understood.
/// </summary>
public sealed class OwnerTimes(TimeProvider time, IOptions<BusinessOptions> business)
{
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
        return Whole(PeriodGrammar.Period, text) is { } read ? read(wall)
            : throw Bad(argument, text, "\"today\", \"last 7 days\", \"this month\", \"since 3 march\" or an ISO 8601 interval from/to");
    }

    /// <summary>The period, or the given one when nothing was said.</summary>
    public Period PeriodOr(string? text, string argument, Func<WallClock, Period> otherwise) =>
        string.IsNullOrWhiteSpace(text) ? otherwise(Wall) : Period(text, argument);

    /// <summary>"2026-11-23T17:00:00+01:00", "tomorrow at 9:30", "in 20 minutes".</summary>
    public DateTimeOffset Instant(string? text, string argument)
    {
        var wall = Wall;
        if (Moment(wall, text) is { } written) return written;
        return Whole(InstantGrammar.Instant, text) is { } read ? read(wall)
            : throw Bad(argument, text, "\"at 17:00\", \"tomorrow at 9:30\", \"in 20 minutes\", \"on 3 march at 10:00\" or an ISO 8601 instant");
    }

    /// <summary>"PT30M", "30 minutes", "2 hours"; a bare number is minutes.</summary>
    public static TimeSpan Duration(string? text, string argument)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and < 5_000_000) return TimeSpan.FromMinutes(minutes);
        var read = Whole(DurationGrammar.Duration, text);
        return read > TimeSpan.Zero ? read : throw Bad(argument, text, "\"30 minutes\", \"2 hours\" or an ISO 8601 duration such as PT30M");
    }

    /// <summary>"0 0 8 ? * MON-FRI", "every weekday at 8". Returns the Quartz cron expression.</summary>
    public static string Recurrence(string? text, string argument)
    {
        var cron = CronExpression.TryParse(text ?? "", out _) ? text : Whole(RecurrenceGrammar.Recurrence, text);
        if (cron is null) throw Bad(argument, text, "\"every weekday at 8\", \"every monday at 9:30\", \"every 2 hours\" or a Quartz cron expression");
        return CronText.MinutesApart(cron) ? cron : throw Bad(argument, text, "a schedule with at least a minute between two runs");
    }

    /// <summary>What can be read at the beginning of these words, and how many of them it takes.</summary>
    internal static (Func<WallClock, Period> Value, int Words)? PeriodAt(TokenList<WordKind> words) => At(PeriodGrammar.Period, words);

    internal static (Func<WallClock, DateTimeOffset> Value, int Words)? InstantAt(TokenList<WordKind> words) => At(InstantGrammar.Instant, words);

    internal static (TimeSpan Value, int Words)? DurationAt(TokenList<WordKind> words) => At(DurationGrammar.Duration, words);

    internal static (string Value, int Words)? RecurrenceAt(TokenList<WordKind> words) => At(RecurrenceGrammar.Recurrence, words);

    private static (T Value, int Words)? At<T>(TokenListParser<WordKind, T> grammar, TokenList<WordKind> words)
    {
        if (words.IsAtEnd || (words.ConsumeToken().Value is { Kind: WordKind.Word } first && !Grammar.Known.Contains(first.ToStringValue()))) return null;
        var result = grammar(words);
        return result.HasValue && result.Remainder.Position > words.Position ? (result.Value, result.Remainder.Position - words.Position) : null;
    }

    private static T? Whole<T>(TokenListParser<WordKind, T> grammar, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 200) return default;
        var result = grammar(Words.Split(text));
        return result.HasValue && result.Remainder.IsAtEnd ? result.Value : default;
    }

    private static DateTimeOffset? Moment(WallClock wall, string? text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return wall.StartOf(day);
        if (text is null || Words.Split(text).ToList() is not [{ Kind: WordKind.Instant }]) return null;
        return Whole(InstantGrammar.Instant, text)?.Invoke(wall);
    }

    private static BadRequestException Bad(string argument, string? text, string allowed) =>
        new(string.IsNullOrWhiteSpace(text) ? $"{argument} is missing: say {allowed}." : $"I cannot read \"{(text.Length > 60 ? text[..60] + "…" : text)}\" as {argument}: say {allowed}.");
}
