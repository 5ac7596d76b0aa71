namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>
/// What is known of one case (a lead, a deal, a customer) before its outcome: numbers and categories by name. A name that is absent is
/// missing, and so is a number that is not finite. Which names count is learned from the rows of the training.
/// </summary>
public sealed record ScoringRow(IReadOnlyDictionary<string, double> Numbers, IReadOnlyDictionary<string, string> Categories)
{
    internal double? Number(string name) => Numbers.TryGetValue(name, out var value) && double.IsFinite(value) ? value : null;

    internal string? Category(string name) => Categories.GetValueOrDefault(name);
}
