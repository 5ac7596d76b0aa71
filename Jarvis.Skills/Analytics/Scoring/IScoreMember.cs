namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>One learned view of the rows: a score that is a sum over the slots of a vector, so that it can be explained.</summary>
internal interface IScoreMember
{
    double Score(float[] vector);

    /// <summary>Adds <paramref name="weight"/> times each slot's part of the score to <paramref name="parts"/>, and returns the part that no slot
    /// has: what an average row scores. The two together are the score.</summary>
    double Explain(float[] vector, double weight, double[] parts);

    void Save(BinaryWriter to);
}
