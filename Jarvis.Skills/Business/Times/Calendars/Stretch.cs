using System.Runtime.InteropServices;

namespace Jarvis.Skills.Business.Times.Calendars;

/// <summary>A piece of the owner's wall calendar, without a zone.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="Grain">How exact its bounds are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stretch(DateTime From, DateTime To, Grain Grain)
{
    /// <summary>When something is to happen that was said for all of it: 8:00 for "tomorrow morning".</summary>
    public DateTime? Point { get; init; }

    /// <summary>The instant of its beginning, where the clock shows that time twice in a night.</summary>
    public DateTimeOffset? Exact { get; init; }

    public static Stretch Of(DateTime from, Grain grain) => new(from, from.Step(grain, 1), grain);

    public bool Contains(DateTime at) => From <= at && at < To;
}
