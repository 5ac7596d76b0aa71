using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Autonomy;

/// <summary>
/// Orders proposals by what they may be expected to bring:
/// score = value · confidence · risk factor · acceptance.
/// Value is the monthly value in the business's currency, or <see cref="AutonomyOptions.UncountedValue"/> where it cannot
/// be counted or is in another currency. The risk factor is 1 for low, 0.7 for medium and 0.4 for high: a certainty
/// equivalent, so that a gain with a possible harm must be larger to come first. Acceptance is <see cref="Acceptance"/>.
/// </summary>
internal static class Ranking
{
    public static double Score(Proposal proposal, double acceptance, AutonomyOptions options, string currency)
    {
        var value = proposal.MonthlyValue is { } counted && counted.Currency == currency ? counted.Amount : options.UncountedValue;
        return (double)Math.Max(0, value) * Sure(proposal.Confidence) * Factor(proposal.Risk) * acceptance;
    }

    private static double Factor(Risk risk) => risk switch
    {
        Risk.Low => 1,
        Risk.Medium => 0.7,
        _ => 0.4,
    };

    // An agent that divides by zero must not come first.
    private static double Sure(double confidence) => double.IsFinite(confidence) ? Math.Clamp(confidence, 0, 1) : 0;
}
