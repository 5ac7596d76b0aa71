namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>How an outcome is learned.</summary>
public sealed record ScoringOptions
{
    /// <summary>Outcomes below which nothing is learned: ten outcomes or so for each thing that could matter.</summary>
    public int MinimumOutcomes { get; init; } = 100;

    /// <summary>Of each outcome, the same.</summary>
    public int MinimumOfEach { get; init; } = 20;

    /// <summary>Parts of the cross-validation, at least 2 and no more than <see cref="MinimumOfEach"/>.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Only the latest rows are learned from, so that training takes no longer however long a business remembers.</summary>
    public int MaximumRows { get; init; } = 50_000;

    /// <summary>
    /// The rows to be rated come later than those learned from, and the world may have moved on meanwhile: the members are then weighed evenly,
    /// rather than by what served best so far. What served best is right where the rows to be rated are drawn from the same time.
    /// </summary>
    public bool ForLaterRows { get; init; } = true;

    /// <summary>The same rows, outcomes and seed give the same model.</summary>
    public int Seed { get; init; } = 1;

    internal static void Check(ScoringOptions options)
    {
        if (options.Folds < 2 || options.Folds > options.MinimumOfEach)
            throw new ArgumentException($"{nameof(Folds)} is {options.Folds}; allowed is 2 to {nameof(MinimumOfEach)} ({options.MinimumOfEach}).", nameof(options));
        if (options.MinimumOutcomes < 2 * options.MinimumOfEach)
            throw new ArgumentException($"{nameof(MinimumOutcomes)} is {options.MinimumOutcomes}; twice {nameof(MinimumOfEach)} ({options.MinimumOfEach}) is the least.", nameof(options));
        if (options.MaximumRows < options.MinimumOutcomes)
            throw new ArgumentException($"{nameof(MaximumRows)} is {options.MaximumRows}; {nameof(MinimumOutcomes)} ({options.MinimumOutcomes}) is the least.", nameof(options));
    }
}
