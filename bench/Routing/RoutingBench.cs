using System.Diagnostics;
using System.Globalization;

namespace Jarvis.Bench.Routing;

/// <summary>
/// Which prompts need the strong model: fitted on mmlu_dev.csv (with the figure over five folds), scored on every other CSV of the same
/// columns in the folder. Only the prompt is looked at; the column "domain" is used for fitting alone. The last line is the score over
/// the other files, or that of the folds where there are none.
/// </summary>
internal static class RoutingBench
{
    private const string Fitted = "mmlu_dev.csv";
    private const int Folds = 5;

    public static void Run(string folder)
    {
        var file = Path.Combine(folder, Fitted);
        var prompts = RoutedPrompts.Read(file) ?? throw new InvalidDataException($"{file} has other columns than domain, prompt, weak…, strong….");
        var began = Stopwatch.GetTimestamp();
        var result = Say($"{Fitted}, {Folds} folds", prompts, Folded(prompts));
        var model = new NeedModel(Examples(prompts));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fitted in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s, folds included"));

        var results = new List<(RoutingScore Score, RoutingScore Length)>();
        foreach (var other in Directory.EnumerateFiles(folder, "*.csv").Where(f => Path.GetFileName(f) != Fitted).Order(StringComparer.Ordinal))
            if (RoutedPrompts.Read(other) is { } rows)
                results.Add(Say(Path.GetFileName(other), rows, [.. rows.Select(r => model.Predict(r.Text))]));
        if (results.Count == 0) results.Add(result);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"score: apgr={results.Average(r => r.Score.Apgr):0.0000} cpt50={results.Average(r => r.Score.Cpt50):0.0} apgr_length={results.Average(r => r.Length.Apgr):0.0000}"));
    }

    private static double[] Folded(IReadOnlyList<RoutedPrompt> prompts)
    {
        var chance = new Random(7);
        var folds = prompts.Select(_ => chance.Next(Folds)).ToArray();
        var scores = new double[prompts.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = new NeedModel(Examples(prompts.Where((_, i) => folds[i] != fold)));
            for (var i = 0; i < scores.Length; i++)
                if (folds[i] == fold) scores[i] = model.Predict(prompts[i].Text);
        }
        return scores;
    }

    private static NeedExample[] Examples(IEnumerable<RoutedPrompt> prompts) => [.. prompts.Select(p => new NeedExample(p.Text, p.Topic, p.Strong - p.Weak))];

    private static (RoutingScore, RoutingScore) Say(string name, IReadOnlyList<RoutedPrompt> prompts, IReadOnlyList<double> scores)
    {
        var (score, length) = (RoutingScore.Of(prompts, scores), RoutingScore.Of(prompts, [.. prompts.Select(p => (double)p.Text.Length)]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {prompts.Count} prompts, APGR {score.Apgr:0.0000}, CPT50 {score.Cpt50:0.0} %; by length alone {length.Apgr:0.0000}, {length.Cpt50:0.0} %"));
        return (score, length);
    }
}
