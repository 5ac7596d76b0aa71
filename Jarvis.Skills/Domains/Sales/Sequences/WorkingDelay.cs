using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>A wait that is counted in working time: so many working days, or so much time of working hours.</summary>
/// <param name="Days">Working days; the time of day stays.</param>
/// <param name="Time">Time within working hours, after the days.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct WorkingDelay(int Days, TimeSpan Time)
{
    public const string Allowed = "\"at once\", or a number of working days, hours or minutes, such as \"2 days\" or \"4 hours\"; at most 90 days";

    private const int MostDays = 90;
    private const int MostHours = 720;

    /// <summary>Reads "2 days", "1 day", "4 hours", "30 minutes", "at once".</summary>
    public static WorkingDelay? Read(string text)
    {
        if (text.Trim().Equals("at once", StringComparison.OrdinalIgnoreCase)) return new WorkingDelay(0, TimeSpan.Zero);
        if (Written().Match(text) is not { Success: true } written) return null;
        var count = int.Parse(written.Groups["count"].Value, CultureInfo.InvariantCulture);
        return char.ToLowerInvariant(written.Groups["unit"].Value[0]) switch
        {
            'd' => count <= MostDays ? new WorkingDelay(count, TimeSpan.Zero) : null,
            'h' => count <= MostHours ? new WorkingDelay(0, TimeSpan.FromHours(count)) : null,
            _ => new WorkingDelay(0, TimeSpan.FromMinutes(count)),
        };
    }

    [GeneratedRegex(@"^\s*(?<count>\d{1,4})\s*(?<unit>days?|hours?|minutes?)\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Written();
}
