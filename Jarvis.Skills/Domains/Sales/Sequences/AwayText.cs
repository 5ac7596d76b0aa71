using System.Text.RegularExpressions;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Reads from an absence notice when somebody is back. A stranger's text: all that it can do is to have a mail wait, and not for long.</summary>
internal static partial class AwayText
{
    /// <summary>So far after "back" or "until" the time must begin.</summary>
    private const int Near = 30;

    private const int Read = 80;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    private static readonly Customs Ahead = new() { Lean = Lean.Ahead };

    /// <summary>The day of their return, as its first instant by their clock; null when the text names none that is ahead and within 60 days.</summary>
    public static DateTimeOffset? Return(string text, DateTimeOffset at, TimeZoneInfo zone)
    {
        var wall = new WallClock(TimeZoneInfo.ConvertTime(at, zone), zone);
        foreach (Match cue in Cue().Matches(text))
        {
            var rest = text.AsSpan(cue.Index + cue.Length);
            var sentence = rest[..Math.Min(Read, rest.Length)].ToString().Split('\n')[0];
            foreach (var (time, _) in TimeReader.Find(sentence, wall, Ahead).Where(f => f.Time.Grain == Grain.Day && f.Place.Start.Value <= Near).Take(1))
            {
                // "until Friday" is away on Friday, too; "back on Friday" is there.
                var day = wall.StartOf(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(cue.Groups["until"].Success ? time.To : time.From, zone).DateTime));
                if (day > at && day - at <= Longest) return day;
            }
        }
        return null;
    }

    [GeneratedRegex(@"\b(back|return|returning|available again|reachable again|(?<until>until|till|through|thru))\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Cue();
}
