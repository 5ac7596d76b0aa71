namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>bias + Σ of the trees' outputs: a forest, or boosted trees.</summary>
internal sealed class TreeScore(double bias, DecisionTree[] trees) : IScoreMember
{
    public double Score(float[] vector)
    {
        var score = bias;
        foreach (var tree in trees) score += tree.Output(vector);
        return score;
    }

    public double Explain(float[] vector, double weight, double[] parts) => (weight * bias) + trees.Sum(tree => tree.Explain(vector, weight, parts));

    public void Save(BinaryWriter to)
    {
        to.Write(bias);
        to.Write(trees.Length);
        foreach (var tree in trees) tree.Save(to);
    }

    public static TreeScore Load(BinaryReader from)
    {
        var bias = from.ReadDouble();
        return new(bias, [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => DecisionTree.Load(from))]);
    }
}
