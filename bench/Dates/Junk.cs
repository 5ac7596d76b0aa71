using System.Diagnostics;
using System.Globalization;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bench.Dates;

/// <summary>How much of a processor 4,000 characters take that are made of the pieces of times. Other work on the machine does not count.</summary>
internal static class Junk
{
    private static readonly string[] Pieces =
    [
        "1 ", "1-", "1/2 ", "3:30 ", "12 ", "2026-", "the day after ", "first monday of ", "monday to ", "3 days after ", "half past ", "every monday ", "in 2 ", "at 5 ", "last ", "march ",
        "from 1 to ", "between ", "5pm ", "closest monday to ", "week of ", "end of ", "1 hour ", "1 hour and ", "february 29 ", "29th february monday ", "easter ", "x", ".", " ", "\"",
    ];

    public static void Measure()
    {
        var wall = Clocks.At(new DateTimeOffset(2026, 3, 18, 9, 0, 0, TimeSpan.Zero), TimeSpan.Zero);
        var random = new Random(5);
        var texts = Pieces.Select(p => string.Concat(Enumerable.Repeat(p, 4000 / p.Length)))
            .Concat(Enumerable.Range(0, 50).Select(_ => string.Concat(Enumerable.Range(0, 600).Select(_ => Pieces[random.Next(Pieces.Length)]))[..4000])).ToList();
        var slowest = texts.Select(t => (Time: Of(t, wall), Text: t)).OrderByDescending(t => t.Time).ToList();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"4,000 characters of junk take {slowest[slowest.Count / 2].Time:0.0} ms (median), {slowest[0].Time:0.0} ms (\"{slowest[0].Text[..24]}…\"), {slowest[1].Time:0.0} ms (\"{slowest[1].Text[..24]}…\"), {slowest[2].Time:0.0} ms (\"{slowest[2].Text[..24]}…\")"));
    }

    private static double Of(string text, WallClock wall) => Enumerable.Range(0, 6).Min(_ =>
    {
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        _ = TimeReader.Find(text, wall, Clocks.Duckling).Count();
        return (Process.GetCurrentProcess().TotalProcessorTime - start).TotalMilliseconds;
    });
}
