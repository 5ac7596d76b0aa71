using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>A label and how likely it is what a text asks for, from 0 to 1.</summary>
internal readonly record struct Guess(string Label, double Probability);

/// <summary>What a classifier makes of a text.</summary>
/// <param name="Guesses">All labels, the likeliest first; their probabilities add up to 1.</param>
/// <param name="Confidence">From 0 to 1: that it asks for the first, and for anything known at all.</param>
/// <param name="IsStranger">It asks for none of them.</param>
internal sealed record Judgement(IReadOnlyList<Guess> Guesses, double Confidence, bool IsStranger)
{
    public Guess Best => Guesses[0];

    public double Of(string label)
    {
        foreach (var guess in Guesses)
            if (string.Equals(guess.Label, label, StringComparison.Ordinal)) return guess.Probability;
        return 0;
    }

    /// <summary>The same, with one label at least as likely as said, and known.</summary>
    public Judgement Insisting(string label, double probability)
    {
        var own = Of(label);
        if (own >= probability) return this with { Confidence = Math.Max(Confidence, probability), IsStranger = false };
        var rest = own >= 1 ? 0 : (1 - probability) / (1 - own);
        return new Judgement([new Guess(label, probability), .. Guesses.Where(g => g.Label != label).Select(g => g with { Probability = g.Probability * rest })], probability, IsStranger: false);
    }
}

/// <summary>
/// Tells what a text asks for, and whether it asks for anything known. Confidence is calibrated on texts that were held
/// out in training (temperature scaling: C. Guo et al., "On calibration of modern neural networks", ICML 2017).
/// </summary>
internal sealed class IntentClassifier(Ensemble ensemble, IReadOnlyList<string> labels, float sharpness, ScopeDetector scope, float border)
{
    /// <summary>How much the scope detector counts beside the probability. Found on held-out texts: alone, either rejects too much.</summary>
    private const float ScopeCounts = 0.3f;

    public Ensemble Ensemble { get; } = ensemble;

    public IReadOnlyList<string> Labels { get; } = labels;

    /// <summary>What likelihoods are raised to, to be probabilities that hold.</summary>
    public float Sharpness { get; } = sharpness;

    public ScopeDetector Scope { get; } = scope;

    /// <summary>A text of less confidence asks for nothing known.</summary>
    public float Border { get; } = border;

    /// <param name="strangers">Texts that ask for none of the labels.</param>
    public static IntentClassifier Train(IReadOnlyList<(string Text, string Label)> examples, IReadOnlyList<string> strangers, TrainingPlan plan)
    {
        var labels = examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        List<string> texts = [.. examples.Select(e => e.Text), .. strangers];
        List<int> classes = [.. examples.Select(e => labels.BinarySearch(e.Label, StringComparer.Ordinal)), .. strangers.Select(_ => TrainingSet.Stranger)];
        var ensemble = Ensemble.Train(texts, classes, labels.Count, plan.Networks);
        var heldOut = HeldOut.Read(texts, classes, labels.Count, plan);
        var (sharpness, scope) = (HeldOut.Sharpness(heldOut), HeldOut.Scope(heldOut));
        var right = heldOut.Where(h => h.IsRight).Select(h => Confidence(h.Scores, h.Signs, sharpness, scope).Confidence).Order().ToList();
        return new IntentClassifier(ensemble, labels, sharpness, scope, right.Count == 0 ? 0 : right[(int)(plan.Rejected * (right.Count - 1))]);
    }

    public SparseVector Vector(string text) => Ensemble.Space.Vector(text);

    public Judgement Judge(string text)
    {
        var (scores, signs) = Ensemble.Read(text);
        var (probabilities, confidence) = Confidence(scores, signs, Sharpness, Scope);
        return new Judgement([.. probabilities.Select((p, i) => new Guess(Labels[i], p)).OrderByDescending(g => g.Probability)], confidence, confidence < Border);
    }

    private static (float[] Probabilities, float Confidence) Confidence(float[] scores, Signs signs, float sharpness, ScopeDetector scope)
    {
        var probabilities = new float[scores.Length];
        TensorPrimitives.Multiply(scores, sharpness, probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
        return (probabilities, TensorPrimitives.Max<float>(probabilities) * MathF.Pow(scope.Score(signs), ScopeCounts));
    }
}

/// <summary>How much is spent on training.</summary>
/// <param name="Networks">How many networks stand beside the linear machines.</param>
/// <param name="Folds">Into how many parts the texts are cut, each to be read by what was trained on the others.</param>
/// <param name="Rejected">The share of rightly read texts that may be taken for strangers.</param>
internal sealed record TrainingPlan(int Networks, int Folds, double Rejected);
