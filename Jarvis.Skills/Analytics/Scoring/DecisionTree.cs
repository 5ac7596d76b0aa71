namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>
/// A binary tree over vectors, in arrays. A child that is not negative is a node, and ~child a leaf; a vector goes left where its slot is
/// not above the threshold. A slot's part of the output is the sum, over the path's nodes that ask it, of the mean output after the node less that
/// before, with the means over the rows of the training. Source: Palczewska et al., "Interpreting random forest models using a
/// feature contribution method", IEEE IRI 2013.
/// </summary>
/// <param name="NodeMeans">Of each node, the mean output of the training's rows that reach it; empty for a tree of one leaf.</param>
internal sealed record DecisionTree(int[] Slots, float[] Thresholds, int[] Left, int[] Right, double[] Leaves, double[] NodeMeans)
{
    public double Output(float[] vector) => Leaves[Leaf(vector)];

    /// <summary>Adds the slots' parts, and returns the mean output of all rows.</summary>
    public double Explain(float[] vector, double weight, double[] parts)
    {
        if (Slots.Length == 0) return weight * Leaves[0];
        for (var node = 0; node >= 0;)
        {
            var next = Next(node, vector);
            parts[Slots[node]] += weight * ((next >= 0 ? NodeMeans[next] : Leaves[~next]) - NodeMeans[node]);
            node = next;
        }
        return weight * NodeMeans[0];
    }

    public DecisionTree WithMeansOver(IReadOnlyList<float[]> vectors)
    {
        if (Slots.Length == 0) return this;
        var reached = new int[Leaves.Length];
        foreach (var vector in vectors) reached[Leaf(vector)]++;
        var means = new double[Slots.Length];
        Fill(0);
        return this with { NodeMeans = means };

        (double Sum, int Rows) Fill(int child)
        {
            if (child < 0) return (Leaves[~child] * reached[~child], reached[~child]);
            var (left, right) = (Fill(Left[child]), Fill(Right[child]));
            var (sum, rows) = (left.Sum + right.Sum, left.Rows + right.Rows);
            means[child] = rows > 0 ? sum / rows : 0;
            return (sum, rows);
        }
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Leaves.Length);
        foreach (var leaf in Leaves) to.Write(leaf);
        for (var i = 0; i < Slots.Length; i++)
        {
            to.Write(Slots[i]);
            to.Write(Thresholds[i]);
            to.Write(Left[i]);
            to.Write(Right[i]);
            to.Write(NodeMeans[i]);
        }
    }

    public static DecisionTree Load(BinaryReader from)
    {
        double[] leaves = [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => from.ReadDouble())];
        var nodes = Enumerable.Range(0, leaves.Length - 1).Select(_ => (Slot: from.ReadInt32(), Threshold: from.ReadSingle(), Left: from.ReadInt32(), Right: from.ReadInt32(), Mean: from.ReadDouble())).ToArray();
        return new([.. nodes.Select(n => n.Slot)], [.. nodes.Select(n => n.Threshold)], [.. nodes.Select(n => n.Left)], [.. nodes.Select(n => n.Right)], leaves, [.. nodes.Select(n => n.Mean)]);
    }

    private int Leaf(float[] vector)
    {
        if (Slots.Length == 0) return 0;
        var node = 0;
        while (node >= 0) node = Next(node, vector);
        return ~node;
    }

    private int Next(int node, float[] vector) => vector[Slots[node]] <= Thresholds[node] ? Left[node] : Right[node];
}
