using System.Diagnostics;
using System.Globalization;
using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Bench.Leads;

/// <param name="Auc">By the given folds.</param>
/// <param name="AucByTime">Of the last fifth, after learning the first four.</param>
/// <param name="Brier">By the given folds.</param>
internal sealed record LeadsScore(double Auc, double AucByTime, double Brier);

/// <summary>
/// How well the learned scorer rates cases that it has not seen, on a bank's public records: by the given folds, and on the last fifth after learning the
/// first four. Everything that is chosen is chosen on the part that is learned from.
/// </summary>
internal static class LeadsBench
{
    /// <param name="folder">Holds bank_additional_full_coded.csv and folds.csv.</param>
    public static LeadsScore Run(string folder)
    {
        var calls = BankCalls.Read(folder);
        Say($"{calls.Rows.Count} calls, {100 * Share(calls.Sold):0.0} % sold");
        var probabilities = new double[calls.Rows.Count];
        var areas = new List<double>();
        foreach (var fold in calls.Folds.Distinct().Order())
        {
            int[] test = [.. Enumerable.Range(0, calls.Rows.Count).Where(i => calls.Folds[i] == fold)];
            int[] train = [.. Enumerable.Range(0, calls.Rows.Count).Where(i => calls.Folds[i] != fold)];
            var said = Rate($"fold {fold}", calls, train, test, later: false);
            for (var i = 0; i < test.Length; i++) probabilities[test[i]] = said[i];
            areas.Add(RocCurve.Of(said, Outcomes(calls, test)).Area);
        }
        var reliability = Reliability.Of(probabilities, calls.Sold);
        Say($"by the folds: AUC {areas.Average():0.0000} (mean of {areas.Count}), Brier {reliability.Brier:0.0000}, lift of the best tenth {Lift(probabilities, calls.Sold):0.00}");
        Table(reliability);

        var cut = calls.Rows.Count * 4 / 5;
        int[] later = [.. Enumerable.Range(cut, calls.Rows.Count - cut)];
        var laterSaid = Rate("first 80 % to last 20 %", calls, [.. Enumerable.Range(0, cut)], later, later: true);
        var laterRoc = RocCurve.Of(laterSaid, Outcomes(calls, later));
        var laterReliability = Reliability.Of(laterSaid, Outcomes(calls, later));
        Say($"by time: AUC {laterRoc.Area:0.0000}, Brier {laterReliability.Brier:0.0000}, lift of the best tenth {Lift(laterSaid, Outcomes(calls, later)):0.00}");
        Table(laterReliability);
        return new LeadsScore(areas.Average(), laterRoc.Area, reliability.Brier);
    }

    private static double[] Rate(string name, BankCalls calls, int[] train, int[] test, bool later)
    {
        var start = Stopwatch.GetTimestamp();
        var training = OutcomeScorer.TryTrain([.. train.Select(i => calls.Rows[i])], Outcomes(calls, train), new ScoringOptions { ForLaterRows = later });
        var model = training.Model ?? throw new InvalidOperationException(training.Says);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        double[] said = [.. test.Select(i => model.Probability(calls.Rows[i]))];
        var microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / test.Length;
        var roc = RocCurve.Of(said, Outcomes(calls, test));
        var (low, high) = roc.Interval();
        Say($"{name}: AUC {roc.Area:0.0000} ({low:0.000}-{high:0.000}), {model.Validation.Roc.Area:0.0000} by the training's own cross-validation; {seconds:0.0} s of training, {microseconds:0} µs a row");
        return said;
    }

    private static bool[] Outcomes(BankCalls calls, int[] rows) => [.. rows.Select(i => calls.Sold[i])];

    private static double Share(IEnumerable<bool> outcomes) => outcomes.Average(o => o ? 1.0 : 0);

    private static double Lift(IReadOnlyList<double> said, IReadOnlyList<bool> outcomes) =>
        Share(said.Zip(outcomes).OrderByDescending(s => s.First).Take(said.Count / 10).Select(s => s.Second)) / Share(outcomes);

    private static void Table(Reliability reliability)
    {
        foreach (var bin in reliability.Bins)
            Say($"  said {100 * bin.Said,5:0.0} %, came true {100 * bin.Happened,5:0.0} % ({100 * bin.Low:0.0}-{100 * bin.High:0.0}) of {bin.Cases}");
        Say($"  expected calibration error {100 * reliability.ExpectedError:0.0} points");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
