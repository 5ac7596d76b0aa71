using System.Diagnostics;
using System.Globalization;
using Jarvis.Bot.Understanding.Classifying;

namespace Jarvis.Bench.Intents;

/// <summary>
/// How well texts are told apart, on public collections: CLINC150 (with texts that belong to none of its classes) and
/// Banking77. The classifier, with its thresholds, sees the training part alone. The last line is the score.
/// </summary>
internal static class IntentsBench
{
    private static readonly TrainingPlan Plan = new(Networks: 4, Folds: 2, Rejected: 0.005);

    /// <param name="folder">Holds clinc150 and banking77.</param>
    public static void Run(string folder)
    {
        var clinc = Collections.Clinc(Path.Combine(folder, "clinc150"));
        Say($"clinc150: {clinc.Train.Count} texts to learn from, {clinc.Strangers.Count} strangers; scored on {clinc.Name}: {clinc.Test.Count} texts and {clinc.TestStrangers.Count} strangers");
        var (classifier, clincSeconds) = Train(clinc.Train, clinc.Strangers);
        var start = Stopwatch.GetTimestamp();
        var judged = clinc.Test.Select(t => (Judgement: classifier.Judge(t.Text), t.Label)).ToList();
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds / clinc.Test.Count;
        var inScope = Share(judged, j => !j.Judgement.IsStranger && j.Judgement.Best.Label == j.Label);
        var found = Share(clinc.TestStrangers, s => classifier.Judge(s).IsStranger);
        Say($"in scope {inScope:0.00} % right (before any is taken for a stranger {Share(judged, j => j.Judgement.Best.Label == j.Label):0.00} %), {found:0.0} % of strangers known as such, {clincSeconds:0.0} s of training, {milliseconds:0.000} ms a text");
        foreach (var tenth in judged.GroupBy(j => Math.Min(9, (int)(j.Judgement.Best.Probability * 10))).OrderBy(g => g.Key))
            Say($"  said to be {tenth.Key * 10}-{(tenth.Key + 1) * 10} % sure: {tenth.Count()} texts, {Share(tenth, j => j.Judgement.Best.Label == j.Label):0} % right");

        var banking = Collections.Banking(Path.Combine(folder, "banking77"));
        Say($"banking77: {banking.Train.Count} texts to learn from; scored on {banking.Name}: {banking.Test.Count} texts");
        var (banker, bankingSeconds) = Train(banking.Train, []);
        var right = Share(banking.Test, t => banker.Judge(t.Text).Best.Label == t.Label);
        Say($"{right:0.00} % right, {bankingSeconds:0.0} s of training; {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MB at most");
        Say($"score: clinc_in_scope={inScope:0.00} clinc_oos_recall={found:0.00} banking77={right:0.00} train_s={clincSeconds + bankingSeconds:0.0} query_ms={milliseconds:0.000}");
    }

    private static (IntentClassifier Classifier, double Seconds) Train(IReadOnlyList<(string, string)> examples, IReadOnlyList<string> strangers)
    {
        var start = Stopwatch.GetTimestamp();
        var classifier = IntentClassifier.Train(examples, strangers, Plan);
        return (classifier, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static double Share<T>(IEnumerable<T> all, Func<T, bool> right) => 100.0 * all.Average(a => right(a) ? 1 : 0);

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
