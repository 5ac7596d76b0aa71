namespace Jarvis.Bench.Routing;

/// <summary>
/// How well a score tells which prompts need the strong model (Ong et al., RouteLLM, arXiv 2406.18665). Thresholds at ten
/// equal-count quantiles of the score give a curve of accuracy over the share of strong calls. APGR is its area above that of the weak
/// model alone, as a part of what the strong model alone has; CPT50 the share of strong calls, in per cent, at half the gain.
/// </summary>
internal sealed record RoutingScore(double Apgr, double Cpt50)
{
    private const int Steps = 10;

    public static RoutingScore Of(IReadOnlyList<RoutedPrompt> prompts, IReadOnlyList<double> scores)
    {
        var order = Enumerable.Range(0, prompts.Count).OrderByDescending(i => scores[i]).ToArray();
        var weak = prompts.Average(p => p.Weak);
        var gain = prompts.Average(p => p.Strong) - weak;
        var curve = new double[Steps + 1];
        double gained = 0;
        for (int step = 1, i = 0; step <= Steps; step++)
        {
            for (; i < (int)Math.Round(prompts.Count * step / (double)Steps); i++) gained += prompts[order[i]].Strong - prompts[order[i]].Weak;
            curve[step] = gained / prompts.Count / gain;
        }
        return new RoutingScore(Enumerable.Range(0, Steps).Sum(s => (curve[s] + curve[s + 1]) / 2 / Steps), 100 * ShareAt(curve, 0.5));
    }

    private static double ShareAt(double[] curve, double wanted)
    {
        for (var step = 1; step <= Steps; step++)
            if (curve[step] >= wanted) return (step - 1 + ((wanted - curve[step - 1]) / (curve[step] - curve[step - 1]))) / Steps;
        return 1;
    }
}
