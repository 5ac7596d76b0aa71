namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>Parts of a cross-validation that hold the same share of each outcome. Source: Kohavi, IJCAI 1995.</summary>
internal static class StratifiedFolds
{
    /// <returns>The part of each row, from 0.</returns>
    public static int[] Of(IReadOnlyList<bool> outcomes, int folds, int seed)
    {
        var fold = new int[outcomes.Count];
        var random = new Random(seed);
        var next = 0;
        foreach (var outcome in new[] { true, false })
        {
            int[] those = [.. Enumerable.Range(0, outcomes.Count).Where(i => outcomes[i] == outcome)];
            random.Shuffle(those);
            foreach (var row in those) fold[row] = next++ % folds;
        }
        return fold;
    }
}
