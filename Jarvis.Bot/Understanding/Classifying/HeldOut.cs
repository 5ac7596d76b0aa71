namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>A text as it was read by a classifier that had not seen it.</summary>
internal sealed record HeldOut(int Class, float[] Scores, Signs Signs)
{
    public bool IsRight => Class >= 0 && Scores.AsSpan().IndexOf(Scores.Max()) == Class;

    /// <summary>Cross-validation: each part of the texts is read by what was trained on the others.</summary>
    public static IReadOnlyList<HeldOut> Read(IReadOnlyList<string> texts, IReadOnlyList<int> classes, int classCount, TrainingPlan plan)
    {
        var foldOf = FoldsOf(classes, plan.Folds);
        var read = new HeldOut[texts.Count];
        Parallel.For(0, plan.Folds, fold =>
        {
            var others = Enumerable.Range(0, texts.Count).Where(i => foldOf[i] != fold).ToList();
            var trained = Ensemble.Train([.. others.Select(i => texts[i])], [.. others.Select(i => classes[i])], classCount, plan.Networks);
            for (var i = 0; i < texts.Count; i++)
                if (foldOf[i] == fold && trained.Read(texts[i]) is var (scores, signs)) read[i] = new HeldOut(classes[i], scores, signs);
        });
        return read;
    }

    /// <summary>What the likelihoods are to be raised to, so that the held-out texts are least of a surprise.</summary>
    public static float Sharpness(IReadOnlyList<HeldOut> read)
    {
        var known = read.Where(r => r.Class >= 0).ToList();
        return Enumerable.Range(0, 30).Select(k => 0.4f * MathF.Pow(1.1f, k)).MinBy(s => known.Sum(r => Surprise(r, s)));
    }

    public static ScopeDetector Scope(IReadOnlyList<HeldOut> read) =>
        ScopeDetector.Fit([.. read.Where(r => r.Class >= 0).Select(r => r.Signs)], [.. read.Where(r => r.Class < 0).Select(r => r.Signs)]);

    private static double Surprise(HeldOut read, float sharpness)
    {
        var sum = 0.0;
        foreach (var score in read.Scores) sum += Math.Exp(sharpness * score);
        return Math.Log(sum) - (sharpness * read.Scores[read.Class]);
    }

    // Within each class in turn, after a shuffle that is always the same.
    private static int[] FoldsOf(IReadOnlyList<int> classes, int folds)
    {
        var order = Enumerable.Range(0, classes.Count).ToArray();
        new Random(11).Shuffle(order);
        var (foldOf, seen) = (new int[classes.Count], new Dictionary<int, int>());
        foreach (var i in order)
        {
            var count = seen.GetValueOrDefault(classes[i]);
            (foldOf[i], seen[classes[i]]) = (count % folds, count + 1);
        }
        return foldOf;
    }
}
