using Jarvis.Bot.Understanding.Classifying;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>
/// How likely a reading is the right one: logistic regression over what speaks for it, fitted to readings of the shipped examples by
/// an understanding that had not seen them (five parts, each read by the other four; what is none of Jarvis's business weighs
/// fourfold). "bench reading" does this again.
/// </summary>
internal static class Certainty
{
    /// <summary>The constant; likeness; log odds of the function; lead over the next function; log odds that the text asks for anything known; share of unexplained words.</summary>
    private static readonly double[] OfRead = [-1.12, 2.49, 0.68, -1.92, 0.23, -2.7];
    private static readonly double[] OfAction = [-2.43, 5.41, 0.14, -0.51, 0.43, -0.59];

    /// <summary>From 0 to 1.</summary>
    /// <param name="lead">By how much its score is above the best of another function.</param>
    /// <param name="unexplained">As <see cref="FunctionWords.Unexplained"/> tells.</param>
    public static double Of(Candidate candidate, double lead, double unexplained, Judgement judgement)
    {
        var weights = candidate.IsAction ? OfAction : OfRead;
        double[] signs = [1, candidate.Fit.Likeness, LogOdds(candidate.Probability), lead, LogOdds(judgement.Confidence), unexplained];
        return 1 / (1 + Math.Exp(-signs.Zip(weights, (s, w) => s * w).Sum()));
    }

    private static double LogOdds(double probability) => Math.Log(Math.Max(probability, 1e-3) / Math.Max(1 - probability, 1e-3));
}
