using System.Text;

namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>What a column of a row does to its probability.</summary>
/// <param name="Value">What the row holds there: a double, a string, or null where it is missing.</param>
/// <param name="LogOdds">What it adds to the log odds beside the average row; all columns' and the average's make up the whole.</param>
/// <param name="Points">The same in words' unit: how many percentage points of the probability are gone without it; negative where it lowers.</param>
public sealed record ScoreReason(string Column, object? Value, double LogOdds, double Points);

/// <param name="Probability">0..1, of the outcome coming true.</param>
/// <param name="Reasons">The columns that matter most for this row, the strongest first.</param>
public sealed record OutcomeScore(double Probability, IReadOnlyList<ScoreReason> Reasons);

/// <summary>How a model does on rows that it has not learned from, by stratified cross-validation.</summary>
/// <param name="Roc">How well it tells the outcomes apart.</param>
/// <param name="Calibration">Whether its probabilities mean what they say.</param>
public sealed record ScorerValidation(int Positives, int Negatives, RocCurve Roc, Reliability Calibration);

/// <summary>
/// The probability of an outcome by what was learned from others, with reasons. A column's part of the log odds is the blend of its members'
/// parts, so that the parts add up exactly. Safe for several threads.
/// </summary>
public sealed class OutcomeModel
{
    private const string Format = "outcome-model-1";
    private readonly FeatureEncoder encoder;
    private readonly IScoreMember[] members;
    private readonly Blend blend;

    internal OutcomeModel(FeatureEncoder encoder, IScoreMember[] members, Blend blend, ScorerValidation validation) =>
        (this.encoder, this.members, this.blend, Validation) = (encoder, members, blend, validation);

    public ScorerValidation Validation { get; }

    /// <summary>Of linear regression, forest and boosted trees, what each one's score counts.</summary>
    internal IReadOnlyList<double> Weights => blend.Weights;

    public double Probability(ScoringRow row)
    {
        var vector = encoder.Encode(row);
        return Logistic.Probability(blend.LogOdds(Array.ConvertAll(members, m => m.Score(vector))));
    }

    /// <param name="reasons">How many at most; those that move the probability by less than a tenth of a point are left out.</param>
    public OutcomeScore Score(ScoringRow row, int reasons = 3)
    {
        var vector = encoder.Encode(row);
        var parts = new double[vector.Length];
        var logOdds = blend.Intercept;
        for (var k = 0; k < members.Length; k++) logOdds += members[k].Explain(vector, blend.Weights[k], parts);
        var columns = encoder.Columns;
        var byColumn = new double[columns.Count];
        for (var slot = 0; slot < parts.Length; slot++) byColumn[encoder.ColumnOf[slot]] += parts[slot];
        logOdds += byColumn.Sum();
        var probability = Logistic.Probability(logOdds);
        var strongest = Enumerable.Range(0, columns.Count)
            .Select(c => new ScoreReason(columns[c], encoder.Value(c, row), byColumn[c], 100 * (probability - Logistic.Probability(logOdds - byColumn[c]))))
            .Where(r => Math.Abs(r.Points) >= 0.1)
            .OrderByDescending(r => Math.Abs(r.LogOdds)).ThenBy(r => r.Column, StringComparer.Ordinal);
        return new(probability, [.. strongest.Take(reasons)]);
    }

    /// <summary>Writes all of it; the stream stays open.</summary>
    public void Save(Stream stream)
    {
        using var to = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        to.Write(Format);
        encoder.Save(to);
        foreach (var member in members) member.Save(to);
        blend.Save(to);
        ValidationFormat.Save(Validation, to);
    }

    /// <exception cref="InvalidDataException">It is no model, or one of a format that is no longer read; train anew.</exception>
    public static OutcomeModel Load(Stream stream)
    {
        using var from = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (from.ReadString() is not Format) throw new InvalidDataException($"This is no {Format}.");
            return new(FeatureEncoder.Load(from), MemberTraining.Load(from), Blend.Load(from), ValidationFormat.Load(from));
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"This is no {Format}.", e);
        }
    }
}
