using System.Runtime.InteropServices;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>A trained classifier on disk, so that a start need not train again what has not changed.</summary>
internal sealed class ClassifierFile(string path)
{
    /// <summary>The classifier of this fingerprint; null when there is none, or none that can be read.</summary>
    /// <param name="fingerprint">What the classifier depends on.</param>
    public IntentClassifier? Load(string fingerprint)
    {
        try
        {
            if (!File.Exists(path)) return null;
            using var reader = new BinaryReader(File.OpenRead(path));
            return reader.ReadString() == fingerprint ? Read(reader) : null;
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException or OverflowException)
        {
            // A torn file is worth a second of training, not a start that fails.
            return null;
        }
    }

    /// <summary>Written beside it first, so that a crash leaves the file before.</summary>
    public void Save(string fingerprint, IntentClassifier classifier)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = $"{path}.new";
        using (var writer = new BinaryWriter(File.Create(fresh)))
        {
            writer.Write(fingerprint);
            Write(writer, classifier);
        }
        File.Move(fresh, path, overwrite: true);
    }

    private static void Write(BinaryWriter writer, IntentClassifier classifier)
    {
        writer.Write(classifier.Labels.Count);
        foreach (var label in classifier.Labels) writer.Write(label);
        Write(writer, (float[])[classifier.Sharpness, classifier.Border]);
        Write(writer, classifier.Scope.Means);
        Write(writer, classifier.Scope.Deviations);
        Write(writer, classifier.Scope.Weights);
        Write(writer, classifier.Ensemble.Space.Pieces);
        Write(writer, classifier.Ensemble.Space.Rarity);
        Write(writer, classifier.Ensemble.Machines.Weights);
        Write(writer, classifier.Ensemble.Machines.Bias);
        writer.Write(classifier.Ensemble.Networks.Count);
        foreach (var network in classifier.Ensemble.Networks)
        {
            Write(writer, network.Inner);
            Write(writer, network.InnerBias);
            Write(writer, network.Outer);
            Write(writer, network.OuterBias);
        }
    }

    private static IntentClassifier Read(BinaryReader reader)
    {
        var labels = Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString()).ToList();
        if (Array<float>(reader) is not [var sharpness, var border]) throw new FormatException("no sharpness");
        var scope = new ScopeDetector(Array<float>(reader), Array<float>(reader), Array<float>(reader));
        var space = new FeatureSpace(Array<uint>(reader), Array<float>(reader));
        var machines = new LinearSvm(Rows(reader, labels.Count), Array<float>(reader));
        var networks = Enumerable.Range(0, reader.ReadInt32()).Select(_ => new SmallNetwork(Rows(reader, SmallNetwork.Units), Array<float>(reader), Array<float>(reader), Array<float>(reader))).ToList();
        return new IntentClassifier(new Ensemble(space, machines, networks), labels, sharpness, scope, border);
    }

    private static void Write(BinaryWriter writer, PackedRows rows)
    {
        Write(writer, rows.Values);
        Write(writer, rows.Steps);
    }

    private static PackedRows Rows(BinaryReader reader, int width) => new(Array<sbyte>(reader), Array<float>(reader), width);

    private static void Write<T>(BinaryWriter writer, T[] values) where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }

    private static T[] Array<T>(BinaryReader reader) where T : unmanaged
    {
        var values = new T[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
