namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>Between a probability and its log odds.</summary>
internal static class Logistic
{
    public static double Probability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    public static double LogOdds(double probability) => Math.Log(probability / (1 - probability));
}
