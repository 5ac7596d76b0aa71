namespace Jarvis.Bench.Routing;

/// <summary>A text of which is known how much better a stronger model did at it.</summary>
/// <param name="Topic">What it is about, as far as the examples say; never asked of a new text.</param>
/// <param name="Gain">1 where only the stronger model was right, -1 where only the weaker one was, 0 where that made no difference.</param>
internal sealed record NeedExample(string Text, string Topic, double Gain);

/// <summary>
/// Learns from examples how much a text gains by a stronger model. Single outcomes are mostly chance, so the two regressions are fitted to
/// targets of which the larger part is the mean gain of the example's topic; the topic itself is then told from the words alone. Their mean with the topic's own
/// estimate, and half of what length alone would say.
/// </summary>
internal sealed class NeedModel
{
    private const double OwnOutcome = 0.2;
    private const double TopicPrior = 15;
    private const double WordPenalty = 2;
    private const double LetterPenalty = 1;
    private const double LengthPart = 0.5;
    private readonly TextRidge words;
    private readonly TextRidge letters;
    private readonly TopicGain topics;
    private readonly double meanLength;
    private readonly double slope;

    public NeedModel(IReadOnlyList<NeedExample> examples)
    {
        var gains = examples.Select(e => e.Gain).ToList();
        var named = examples.Select(e => e.Topic).ToList();
        var ids = named.Distinct(StringComparer.Ordinal).Select((t, i) => (t, i)).ToDictionary(t => t.t, t => t.i, StringComparer.Ordinal);
        var means = TopicGain.TopicMeans(named, gains, TopicPrior, ids);
        var targets = examples.Select(e => (OwnOutcome * e.Gain) + ((1 - OwnOutcome) * means[ids[e.Topic]])).ToList();
        var inWords = examples.Select(e => PromptTerms.Words(e.Text)).ToList();
        words = new TextRidge(inWords, targets, WordPenalty);
        topics = new TopicGain(inWords, named, gains);
        letters = new TextRidge([.. examples.Select(e => PromptTerms.Letters(e.Text))], targets, LetterPenalty);

        var lengths = examples.Select(e => Length(e.Text)).ToList();
        meanLength = lengths.Average();
        var mean = gains.Average();
        slope = lengths.Zip(gains, (l, g) => (l - meanLength) * (g - mean)).Sum() / Math.Max(1e-9, lengths.Sum(l => (l - meanLength) * (l - meanLength)));
    }

    /// <summary>The expected gain; only the order of several means much.</summary>
    public double Predict(string text)
    {
        var terms = PromptTerms.Words(text);
        return ((words.Predict(terms) + letters.Predict(PromptTerms.Letters(text)) + topics.Predict(terms)) / 3) + (LengthPart * slope * (Length(text) - meanLength));
    }

    private static double Length(string text) => Math.Log(1 + text.Length);
}
