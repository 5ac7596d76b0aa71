namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>The features of a text that are not zero, in the order of their indices.</summary>
internal readonly record struct SparseVector(int[] Indices, float[] Values);
