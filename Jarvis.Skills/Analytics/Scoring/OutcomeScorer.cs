namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>What a training came to.</summary>
/// <param name="Model">Null where there are too few outcomes; <see cref="Says"/> says how many are missing.</param>
/// <param name="HeldOut">For each row that was learned from (the latest, where there were more than the maximum) its probability by a model that
/// had not seen it: what another score of the same rows is to be held against.</param>
public sealed record ScorerTraining(OutcomeModel? Model, IReadOnlyList<double> HeldOut, string Says);

/// <summary>
/// Learns from rows whose outcomes are known how likely an outcome is for others. Members of different kinds (logistic regression, random forest,
/// boosted trees) learn the rows; a blend of their log odds is fitted to the scores that they give to rows left out in a stratified
/// cross-validation, which weighs them and calibrates the whole. The figures of the validation come from a blend that had not
/// seen the row either.
/// </summary>
public static class OutcomeScorer
{
    /// <param name="rows">In the order of time, the oldest first.</param>
    /// <param name="outcomes">Of each row, whether it came true.</param>
    /// <exception cref="ArgumentException">As many outcomes as rows were not given, no column varies, or an option is out of its bounds.</exception>
    public static ScorerTraining TryTrain(IReadOnlyList<ScoringRow> rows, IReadOnlyList<bool> outcomes, ScoringOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new();
        ScoringOptions.Check(options);
        if (rows.Count != outcomes.Count) throw new ArgumentException($"{rows.Count} rows and {outcomes.Count} outcomes were given.", nameof(outcomes));
        (rows, outcomes) = ([.. rows.TakeLast(options.MaximumRows)], [.. outcomes.TakeLast(options.MaximumRows)]);
        var positives = outcomes.Count(o => o);
        var negatives = outcomes.Count - positives;
        if (outcomes.Count < options.MinimumOutcomes || Math.Min(positives, negatives) < options.MinimumOfEach)
            return new(null, [], $"{outcomes.Count} outcomes are known, {positives} of them good and {negatives} bad; learning takes {options.MinimumOutcomes}, and at least {options.MinimumOfEach} of each.");

        var folds = StratifiedFolds.Of(outcomes, options.Folds, options.Seed);
        var scores = HeldOutScores(rows, outcomes, folds, options, cancel);
        Func<IReadOnlyList<double[]>, IReadOnlyList<bool>, Blend> fit = options.ForLaterRows ? Blend.Evenly : Blend.Stacked;
        var heldOut = HeldOutProbabilities(scores, outcomes, folds, options.Folds, fit);
        var validation = new ScorerValidation(positives, negatives, RocCurve.Of(heldOut, outcomes), Reliability.Of(heldOut, outcomes));
        var (encoder, members) = Learn(rows, outcomes, options.Seed, cancel);
        var model = new OutcomeModel(encoder, members, fit(scores, outcomes), validation);
        var (low, high) = validation.Roc.Interval();
        return new(model, heldOut, FormattableString.Invariant($"Learned from {outcomes.Count} outcomes, {positives} of them good. A good one is rated above a bad one in {validation.Roc.Area:P0} of pairs ({low:P0} to {high:P0})."));
    }

    private static double[][] HeldOutScores(IReadOnlyList<ScoringRow> rows, IReadOnlyList<bool> outcomes, int[] folds, ScoringOptions options, CancellationToken cancel)
    {
        var scores = new double[rows.Count][];
        for (var fold = 0; fold < options.Folds; fold++)
        {
            int[] others = [.. Enumerable.Range(0, rows.Count).Where(i => folds[i] != fold)];
            var (encoder, members) = Learn([.. others.Select(i => rows[i])], [.. others.Select(i => outcomes[i])], options.Seed + 1 + fold, cancel);
            foreach (var i in Enumerable.Range(0, rows.Count).Where(i => folds[i] == fold))
            {
                var vector = encoder.Encode(rows[i]);
                scores[i] = Array.ConvertAll(members, m => m.Score(vector));
            }
        }
        return scores;
    }

    private static double[] HeldOutProbabilities(
        double[][] scores, IReadOnlyList<bool> outcomes, int[] folds, int count, Func<IReadOnlyList<double[]>, IReadOnlyList<bool>, Blend> fit)
    {
        var blends = Enumerable.Range(0, count).Select(fold =>
        {
            int[] others = [.. Enumerable.Range(0, scores.Length).Where(i => folds[i] != fold)];
            return fit([.. others.Select(i => scores[i])], [.. others.Select(i => outcomes[i])]);
        }).ToArray();
        return [.. scores.Select((s, i) => Logistic.Probability(blends[folds[i]].LogOdds(s)))];
    }

    private static (FeatureEncoder Encoder, IScoreMember[] Members) Learn(IReadOnlyList<ScoringRow> rows, IReadOnlyList<bool> outcomes, int seed, CancellationToken cancel)
    {
        var encoder = FeatureEncoder.Fit(rows);
        if (encoder.ColumnOf.Length == 0) throw new ArgumentException("No column of the rows varies, so there is nothing to learn from.", nameof(rows));
        return (encoder, MemberTraining.Train([.. rows.Select(encoder.Encode)], [.. outcomes], seed, cancel));
    }
}
