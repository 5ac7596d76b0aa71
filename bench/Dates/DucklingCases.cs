using System.Globalization;
using System.Text.Json;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Bench.Dates;

/// <summary>Whole texts with their first value, which must be equal to its grain; and texts that are no time.</summary>
internal static class DucklingCases
{
    private static readonly string[] Sections = ["allExamples", "defaultCorpus", "US"];

    public static List<Case> Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var reference = DateTimeOffset.Parse(json.RootElement.GetProperty("reference").GetString()!, CultureInfo.InvariantCulture);
        var wall = Clocks.At(reference, reference.Offset);
        var cases = new List<Case>();
        foreach (var one in json.RootElement.GetProperty("cases").EnumerateArray())
        {
            if (!Sections.Contains(one.GetProperty("section").GetString(), StringComparer.Ordinal)) continue;
            var text = one.GetProperty("text").GetString()!;
            var values = one.GetProperty("values").EnumerateArray().Select(v => DateTime.Parse(v.GetString()!, CultureInfo.InvariantCulture)).ToList();
            var grain = Enum.Parse<Grain>(one.GetProperty("grain").GetString()!, ignoreCase: true);
            var read = TimeReader.Whole(text, wall, Clocks.Duckling);
            if (read is { Side: TimeSide.Until } && values.Count == 2) read = read with { From = reference };
            var right = read is not null && values.Count > 0 && Floor(read.From.DateTime, grain) == Floor(values[0], grain);
            cases.Add(new Case(one.GetProperty("fn").GetString()!, text, $"{string.Join(" to ", values.Select(Short))} ({grain})", Short(read), right));
        }
        foreach (var negative in json.RootElement.GetProperty("negative").EnumerateArray())
        {
            var text = negative.GetString()!;
            var read = TimeReader.Whole(text, wall, Clocks.Duckling);
            cases.Add(new Case("no time", text, "nothing", Short(read), read is null));
        }
        return cases;
    }

    public static string Short(TimeReading? read) => read is null ? "nothing" : $"{Short(read.From.DateTime)} to {Short(read.To.DateTime)} ({read.Grain})";

    private static string Short(DateTime at) => at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static DateTime Floor(DateTime at, Grain grain) => grain switch
    {
        Grain.Second => new DateTime(at.Year, at.Month, at.Day, at.Hour, at.Minute, at.Second),
        Grain.Minute => new DateTime(at.Year, at.Month, at.Day, at.Hour, at.Minute, 0),
        Grain.Hour => new DateTime(at.Year, at.Month, at.Day, at.Hour, 0, 0),
        Grain.Day or Grain.Week => at.Date,
        Grain.Month or Grain.Quarter => new DateTime(at.Year, at.Month, 1),
        _ => new DateTime(at.Year, 1, 1),
    };
}
