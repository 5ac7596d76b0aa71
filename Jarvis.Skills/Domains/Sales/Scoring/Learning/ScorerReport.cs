using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>How well a score tells who bought from who did not: the area under its ROC curve, with the 95 % interval.</summary>
public sealed record ScorerRating(double Auc, double Low, double High)
{
    internal static ScorerRating Of(RocCurve roc)
    {
        var (low, high) = roc.Interval();
        return new(roc.Area, low, high);
    }
}

/// <summary>The latest fifth of the outcomes, rated by what could be learned from those before.</summary>
/// <param name="Said">Their mean probability.</param>
/// <param name="Bought">The share that bought.</param>
public sealed record LaterCheck(int Cases, ScorerRating Rules, ScorerRating Learned, double Said, double Bought, double Brier)
{
    /// <summary>The difference is larger than chance makes it in nineteen of twenty cases.</summary>
    public bool HasDrifted => Math.Abs(Said - Bought) > 1.96 * Math.Sqrt(Said * (1 - Said) / Cases);
}

/// <summary>What learning came to: which scorer is used from then on, and why.</summary>
public sealed record ScorerReport
{
    public required DateTimeOffset At { get; init; }

    public required int Won { get; init; }

    public required int Lost { get; init; }

    /// <summary>Closed before there was anything to be known of them.</summary>
    public int TooSoon { get; init; }

    /// <summary>Null where too few outcomes are known to say.</summary>
    public ScorerRating? Rules { get; init; }

    /// <summary>On leads that it had not learned from; null where nothing was learned.</summary>
    public ScorerRating? Learned { get; init; }

    /// <summary>The chance of so large an advantage over the rules where there is none.</summary>
    public double? PValue { get; init; }

    public double? Brier { get; init; }

    public IReadOnlyList<ReliabilityBin> Calibration { get; init; } = [];

    /// <summary>Null where the latest outcomes are too few.</summary>
    public LaterCheck? Later { get; init; }

    public bool UsesLearned { get; init; }

    /// <summary>One or two sentences.</summary>
    public required string Why { get; init; }

    /// <summary>What leads did that the learned scorer has columns for.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}
