using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>"tomorrow at 9:30". With <paramref name="bare"/>, a lone "9" counts too, as the answer to "When?".</summary>
internal sealed class InstantSlot(OwnerTimes times, bool bare = false) : ISlotReader
{
    public string Type => "instant";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        if (OwnerTimes.InstantAt(utterance.From(at), times.Wall) is { } read)
            return new SlotMatch(Type, at, at + read.Words, IsoText.Of(read.Value));
        if (!bare || at > 0 || OwnerTimes.InstantAt(Words.Split("at " + utterance.Written(0, utterance.Tokens.Count)), times.Wall) is not { } hour) return null;
        return new SlotMatch(Type, 0, hour.Words - 1, IsoText.Of(hour.Value));
    }
}

/// <summary>
/// What a time is changed to: "friday" keeps the hour, "5 pm" the day. "An hour later" is no time of its own: it counts from what is changed.
/// </summary>
internal sealed class ChangeSlot(OwnerTimes times) : ISlotReader
{
    public string Type => "change";

    // To everybody else it is a time like any other.
    public SlotMatch? Read(Utterance utterance, int at) =>
        OwnerTimes.MoveAt(utterance.From(at), times.Wall) is { } read && utterance.Tokens[Math.Min(at + read.Words, utterance.Tokens.Count) - 1].Plain is not ("later" or "earlier" or "before" or "after" or "back" or "out")
            ? new SlotMatch("instant", at, at + read.Words, read.Value ?? utterance.Written(at, at + read.Words).ToLowerInvariant()) : null;
}

/// <summary>
/// A point in time with its time of day ("tomorrow at 9", "in 20 minutes"). "today" is none: "what needs me today" is not
/// to be done at some time.
/// </summary>
internal sealed class MomentSlot(OwnerTimes times) : ISlotReader
{
    public string Type => "moment";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        if (Range(utterance, at) is { } range) return range;
        if (OwnerTimes.InstantAt(utterance.From(at), times.Wall) is not { } read || IsOneEnd(utterance, at, at + read.Words)) return null;
        var words = utterance.Tokens.Skip(at).Take(read.Words).ToList();
        // "at the moment" is now, and "in march" a month.
        var isTime = words.Exists(t => t.Plain is "at" || t.Kind is WordKind.Clock or WordKind.Instant) || (words[0].Plain == "in" && OwnerTimes.DurationAt(utterance.From(at + 1)) is not null);
        return isTime && read.Value > times.Wall.Now ? new SlotMatch(Type, at, at + read.Words, IsoText.Of(read.Value)) : null;
    }

    /// <summary>"tomorrow from 22:00 to 23:30": a beginning, and how long it lasts.</summary>
    private SlotMatch? Range(Utterance utterance, int at)
    {
        if (OwnerTimes.InstantAt(utterance.From(at), times.Wall) is not { } begin || begin.Value <= times.Wall.Now) return null;

        // As a period, hours are those that were.
        if (OwnerTimes.PeriodAt(utterance.From(at), times.Wall) is not { } read || read.Value.Length >= TimeSpan.FromDays(1)) return null;
        var to = Math.Min(at + read.Words, utterance.Tokens.Count);
        return utterance.Tokens.Take(to).Skip(at).Any(t => t.Plain is "from" or "between") && utterance.Tokens.Take(to).Skip(at).Any(t => t.Kind is WordKind.Clock or WordKind.Number)
            ? new SlotMatch(Type, at, to, IsoText.Of(begin.Value)) { Lasts = read.Value.Length } : null;
    }

    /// <summary>"22:00" in "from 22:00 to 23:30" is no time of its own.</summary>
    private static bool IsOneEnd(Utterance utterance, int from, int to) =>
        utterance.Tokens[from].Plain is "from" or "between"
        || (from > 0 && utterance.Tokens[from - 1].Plain is "from" or "between" or "until" or "till")
        || (from > 1 && utterance.Tokens[from - 1].Plain is "to" or "and" or "-" && utterance.Tokens[from - 2].Kind is WordKind.Clock)
        || (to < utterance.Tokens.Count && utterance.Tokens[to].Plain is "until" or "till");
}

/// <summary>"last 7 days".</summary>
internal sealed class PeriodSlot(OwnerTimes times) : ISlotReader
{
    public string Type => "period";

    public SlotMatch? Read(Utterance utterance, int at) =>
        OwnerTimes.PeriodAt(utterance.From(at), times.Wall) is { } read && !IsVerb(utterance, at, read.Words)
            ? new SlotMatch(Type, at, at + read.Words, read.Value.ToString()) { Lasting = utterance.Written(at, at + read.Words).ToLowerInvariant() }
            : null;

    /// <summary>"you may go on": a month alone has a small word of time before it, or stands alone.</summary>
    private static bool IsVerb(Utterance utterance, int at, int words) =>
        words == 1 && utterance.Tokens[at].Plain is "may" or "march" && utterance.Tokens.Count > 1
        && (at == 0 || utterance.Tokens[at - 1].Plain is not ("in" or "of" or "for" or "during" or "over" or "since" or "last" or "this" or "from" or "until" or "about" or "whole" or "and"));
}

/// <summary>"30 minutes", "for 2 hours", "over a week", "until 18:00".</summary>
internal sealed class DurationSlot(OwnerTimes times) : ISlotReader
{
    public string Type => "duration";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        // "the next three hours", "another hour".
        var lead = utterance.Tokens[at].Plain == "the" ? 1 : 0;
        if (at + lead + 1 < utterance.Tokens.Count && utterance.Tokens[at + lead].Plain is "next" or "coming" or "following" or "another"
            && OwnerTimes.DurationAt(utterance.From(at + lead + 1)) is { } coming) return new SlotMatch(Type, at, at + lead + 1 + coming.Words, IsoText.Of(coming.Value));
        if (OwnerTimes.DurationAt(utterance.From(at)) is { } read) return new SlotMatch(Type, at, at + read.Words, IsoText.Of(read.Value));
        if (Bound(utterance, at) is > 0 and var bound && at + bound < utterance.Tokens.Count && OwnerTimes.DurationAt(utterance.From(at + bound)) is { } least)
            return new SlotMatch(Type, at, at + bound + least.Words, IsoText.Of(least.Value));
        if (utterance.Tokens[at].Plain is not ("until" or "till") || OwnerTimes.InstantAt(utterance.From(at), times.Wall) is not { } until) return null;
        var left = until.Value - times.Wall.Now;
        return left > TimeSpan.Zero ? new SlotMatch(Type, at, at + until.Words, IsoText.Of(TimeSpan.FromMinutes(Math.Ceiling(left.TotalMinutes)))) : null;
    }

    /// <summary>"more than two weeks", "at least an hour": how many words say that it is a bound.</summary>
    private static int Bound(Utterance utterance, int at) => utterance.Tokens[at].Plain switch
    {
        "over" => 1,
        "at" when Next(utterance, at) == "least" => 2,
        "more" or "longer" when Next(utterance, at) == "than" => 2,
        _ => 0,
    };

    private static string? Next(Utterance utterance, int at) => at + 1 < utterance.Tokens.Count ? utterance.Tokens[at + 1].Plain : null;
}

/// <summary>"every weekday at 8".</summary>
internal sealed class RecurrenceSlot : ISlotReader
{
    public string Type => "recurrence";

    public SlotMatch? Read(Utterance utterance, int at) =>
        OwnerTimes.RecurrenceAt(utterance.From(at)) is { } read && !(read.Words == 1 && Describes(utterance, at + 1)) ? new SlotMatch(Type, at, at + read.Words, read.Value) : null;

    /// <summary>"the daily report" is a report of that name; "remind me daily to …" is to be done every day.</summary>
    private static bool Describes(Utterance utterance, int next) =>
        next < utterance.Tokens.Count && utterance.Tokens[next] is { Kind: WordKind.Word, IsLight: false, StartsSentence: false };
}
