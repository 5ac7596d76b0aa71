using System.Globalization;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>How long nothing was heard, in whole days, as owners say it: "14 days", "two weeks", "a month"; a bare number is days.</summary>
internal static class Silence
{
    /// <param name="usual">Where nothing is said.</param>
    /// <exception cref="BadRequestException">No length of time, less than a day, or more than <paramref name="most"/> days.</exception>
    public static int Days(string? silence, int usual, int most)
    {
        if (string.IsNullOrWhiteSpace(silence)) return usual;
        var days = int.TryParse(silence, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : OwnerTimes.Duration(silence, nameof(silence)).TotalDays;
        return days >= 1 && days <= most ? (int)days : throw new BadRequestException($"silence is \"{silence}\"; allowed are 1 to {most} days, such as \"14 days\" or \"2 weeks\".");
    }
}
