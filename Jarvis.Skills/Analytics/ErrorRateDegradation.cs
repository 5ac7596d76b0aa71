using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;

namespace Jarvis.Skills.Analytics;

/// <summary>Requests (or checks) in one window of time, and how many of them failed.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OutcomeWindow(DateTimeOffset At, long Requests, long Errors)
{
    internal double Rate => Requests == 0 ? 0 : (double)Errors / Requests;
}

/// <summary>When a service counts as failing more than it used to.</summary>
public sealed record ErrorRateDegradationOptions
{
    /// <summary>Newest windows that must all be worse than usual.</summary>
    public int SustainedWindows { get; init; } = 3;

    /// <summary>Requests that the baseline must hold.</summary>
    public long MinimumBaselineRequests { get; init; } = 100;

    /// <summary>Requests that the recent windows must hold together.</summary>
    public long MinimumRecentRequests { get; init; } = 20;

    /// <summary>Baseline windows, and days of them, before the same hour alone is the baseline.</summary>
    public int MinimumBaseline { get; init; } = 24;

    public int MinimumDays { get; init; } = 3;

    /// <summary>Smallest ratio of error rates that matters.</summary>
    public double MinimumRatio { get; init; } = 2;

    /// <summary>Smallest difference that matters, as a fraction of requests: 0.01 is one in a hundred.</summary>
    public double MinimumDifference { get; init; } = 0.01;

    /// <summary>Of each of the two Wilson intervals, which must not touch.</summary>
    public double IntervalConfidence { get; init; } = 0.99;
}

/// <summary>
/// Does the service fail more than its own past? The recent windows' Wilson lower bound must lie above the baseline's upper bound, each
/// of them must be worse than nine in ten of the baseline's windows, and the difference must matter. Both sides' counts are divided by the baseline's
/// dispersion φ = χ²/(m - 1) ≥ 1 over its m windows (quasi-binomial; McCullagh and Nelder, "Generalized Linear Models", 4.5), since
/// errors come in bursts and a binomial would call each burst a change.
/// Confidence is Φ(z) of the two-proportion score (see <see cref="Proportion"/>) on those counts.
/// A baseline without one error stands as (0 + ½)/(n + 1) in the ratio, so that the ratio stays finite.
/// </summary>
public static class ErrorRateDegradation
{
    /// <param name="history">Windows in any order; those at or after the first recent one are left out, as are windows without requests.</param>
    /// <param name="recent">The newest windows in any order; the last k with requests count.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A window has more errors than requests, or a negative count.</exception>
    public static BaselineComparison Compare(
        IEnumerable<OutcomeWindow> history, IEnumerable<OutcomeWindow> recent, ErrorRateDegradationOptions? options = null)
    {
        options ??= new();
        var newest = recent.Where(IsUsable).OrderBy(w => w.At).TakeLast(options.SustainedWindows).ToArray();
        var requests = newest.Sum(w => w.Requests);
        if (newest.Length == 0 || newest.Length < options.SustainedWindows || requests < options.MinimumRecentRequests)
        {
            return BaselineComparison.NotEnough(0, newest.Length);
        }

        var (chosen, sameHour) = BaselineWindow.Choose(
            history.Where(IsUsable), w => w.At, newest[^1].At, newest[0].At, options.MinimumBaseline, options.MinimumDays);
        var past = chosen.Sum(w => w.Requests);
        if (past == 0 || past < options.MinimumBaselineRequests)
        {
            return BaselineComparison.NotEnough(chosen.Length, newest.Length);
        }

        var errors = newest.Sum(w => w.Errors);
        var pastErrors = chosen.Sum(w => w.Errors);
        var dispersion = Dispersion(chosen, (double)pastErrors / past);
        var current = (double)errors / requests;
        var baseline = (double)pastErrors / past;
        var badAlready = Percentiles.Of(Array.ConvertAll(chosen, w => w.Rate), 0.9);
        var ratio = current / (pastErrors == 0 ? 0.5 / (past + 1) : baseline);
        var usualAtMost = Proportion.Wilson(pastErrors / dispersion, past / dispersion, options.IntervalConfidence).High;
        var nowAtLeast = Proportion.Wilson(errors / dispersion, requests / dispersion, options.IntervalConfidence).Low;
        var degraded = nowAtLeast > usualAtMost && Array.TrueForAll(newest, w => w.Rate > badAlready)
            && ratio >= options.MinimumRatio && current - baseline >= options.MinimumDifference;
        var score = Proportion.TwoProportionScore(
            pastErrors / dispersion, past / dispersion, errors / dispersion, requests / dispersion);
        return new(
            degraded ? BaselineVerdict.Degraded : BaselineVerdict.Usual, ratio, baseline, current,
            degraded ? Normal.CDF(0, 1, score) : 0, chosen.Length, newest.Length, sameHour);
    }

    private static bool IsUsable(OutcomeWindow window) =>
        window.Errors < 0 || window.Errors > window.Requests
            ? throw new ArgumentOutOfRangeException(
                nameof(window), $"The window at {window.At:u} has {window.Errors} errors in {window.Requests} requests; errors must lie between 0 and the requests.")
            : window.Requests > 0;

    private static double Dispersion(OutcomeWindow[] windows, double rate)
    {
        if (windows.Length < 2 || rate is 0 or 1)
        {
            return 1;
        }

        var chiSquare = windows.Sum(w => Math.Pow(w.Errors - (w.Requests * rate), 2) / (w.Requests * rate * (1 - rate)));
        return Math.Max(1, chiSquare / (windows.Length - 1));
    }
}
