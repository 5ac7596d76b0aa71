using System.Numerics.Tensors;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// A network with one hidden layer of rectified units, trained by stochastic gradient descent with a falling rate, dropout
/// (N. Srivastava et al., JMLR 15, 2014) and smoothed labels (C. Szegedy et al., CVPR 2016), which forgive examples that
/// stand under the wrong label. It sees what the linear machines cannot: that words mean something together.
/// </summary>
internal sealed class SmallNetwork(PackedRows inner, float[] innerBias, float[] outer, float[] outerBias)
{
    public const int Units = 128;
    private const int Rounds = 15;
    private const float FirstRate = 0.3f;
    private const float InputDropout = 0.2f;
    private const float UnitDropout = 0.3f;
    private const float Smoothing = 0.1f;
    private const float Spread = 0.05f;

    public PackedRows Inner { get; } = inner;

    public float[] InnerBias { get; } = innerBias;

    /// <summary>A row of weights of units for each class.</summary>
    public float[] Outer { get; } = outer;

    public float[] OuterBias { get; } = outerBias;

    public static SmallNetwork Train(TrainingSet set, int seed)
    {
        var training = new Training(set, seed);
        var order = Enumerable.Range(0, set.Count).ToArray();
        var (step, steps) = (0, (float)Rounds * set.Count);
        for (var round = 0; round < Rounds; round++)
        {
            training.Random.Shuffle(order);
            foreach (var i in order) training.Learn(set.Vectors[i], set.Classes[i], FirstRate * (1 - (step++ / steps)));
        }
        return new SmallNetwork(PackedRows.Of(training.Inner, Units), training.InnerBias, training.Outer, training.OuterBias);
    }

    /// <summary>The logarithm of each class's likelihood, up to a constant.</summary>
    public float[] Scores(SparseVector x)
    {
        var units = InnerBias.ToArray();
        Inner.AddTo(units, x);
        TensorPrimitives.Max(units, 0f, units);
        var scores = OuterBias.ToArray();
        for (var c = 0; c < scores.Length; c++) scores[c] += TensorPrimitives.Dot<float>(Outer.AsSpan(c * Units, Units), units);
        return scores;
    }

    private sealed class Training
    {
        private readonly int classes;
        private readonly float[] units = new float[Units];
        private readonly float[] back = new float[Units];
        private readonly float[] likely;
        private uint state;

        public Training(TrainingSet set, int seed)
        {
            classes = set.ClassCount;
            likely = new float[classes];
            Random = new Random(seed);
            state = (uint)seed;
            (Inner, InnerBias, Outer, OuterBias) = (new float[set.FeatureCount * Units], new float[Units], new float[classes * Units], new float[classes]);
            for (var i = 0; i < Inner.Length; i++) Inner[i] = Spread * Gauss();
            for (var i = 0; i < Outer.Length; i++) Outer[i] = Gauss() / MathF.Sqrt(Units);
        }

        public Random Random { get; }

        public float[] Inner { get; }

        public float[] InnerBias { get; }

        public float[] Outer { get; }

        public float[] OuterBias { get; }

        public void Learn(SparseVector x, int own, float rate)
        {
            var kept = new float[x.Values.Length];
            for (var k = 0; k < kept.Length; k++) kept[k] = Drops(InputDropout) ? 0 : x.Values[k] / (1 - InputDropout);
            Forward(x, kept);
            Array.Clear(back);
            for (var c = 0; c < classes; c++)
            {
                var wanted = own == TrainingSet.Stranger ? 1f / classes : (c == own ? 1 - Smoothing : 0) + (Smoothing / classes);
                var error = likely[c] - wanted;
                if (Math.Abs(error) < 1e-4f) continue;
                var row = Outer.AsSpan(c * Units, Units);
                TensorPrimitives.MultiplyAdd(row, error, back, back);
                TensorPrimitives.MultiplyAdd(units, -rate * error, row, row);
                OuterBias[c] -= rate * error;
            }
            for (var j = 0; j < Units; j++) back[j] = units[j] > 0 ? back[j] / (1 - UnitDropout) : 0;
            for (var k = 0; k < kept.Length; k++)
            {
                if (kept[k] == 0) continue;
                var row = Inner.AsSpan(x.Indices[k] * Units, Units);
                TensorPrimitives.MultiplyAdd(back, -rate * kept[k], row, row);
            }
            TensorPrimitives.MultiplyAdd(back, -rate, InnerBias, InnerBias);
        }

        private void Forward(SparseVector x, float[] kept)
        {
            InnerBias.CopyTo(units, 0);
            for (var k = 0; k < kept.Length; k++)
                if (kept[k] != 0) TensorPrimitives.MultiplyAdd(Inner.AsSpan(x.Indices[k] * Units, Units), kept[k], units, units);
            for (var j = 0; j < Units; j++) units[j] = units[j] <= 0 || Drops(UnitDropout) ? 0 : units[j] / (1 - UnitDropout);
            for (var c = 0; c < classes; c++) likely[c] = OuterBias[c] + TensorPrimitives.Dot<float>(Outer.AsSpan(c * Units, Units), units);
            TensorPrimitives.SoftMax(likely, likely);
        }

        // A linear congruential generator (D. Knuth, TAOCP 2, 3.3.4): most of the training would else go into random numbers.
        private bool Drops(float share) => ((state = (state * 1664525) + 1013904223) >> 8) < share * (1 << 24);

        private float Gauss() => (float)(Math.Sqrt(-2 * Math.Log(1 - Random.NextDouble())) * Math.Cos(2 * Math.PI * Random.NextDouble()));
    }
}
