using System.Runtime.InteropServices;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>What tells whether a text belongs to any class at all.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Signs(float Likelihood, float Lead, float Margin, float Runner, float Strength, float Familiar)
{
    public const int Count = 6;

    /// <param name="strength">The networks' largest output before it is normalised.</param>
    /// <param name="familiar">The share of the text's words that examples use, the rare ones counting more.</param>
    public static Signs Of(float[] scores, float[] margins, float strength, float familiar)
    {
        var (best, second) = TwoLargest(scores);
        var (margin, runner) = TwoLargest(margins);
        return new Signs(best, best - second, margin, runner, strength, familiar);
    }

    public float[] AsVector() => [Likelihood, Lead, Margin, Runner, Strength, Familiar];

    private static (float, float) TwoLargest(float[] values)
    {
        var (first, second) = (float.NegativeInfinity, float.NegativeInfinity);
        foreach (var value in values)
        {
            if (value > first) (first, second) = (value, first);
            else if (value > second) second = value;
        }
        return (first, float.IsNegativeInfinity(second) ? first - 1 : second);
    }
}
