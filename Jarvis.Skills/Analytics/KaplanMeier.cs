namespace Jarvis.Skills.Analytics;

/// <summary>
/// How long something lasts, where some of it still goes on: S(t) = Π (1 - d_i/n_i) over the ended durations t_i ≤ t, with d_i ends among the
/// n_i that lasted at least t_i. What goes on counts as lasting until now, so that the slow ones are not left out.
/// Source: Kaplan and Meier, JASA 53, 1958.
/// </summary>
public static class KaplanMeier
{
    /// <summary>The first duration at which no more than half still go on, in the durations' unit; null when more than half outlast all that was seen.</summary>
    /// <param name="durations">Not negative; <c>Ended</c> is false for what still goes on.</param>
    public static double? Median(IEnumerable<(double Length, bool Ended)> durations)
    {
        // At the same length the ended ones count first: the others lasted at least as long.
        var sorted = durations.OrderBy(d => d.Length).ThenByDescending(d => d.Ended).ToArray();
        var survival = 1.0;
        for (var i = 0; i < sorted.Length;)
        {
            var (from, ends) = (i, 0);
            for (; i < sorted.Length && sorted[i].Length.Equals(sorted[from].Length); i++)
            {
                if (sorted[i].Ended)
                {
                    ends++;
                }
            }

            survival *= 1 - ((double)ends / (sorted.Length - from));
            if (survival <= 0.5)
            {
                return sorted[from].Length;
            }
        }

        return null;
    }
}
