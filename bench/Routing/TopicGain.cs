namespace Jarvis.Bench.Routing;

/// <summary>
/// What a stronger model gains in the topic that a text seems to be about: multinomial naive Bayes over the topics of the examples
/// (their words smoothed by 0.02), its logarithms divided by the root of the text's length since words do not come independently, and each topic's
/// mean gain drawn towards the mean of all as if by twenty more examples.
/// </summary>
internal sealed class TopicGain
{
    private const double Smoothing = 0.02;
    private const double Prior = 20;
    private readonly Dictionary<int, float[]> counts = [];
    private readonly double[] totals;
    private readonly double[] logShares;
    private readonly double[] gains;

    public TopicGain(IReadOnlyList<IReadOnlyList<Term>> texts, IReadOnlyList<string> topics, IReadOnlyList<double> values)
    {
        var ids = topics.Distinct(StringComparer.Ordinal).Select((t, i) => (t, i)).ToDictionary(t => t.t, t => t.i, StringComparer.Ordinal);
        totals = new double[ids.Count];
        logShares = new double[ids.Count];
        gains = TopicMeans(topics, values, Prior, ids);
        for (var i = 0; i < texts.Count; i++)
        {
            var topic = ids[topics[i]];
            logShares[topic]++;
            foreach (var term in texts[i])
            {
                if (!counts.TryGetValue(term.Bucket, out var row)) counts[term.Bucket] = row = new float[ids.Count];
                row[topic] += term.Weight;
                totals[topic] += term.Weight;
            }
        }
        for (var t = 0; t < logShares.Length; t++) logShares[t] = Math.Log(logShares[t] / texts.Count);
    }

    public double Predict(IReadOnlyList<Term> text)
    {
        var logs = (double[])logShares.Clone();
        foreach (var term in text)
            if (counts.TryGetValue(term.Bucket, out var row))
                for (var t = 0; t < logs.Length; t++) logs[t] += term.Weight * Math.Log((row[t] + Smoothing) / (totals[t] + (Smoothing * counts.Count)));
        var scale = 1 / (1 + Math.Sqrt(text.Count));
        var best = logs.Max();
        double sum = 0, gain = 0;
        for (var t = 0; t < logs.Length; t++)
        {
            var likely = Math.Exp((logs[t] - best) * scale);
            sum += likely;
            gain += likely * gains[t];
        }
        return gain / sum;
    }

    /// <summary>The mean value of each topic, drawn towards the mean of all as if by so many more examples.</summary>
    internal static double[] TopicMeans(IReadOnlyList<string> topics, IReadOnlyList<double> values, double prior, IReadOnlyDictionary<string, int> ids)
    {
        var mean = values.Average();
        var sums = new double[ids.Count];
        var numbers = new double[ids.Count];
        for (var i = 0; i < topics.Count; i++)
        {
            sums[ids[topics[i]]] += values[i];
            numbers[ids[topics[i]]]++;
        }
        return [.. sums.Select((s, t) => (s + (prior * mean)) / (numbers[t] + prior))];
    }
}
