using Jarvis.Bot.Understanding.Classifying;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>A way to read a message: how it fits an example, and how likely the classifier holds the example's function to be.</summary>
internal sealed record Candidate(Alignment Fit, double Probability)
{
    /// <summary>Half the words themselves, half what they are like.</summary>
    public double Score => (0.5 * Fit.Likeness) + (0.5 * Probability);

    public string Function => Fit.Template.Intent.Function.Name;

    public bool IsAction => Fit.Template.Intent.Function.IsAction;

    /// <summary>The best first.</summary>
    public static IReadOnlyList<Candidate> Of(IReadOnlyList<Alignment> fits, Judgement judgement) =>
        [.. fits.Select(f => new Candidate(f, judgement.Of(f.Template.Intent.Function.Name))).OrderByDescending(c => c.Score)];
}
