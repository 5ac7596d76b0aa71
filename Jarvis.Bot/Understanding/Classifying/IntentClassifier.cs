using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>A label and how likely it is what a text asks for, from 0 to 1.</summary>
internal readonly record struct Guess(string Label, double Probability);

/// <summary>Tells what a text asks for: linear support vector machines over pieces of words, their margins made into probabilities.</summary>
internal sealed class IntentClassifier(FeatureSpace space, IReadOnlyList<string> labels, float[] weights)
{
    /// <summary>A piece that stands in one text alone says nothing of others.</summary>
    private const int FewestTexts = 2;

    /// <summary>How far apart margins are as probabilities.</summary>
    private const float Sharpness = 3;

    public IReadOnlyList<string> Labels { get; } = labels;

    public static IntentClassifier Train(IReadOnlyList<(string Text, string Label)> examples)
    {
        var labels = examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var classes = examples.Select(e => labels.BinarySearch(e.Label, StringComparer.Ordinal)).ToList();
        var space = FeatureSpace.Of([.. examples.Select(e => e.Text)], FewestTexts);
        return new IntentClassifier(space, labels, LinearSvm.Train([.. examples.Select(e => space.Vector(e.Text))], classes, labels.Count, space.Count));
    }

    /// <summary>All labels, the likeliest first.</summary>
    public IReadOnlyList<Guess> Rank(string text)
    {
        var scores = new float[Labels.Count];
        LinearSvm.Margins(weights, space.Vector(text), Labels.Count, scores);
        TensorPrimitives.Multiply(scores, Sharpness, scores);
        TensorPrimitives.SoftMax(scores, scores);
        return [.. scores.Select((p, i) => new Guess(Labels[i], p)).OrderByDescending(g => g.Probability)];
    }
}
