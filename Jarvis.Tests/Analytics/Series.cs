using Jarvis.Skills.Analytics;

namespace Jarvis.Tests.Analytics;

/// <summary>Seeded random series: the same on every run and machine.</summary>
internal sealed class Series(int seed)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly Random random = new(seed);

    public double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public int Binomial(int trials, double share)
    {
        var hits = 0;
        for (var i = 0; i < trials; i++)
        {
            hits += random.NextDouble() < share ? 1 : 0;
        }

        return hits;
    }

    public static Reading[] Every(TimeSpan step, int count, Func<int, double> value) =>
        [.. Enumerable.Range(0, count).Select(i => new Reading(Start + (i * step), value(i)))];
}
