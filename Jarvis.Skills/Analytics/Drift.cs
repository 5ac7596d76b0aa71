using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;

namespace Jarvis.Skills.Analytics;

/// <summary>
/// A disk's use is a sum of many small steps, and such a sum wanders: its rank correlation with time is high even when nothing pushes it.
/// So a trend must also hold as a drift. The series is cut into blocks, each with its median time and value; over the blocks' steps
/// μ = ΣΔy/ΣΔt, σ² = Σ(Δy - μΔt)²/Δt / (m - 1) over m steps, and t = μ√ΣΔt/(σ√1.5) is held against Student's t with m - 1 degrees. √1.5: block
/// averages of a random walk vary by only two thirds from one to the next (Working, Econometrica 28, 1960).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Drift(double PerUnit, double StandardError, int Degrees)
{
    private const int Blocks = 12;

    public static Drift Of(double[] x, double[] y)
    {
        var blocks = Math.Min(Blocks, x.Length);
        var (time, level) = (new double[blocks], new double[blocks]);
        for (var b = 0; b < blocks; b++)
        {
            var part = new Range(b * x.Length / blocks, (b + 1) * x.Length / blocks);
            (time[b], level[b]) = (Percentiles.P50(x.AsSpan(part)), Percentiles.P50(y.AsSpan(part)));
        }

        var span = time[^1] - time[0];
        var mean = (level[^1] - level[0]) / span;
        double squares = 0;
        for (var b = 1; b < blocks; b++)
        {
            var step = time[b] - time[b - 1];
            squares += step > 0 ? Math.Pow(level[b] - level[b - 1] - (mean * step), 2) / step : 0;
        }

        var degrees = blocks - 2;
        return new(mean, Math.Sqrt(1.5 * squares / degrees / span), degrees);
    }

    public double PValue =>
        StandardError > 0 ? 2 * StudentT.CDF(0, 1, Degrees, -Math.Abs(PerUnit) / StandardError) : PerUnit == 0 ? 1 : 0;

    public (double Low, double High) Interval(double confidence)
    {
        var reach = StudentT.InvCDF(0, 1, Degrees, (1 + confidence) / 2) * StandardError;
        return (PerUnit - reach, PerUnit + reach);
    }
}
