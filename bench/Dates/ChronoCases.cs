using System.Globalization;
using System.Text.Json;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Business.Times.Calendars;

namespace Jarvis.Bench.Dates;

/// <summary>
/// Texts with a time somewhere in them, whose beginning must be equal to the minute, or to the day when no time of day was said;
/// and texts that hold none. Cases that assert nothing which can be compared are left out.
/// </summary>
internal static class ChronoCases
{
    public static List<Case> Read(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.EnumerateArray().Select(Read).OfType<Case>()];
    }

    private static Case? Read(JsonElement one)
    {
        var text = one.GetProperty("text").GetString()!;
        var none = one.TryGetProperty("expect_none", out var expected) && expected.GetBoolean();
        var start = Text(one, "start") ?? Text(one, "oracle_start");
        if (!none && start is null) return null;
        var now = one.TryGetProperty("ref", out var reference) ? reference.ValueKind switch
        {
            JsonValueKind.String => reference.GetString(),
            JsonValueKind.Object => Text(reference, "instant"),
            _ => null,
        } : null;
        var customs = Clocks.Chrono with
        {
            DayFirst = Text(one, "parser") == "en.GB",
            Lean = one.TryGetProperty("option", out var option) && option.ToString().Contains("forwardDate", StringComparison.Ordinal) ? Lean.Ahead : Lean.Nearest,
        };
        var wall = Clocks.At(Utc(now ?? "2026-03-18T12:00:00") ?? default, TimeSpan.Zero);
        var read = TimeReader.Find(text, wall, customs).Select(f => f.Time).FirstOrDefault();
        if (none) return new Case("no time", text, "nothing", DucklingCases.Short(read), read is null);
        var right = Utc(start!) is { } at && read is not null && (read.Grain >= Grain.Day ? read.From.Date == at.Date : Math.Abs((At(read) - at).TotalMinutes) < 1);
        return new Case("time", text, start!, DucklingCases.Short(read), right);
    }

    private static DateTimeOffset At(TimeReading read) => read.Point ?? read.From;

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Utc(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
