using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>
/// The members of a scorer: logistic regression, a random forest and boosted trees. ML.NET trains them; what it learned is read out of it, so
/// that a stored model depends on no version of it, and its libraries are loaded by the first training and by nothing else.
/// </summary>
internal static class MemberTraining
{
    public const int Members = 3;

    /// <summary>With fewer rows threads wait for each other longer than they work, and on a busy machine for very long.</summary>
    private const int RowsForTwoThreads = 20_000;

    public static IScoreMember[] Train(float[][] vectors, bool[] outcomes, int seed, CancellationToken cancel)
    {
        var ml = new MLContext(seed);
        var schema = SchemaDefinition.Create(typeof(Example));
        schema[nameof(Example.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, vectors[0].Length);
        var data = ml.Data.LoadFromEnumerable(vectors.Zip(outcomes, (v, o) => new Example { Features = v, Label = o }), schema);
        // A leaf holds at least a fiftieth of a small training.
        var leafRows = Math.Clamp(vectors.Length / 50, 5, 20);
        var threads = vectors.Length < RowsForTwoThreads ? 1 : 2;
        cancel.ThrowIfCancellationRequested();
        var linear = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            L1Regularization = 0,
            L2Regularization = 1,
            NumberOfThreads = 1,
        }).Fit(data).Model.SubModel;
        cancel.ThrowIfCancellationRequested();
        var forest = ml.BinaryClassification.Trainers.FastForest(new FastForestBinaryTrainer.Options
        {
            NumberOfTrees = 200,
            NumberOfLeaves = 128,
            MinimumExampleCountPerLeaf = leafRows,
            FeatureFractionPerSplit = 0.3,
            NumberOfThreads = threads,
            Seed = seed,
        }).Fit(data).Model;
        cancel.ThrowIfCancellationRequested();
        var boosted = ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            NumberOfTrees = 200,
            NumberOfLeaves = 16,
            LearningRate = 0.05,
            MinimumExampleCountPerLeaf = leafRows,
            FeatureFractionPerSplit = 0.3,
            NumberOfThreads = threads,
            Seed = seed,
        }).Fit(data).Model.SubModel;
        float[] means = [.. Enumerable.Range(0, vectors[0].Length).Select(i => (float)vectors.Average(v => (double)v[i]))];
        return [new LinearScore(linear.Bias, [.. linear.Weights], means), Read(forest.TrainedTreeEnsemble, vectors), Read(boosted.TrainedTreeEnsemble, vectors)];
    }

    public static IScoreMember[] Load(BinaryReader from) => [LinearScore.Load(from), TreeScore.Load(from), TreeScore.Load(from)];

    private static TreeScore Read<TTree>(TreeEnsemble<TTree> ensemble, float[][] vectors)
        where TTree : RegressionTreeBase => new(
        ensemble.Bias,
        [.. ensemble.Trees.Zip(ensemble.TreeWeights, (tree, weight) => new DecisionTree(
            [.. tree.NumericalSplitFeatureIndexes], [.. tree.NumericalSplitThresholds], [.. tree.LeftChild], [.. tree.RightChild], [.. tree.LeafValues.Select(v => v * weight)], []).WithMeansOver(vectors))]);

    private sealed class Example
    {
        public float[] Features { get; init; } = [];

        public bool Label { get; init; }
    }
}
