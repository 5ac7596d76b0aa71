using System.Globalization;
using Jarvis.Skills.Analytics.Scoring;
using Microsoft.Extensions.Options;
using TrainingOptions = Jarvis.Skills.Analytics.Scoring.ScoringOptions;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>
/// Holds a learned scorer against the rules on the same leads. It is used when a stratified cross-validation has it ahead by more than chance would
/// (DeLong's paired test, one-sided, 2.5 %), when it is surely better than a coin (which rules that happen to be worse would not show), and when it is not behind on the latest fifth of the outcomes after learning only those
/// before: what fits the past need not fit what comes.
/// </summary>
internal sealed class ScorerTrial(RuleScorer rules, LeadFeatures features, IOptions<LearningOptions> options)
{
    private const double Sure = 0.025;
    private const double Coin = 0.5;
    private const int MostKinds = 20;
    private const int FewestWithKind = 10;

    /// <summary>Fewer of one outcome say nothing of a score.</summary>
    private const int FewestToRate = 5;

    /// <summary>The check in time learns from fewer: it is held against the rules, not used.</summary>
    private static readonly TrainingOptions ForCheck = new() { MinimumOutcomes = 60, MinimumOfEach = 10 };

    public (ScorerReport Report, OutcomeModel? Model) Hold(PastOutcomes past, DateTimeOffset now, CancellationToken cancel)
    {
        var closed = past.Closed;
        bool[] won = [.. closed.Select(c => c.Won)];
        double[] byRules = [.. closed.Select(c => (double)rules.Score(c.Then).Points)];
        var (good, bad) = (won.Count(w => w), won.Count(w => !w));
        var report = new ScorerReport
        {
            At = now, Won = good, Lost = bad, TooSoon = past.TooSoon, Why = "", Rules = Math.Min(good, bad) < FewestToRate ? null : ScorerRating.Of(RocCurve.Of(byRules, won)),
            Kinds = [.. closed.SelectMany(c => features.KindsOf(c.Then)).GroupBy(k => k, StringComparer.Ordinal).Where(g => g.Count() >= FewestWithKind).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(MostKinds).Select(g => g.Key)],
        };
        if (!options.Value.Enabled) return (report with { Why = $"Learning is off ({LearningOptions.Section}:Enabled)." }, null);
        ScoringRow[] rows = [.. closed.Select(c => features.Row(c.Then, report.Kinds))];
        if (rows.Length > 0 && FeatureEncoder.Fit(rows).ColumnOf.Length == 0) return (report with { Why = "The leads that were closed are all alike, so there is nothing to learn from." }, null);
        var training = OutcomeScorer.TryTrain(rows, won, new TrainingOptions { MaximumRows = options.Value.MostOutcomes }, cancel);
        if (training.Model is not { Validation: var validation } model) return (report with { Why = Missing(good, bad) }, null);

        var advantage = RocCurve.Advantage(training.HeldOut, byRules, won);
        report = report with
        {
            Learned = ScorerRating.Of(validation.Roc), PValue = advantage.PValue, Brier = validation.Calibration.Brier, Calibration = validation.Calibration.Bins, Later = Check(rows, won, byRules, cancel),
        };
        var uses = advantage.PValue < Sure && report.Learned.Low > Coin && (report.Later is not { } later || later.Learned.Auc >= later.Rules.Auc);
        return (report with { UsesLearned = uses, Why = Why(report, uses) }, model);
    }

    /// <summary>How many outcomes learning still takes.</summary>
    public static string Missing(int won, int lost)
    {
        var least = new TrainingOptions();
        var missing = Math.Max(0, least.MinimumOutcomes - won - lost);
        string?[] of = [missing > 0 ? $"{missing} more" : null, won < least.MinimumOfEach ? $"{least.MinimumOfEach - won} more that bought" : null, lost < least.MinimumOfEach ? $"{least.MinimumOfEach - lost} more that did not" : null];
        return $"Learning takes {least.MinimumOutcomes} closed leads, at least {least.MinimumOfEach} of them won and {least.MinimumOfEach} lost. There are {won + lost}, {won} won and {lost} lost: it takes {string.Join(", and ", of.OfType<string>())}.";
    }

    private static LaterCheck? Check(ScoringRow[] rows, bool[] won, double[] byRules, CancellationToken cancel)
    {
        var cut = rows.Length * 4 / 5;
        var later = won[cut..];
        if (Math.Min(later.Count(w => w), later.Count(w => !w)) < FewestToRate || FeatureEncoder.Fit(rows[..cut]).ColumnOf.Length == 0) return null;
        if (OutcomeScorer.TryTrain(rows[..cut], won[..cut], ForCheck, cancel).Model is not { } model) return null;
        double[] said = [.. rows[cut..].Select(model.Probability)];
        return new LaterCheck(later.Length, ScorerRating.Of(RocCurve.Of(byRules[cut..], later)), ScorerRating.Of(RocCurve.Of(said, later)), said.Average(), later.Average(w => w ? 1.0 : 0), Reliability.Of(said, later).Brier);
    }

    private static string Why(ScorerReport report, bool uses)
    {
        var (learned, byRules) = (report.Learned!.Auc, report.Rules!.Auc);
        if (uses)
            return report.Later is { } check
                ? string.Create(CultureInfo.InvariantCulture, $"It tells who buys better than the rules, by more than chance would, and on the latest {check.Cases} outcomes too, of which it had seen none ({check.Learned.Auc:0.00} to {check.Rules.Auc:0.00}).")
                : "It tells who buys better than the rules, by more than chance would.";
        if (report.Learned.Low <= Coin) return "What was learned tells who buys no better than a coin: what is known of your leads early says little of what becomes of them.";
        if (report.PValue >= Sure)
            return learned > byRules ? string.Create(CultureInfo.InvariantCulture, $"The learned score is a little ahead, but so much comes by chance in {100 * report.PValue:0} of 100 cases.") : "The learned score tells who buys no better than the rules.";
        return string.Create(CultureInfo.InvariantCulture, $"The learned score fits the past better, but on the latest {report.Later!.Cases} outcomes, after learning only from those before, the rules are ahead ({report.Later.Rules.Auc:0.00} to {report.Later.Learned.Auc:0.00}).");
    }
}
