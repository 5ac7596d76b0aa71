using System.Diagnostics;
using System.Globalization;

namespace Jarvis.Bench.Dates;

/// <summary>How much of what others' date readers are tested with is read here as they mean it: Duckling's corpus and chrono's test cases.</summary>
internal static class DatesBench
{
    public static int Run(string folder, bool verbose)
    {
        var duckling = Directory.GetFiles(folder, "duckling_*.json").Order(StringComparer.Ordinal).SelectMany(DucklingCases.Read).ToList();
        var chrono = Directory.GetFiles(folder, "chrono_*.json").Order(StringComparer.Ordinal).SelectMany(ChronoCases.Read).ToList();
        if (duckling.Count + chrono.Count == 0)
        {
            Console.Error.WriteLine($"No duckling_*.json or chrono_*.json in {folder}.");
            return 2;
        }
        Score("duckling", duckling, verbose);
        Score("chrono", chrono, verbose);
        Junk.Measure();
        Times([.. duckling.Concat(chrono).Select(c => c.Text)]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"score: duckling={Percent(duckling):0.0} chrono={Percent(chrono):0.0}"));
        return 0;
    }

    private static void Score(string name, List<Case> cases, bool verbose)
    {
        foreach (var group in cases.GroupBy(c => c.Group, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var right = group.Count(c => c.Right);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-9} {group.Key,-28} {right,4} of {group.Count(),4}  {100.0 * right / group.Count():0.0} %"));
        }
        if (!verbose) return;
        foreach (var wrong in cases.Where(c => !c.Right)) Console.WriteLine($"  {name} {wrong.Group}: \"{wrong.Text}\" is {wrong.Expected}, read as {wrong.Read}");
    }

    private static double Percent(List<Case> cases) => cases.Count == 0 ? 0 : 100.0 * cases.Count(c => c.Right) / cases.Count;

    private static void Times(List<string> texts)
    {
        var wall = Clocks.At(new DateTimeOffset(2026, 3, 18, 9, 0, 0, TimeSpan.Zero), TimeSpan.Zero);
        var took = new List<double>();
        foreach (var text in texts)
        {
            var start = Stopwatch.GetTimestamp();
            _ = Skills.Business.Times.TimeReader.Find(text, wall, Clocks.Duckling).Count();
            took.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a text takes {took[took.Count / 2]:0.000} ms (median), {took[took.Count * 99 / 100]:0.000} ms (99 %), {took[^1]:0.000} ms (longest)"));
    }
}

/// <summary>A text, what it means, what it was read as.</summary>
internal sealed record Case(string Group, string Text, string Expected, string Read, bool Right);
