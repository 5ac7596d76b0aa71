using System.Text.RegularExpressions;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Reads from an absence notice when somebody is back. A stranger's text: all that it can do is to have a mail wait, and not for long.</summary>
internal static partial class AwayText
{
    private const int Before = 60;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    private static readonly Customs Ahead = new() { Lean = Lean.Ahead };

    /// <summary>The day of their return, as its first instant by their clock; null when the text names none that is ahead and within 60 days.</summary>
    public static DateTimeOffset? Return(string text, DateTimeOffset at, TimeZoneInfo zone)
    {
        var wall = new WallClock(TimeZoneInfo.ConvertTime(at, zone), zone);
        foreach (var (time, place) in TimeReader.Find(text, wall, Ahead))
        {
            if (time.Grain is not (Grain.Day or Grain.Hour or Grain.Minute)) continue;
            var said = text[Math.Max(0, place.Start.Value - Before)..place.End.Value];
            var back = Back().IsMatch(said);
            // "until Friday" is away on Friday, too; "back on Friday" is there.
            var from = back ? time.From : Until().IsMatch(said) || time.Side == TimeSide.Until ? time.To : (DateTimeOffset?)null;
            if (from is not { } day) continue;
            var start = wall.StartOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(day, zone).DateTime));
            if (start > at && start - at <= Longest) return start;
        }
        return null;
    }

    [GeneratedRegex(@"\b(back|return|returning|available again|again from|reachable again)\b[^.!?\n]*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Back();

    [GeneratedRegex(@"\b(until|till|through|thru|up to)\b[^.!?\n]*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Until();
}
