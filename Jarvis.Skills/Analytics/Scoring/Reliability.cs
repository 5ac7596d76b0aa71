namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>Cases of about the same probability, and how often they came true.</summary>
/// <param name="Said">Their mean probability.</param>
/// <param name="Happened">The share that came true.</param>
/// <param name="Low">With <paramref name="High"/>, Wilson's 95 % interval of that share.</param>
public sealed record ReliabilityBin(int Cases, double Said, double Happened, double Low, double High);

/// <summary>
/// Whether probabilities mean what they say. The Brier score is the mean squared difference from the outcome (0 is perfect, p(1-p) is what
/// the base rate p alone has); the bins hold equally many cases each, in the order of their probability; the expected calibration error
/// is the mean |said - happened| over them. Sources: Brier, Monthly Weather Review 78, 1950; Naeini, Cooper, Hauskrecht, AAAI 2015.
/// </summary>
public sealed record Reliability(double Brier, double ExpectedError, IReadOnlyList<ReliabilityBin> Bins)
{
    /// <exception cref="ArgumentException">No cases, or as many outcomes as probabilities were not given.</exception>
    public static Reliability Of(IReadOnlyList<double> probabilities, IReadOnlyList<bool> outcomes, int bins = 10)
    {
        if (probabilities.Count == 0 || probabilities.Count != outcomes.Count) throw new ArgumentException($"{probabilities.Count} probabilities for {outcomes.Count} outcomes.", nameof(outcomes));
        var cases = probabilities.Zip(outcomes, (p, o) => (Probability: p, CameTrue: o)).OrderBy(c => c.Probability).ToArray();
        ReliabilityBin[] table = [.. Enumerable.Range(0, bins).Select(b => cases[(b * cases.Length / bins)..((b + 1) * cases.Length / bins)]).Where(part => part.Length > 0).Select(Bin)];
        return new(cases.Average(c => Math.Pow(c.Probability - (c.CameTrue ? 1 : 0), 2)), table.Sum(b => b.Cases * Math.Abs(b.Said - b.Happened)) / cases.Length, table);
    }

    private static ReliabilityBin Bin((double Probability, bool CameTrue)[] part)
    {
        var came = part.Count(c => c.CameTrue);
        var (low, high) = Proportion.Wilson(came, part.Length);
        return new(part.Length, part.Average(c => c.Probability), (double)came / part.Length, low, high);
    }
}
