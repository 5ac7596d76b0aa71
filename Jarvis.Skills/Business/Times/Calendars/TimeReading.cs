namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>Which side of a time is meant.</summary>
public enum TimeSide
{
    /// <summary>The time itself.</summary>
    At,

    /// <summary>"since", "after": from it on.</summary>
    From,

    /// <summary>"before", "until", "by": up to it.</summary>
    Until,
}

/// <summary>A time as it was meant, in the owner's zone.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Grain">How exact it was.</param>
/// <param name="Point">When something said for it is to happen, where that is not its beginning.</param>
public sealed record TimeReading(DateTimeOffset From, DateTimeOffset To, Grain Grain, DateTimeOffset? Point)
{
    public TimeSide Side { get; init; }
}
