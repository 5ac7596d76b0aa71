namespace Jarvis.Skills.Analytics.Scoring;

/// <summary>A validation as it is stored with its model.</summary>
internal static class ValidationFormat
{
    public static void Save(ScorerValidation validation, BinaryWriter to)
    {
        to.Write(validation.Positives);
        to.Write(validation.Negatives);
        to.Write(validation.Roc.Area);
        to.Write(validation.Roc.StandardError);
        to.Write(validation.Calibration.Brier);
        to.Write(validation.Calibration.ExpectedError);
        to.Write(validation.Calibration.Bins.Count);
        foreach (var bin in validation.Calibration.Bins)
        {
            to.Write(bin.Cases);
            foreach (var figure in new[] { bin.Said, bin.Happened, bin.Low, bin.High }) to.Write(figure);
        }
    }

    public static ScorerValidation Load(BinaryReader from) => new(
        from.ReadInt32(), from.ReadInt32(), new(from.ReadDouble(), from.ReadDouble()),
        new(from.ReadDouble(), from.ReadDouble(), [.. Enumerable.Range(0, from.ReadInt32()).Select(_ => new ReliabilityBin(from.ReadInt32(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble(), from.ReadDouble()))]));
}
