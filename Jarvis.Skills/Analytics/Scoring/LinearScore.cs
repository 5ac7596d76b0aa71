namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>bias + Σ wᵢxᵢ. A slot's part is wᵢ(xᵢ - x̄ᵢ): what it adds beside an average row.</summary>
internal sealed class LinearScore(double bias, float[] weights, float[] means) : IScoreMember
{
    private readonly double average = bias + weights.Zip(means, (w, m) => (double)w * m).Sum();

    public double Score(float[] vector)
    {
        var score = bias;
        for (var i = 0; i < weights.Length; i++) score += (double)weights[i] * vector[i];
        return score;
    }

    public double Explain(float[] vector, double weight, double[] parts)
    {
        for (var i = 0; i < weights.Length; i++) parts[i] += weight * weights[i] * (vector[i] - means[i]);
        return weight * average;
    }

    public void Save(BinaryWriter to)
    {
        to.Write(bias);
        to.Write(weights.Length);
        foreach (var weight in weights) to.Write(weight);
        foreach (var mean in means) to.Write(mean);
    }

    public static LinearScore Load(BinaryReader from)
    {
        var bias = from.ReadDouble();
        var length = from.ReadInt32();
        return new(bias, [.. Enumerable.Range(0, length).Select(_ => from.ReadSingle())], [.. Enumerable.Range(0, length).Select(_ => from.ReadSingle())]);
    }
}
