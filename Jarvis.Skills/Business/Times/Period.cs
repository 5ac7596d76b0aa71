using System.Globalization;
using System.Runtime.InteropServices;

namespace Jarvis.Skills.Business.Times;

/// <summary>From (inclusive) to (exclusive).</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Period(DateTimeOffset From, DateTimeOffset To)
{
    public TimeSpan Length => To - From;

    /// <summary>An ISO 8601 interval: "2026-11-16T00:00:00+01:00/2026-11-23T00:00:00+01:00".</summary>
    public override string ToString() => $"{IsoText.Of(From)}/{IsoText.Of(To)}";
}

/// <summary>
/// How times travel as a function's arguments, which are text: an instant as ISO 8601 with its offset, a period as an
/// ISO 8601 interval, a duration as ISO 8601 ("PT30M"), a recurrence as a Quartz cron expression in the owner's zone.
/// <see cref="OwnerTimes"/> reads all of them, and the words that people use for them.
/// </summary>
public static class IsoText
{
    public static string Of(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string Of(TimeSpan duration) => System.Xml.XmlConvert.ToString(duration);
}
