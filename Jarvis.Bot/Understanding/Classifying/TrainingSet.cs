namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>Examples as vectors with their classes; <see cref="Stranger"/> is the class of a text that belongs to none.</summary>
internal sealed record TrainingSet(IReadOnlyList<SparseVector> Vectors, IReadOnlyList<int> Classes, int ClassCount, int FeatureCount)
{
    public const int Stranger = -1;

    public int Count => Vectors.Count;
}
