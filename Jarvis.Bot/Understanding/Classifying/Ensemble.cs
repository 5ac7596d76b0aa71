using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>Several classifiers over the same features; their likelihoods are multiplied, which did better on held-out texts than the best of them.</summary>
internal sealed class Ensemble(FeatureSpace space, LinearSvm machines, IReadOnlyList<SmallNetwork> networks)
{
    /// <summary>A piece that stands in one text alone says nothing of others.</summary>
    private const int FewestTexts = 2;

    /// <summary>How far apart margins are as logarithms of likelihood.</summary>
    private const float Sharpness = 3;

    public FeatureSpace Space { get; } = space;

    public LinearSvm Machines { get; } = machines;

    public IReadOnlyList<SmallNetwork> Networks { get; } = networks;

    public int ClassCount => Machines.Bias.Length;

    public static Ensemble Train(IReadOnlyList<string> texts, IReadOnlyList<int> classes, int classCount, int networks)
    {
        var space = FeatureSpace.Of(texts, FewestTexts);
        var set = new TrainingSet([.. texts.Select(space.Vector)], classes, classCount, space.Count);
        LinearSvm? machines = null;
        var trained = new SmallNetwork[networks];
        Parallel.For(0, networks + 1, i =>
        {
            if (i == networks) machines = LinearSvm.Train(set);
            else trained[i] = SmallNetwork.Train(set, seed: i + 1);
        });
        return new Ensemble(space, machines!, trained);
    }

    /// <summary>The logarithm of each class's likelihood, and what else tells whether the text is of any class.</summary>
    public (float[] Scores, Signs Signs) Read(string text)
    {
        var x = Space.Vector(text);
        var margins = Machines.Margins(x);
        var scores = new float[margins.Length];
        TensorPrimitives.Multiply(margins, Sharpness, scores);
        AddLogSoftMax(scores, scores.ToArray(), replace: true);
        var strength = 0f;
        foreach (var network in Networks)
        {
            var read = network.Scores(x);
            strength += TensorPrimitives.Max<float>(read) / Networks.Count;
            AddLogSoftMax(scores, read, replace: false);
        }
        TensorPrimitives.Divide(scores, Networks.Count + 1, scores);
        return (scores, Signs.Of(scores, margins, strength, Space.Familiar(text)));
    }

    private static void AddLogSoftMax(float[] to, float[] scores, bool replace)
    {
        var largest = TensorPrimitives.Max<float>(scores);
        var sum = 0f;
        foreach (var score in scores) sum += MathF.Exp(score - largest);
        var log = largest + MathF.Log(sum);
        for (var c = 0; c < to.Length; c++) to[c] = (replace ? 0 : to[c]) + scores[c] - log;
    }
}
