using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Jarvis.Skills.Analytics;

/// <summary>Amounts that come with the same uncertain chance, each times a factor of its own: "if it comes, will it be this month?".</summary>
public sealed record ChanceGroup(ShrunkShare Chance, IReadOnlyList<(double Amount, double Factor)> Members);

/// <summary>
/// The sum of amounts of which each comes or does not: a Poisson-binomial sum Σ aᵢ·Bernoulli(pᵢfᵢ), where the chances pᵢ are uncertain themselves and
/// shared by their group. Simulated: in each of 4,000 draws a chance is drawn for each group from its Beta distribution, and then each amount
/// comes or not. Beyond the 500 largest amounts the rest of a group is drawn together, by the normal approximation of its sum (mean p·Σfa,
/// variance p·Σfa² - p²·Σf²a²). The same input gives the same result.
/// </summary>
/// <param name="Expected">Σ aᵢpᵢfᵢ with the mean chances, in the amounts' unit.</param>
/// <param name="Low">The sum is below this in half of what the confidence leaves.</param>
/// <param name="High">And above this in the other half.</param>
public sealed record SumOfChances(double Expected, double Low, double High)
{
    private const int Draws = 4000;
    private const int OneByOne = 500;
    private const int Seed = 20_261;

    /// <exception cref="ArgumentOutOfRangeException">The confidence lies outside 0..1.</exception>
    public static SumOfChances Of(IReadOnlyList<ChanceGroup> groups, double confidence = 0.9)
    {
        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, such as 0.9.");
        }

        var expected = groups.Sum(g => g.Chance.Mean * g.Members.Sum(m => m.Amount * m.Factor));
        var least = groups.SelectMany(g => g.Members).Select(m => m.Amount).OrderDescending().Skip(OneByOne).FirstOrDefault(double.NegativeInfinity);
        var parts = groups.Where(g => g.Members.Count > 0).Select(g => new Part(g, least)).ToArray();
        var random = new Xoshiro256StarStar(Seed, threadSafe: false);
        var sums = new double[Draws];
        for (var i = 0; i < Draws; i++)
        {
            sums[i] = parts.Sum(p => p.Draw(random));
        }

        Array.Sort(sums);
        return new(expected, Percentiles.OfSorted(sums, (1 - confidence) / 2), Percentiles.OfSorted(sums, (1 + confidence) / 2));
    }

    private sealed class Part
    {
        private readonly ShrunkShare chance;
        private readonly (double Amount, double Factor)[] large;
        private readonly double first;
        private readonly double second;
        private readonly double third;

        public Part(ChanceGroup group, double least)
        {
            chance = group.Chance;
            large = [.. group.Members.Where(m => m.Amount > least)];
            foreach (var (amount, factor) in group.Members.Where(m => m.Amount <= least))
            {
                first += factor * amount;
                second += factor * amount * amount;
                third += factor * factor * amount * amount;
            }
        }

        public double Draw(Xoshiro256StarStar random)
        {
            var p = Beta.Sample(random, chance.A, chance.B);
            var sum = 0.0;
            foreach (var (amount, factor) in large)
            {
                if (random.NextDouble() < p * factor)
                {
                    sum += amount;
                }
            }

            return first <= 0 ? sum : sum + Math.Max(0, Normal.Sample(random, p * first, Math.Sqrt(Math.Max(0, (p * second) - (p * p * third)))));
        }
    }
}
