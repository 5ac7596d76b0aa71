using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Learning;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// Tells which function a message asks for. Learnt from the example utterances and from what is none of Jarvis's business: when Jarvis
/// is published, and again at a start that finds them changed.
/// </summary>
internal sealed class FunctionClassifier
{
    private const string FileName = "understanding.bin";
    private static readonly TrainingPlan Plan = new(Networks: 1, Folds: 2, Rejected: 0.02);

    /// <summary>As near as this, a message is what the owner has corrected before.</summary>
    private const float SameRequest = 0.72f;

    // One for each set of files, however often Jarvis is put together in a process, as tests do.
    private static readonly Dictionary<string, IntentClassifier> Made = new(StringComparer.Ordinal);

    private readonly IntentClassifier classifier;
    private readonly SlotReaders readers;
    private readonly string[] types;

    /// <param name="folder">Where a classifier that had to be trained is kept, for this build of Jarvis and these files; null keeps none.</param>
    public FunctionClassifier(IntentCatalog catalog, SlotReaders readers, string? folder)
    {
        this.readers = readers;
        types = [.. readers.Types.Intersect(catalog.Intents.SelectMany(i => i.Slots.Values), StringComparer.Ordinal)];
        var fingerprint = $"{catalog.Fingerprint} {Plan} {typeof(FunctionClassifier).Module.ModuleVersionId} {typeof(IVocabulary).Module.ModuleVersionId}";
        lock (Made)
        {
            if (!Made.TryGetValue(fingerprint, out var made)) Made[fingerprint] = made = LoadOrTrain(fingerprint, catalog, folder);
            classifier = made;
        }
    }

    private IntentClassifier LoadOrTrain(string fingerprint, IntentCatalog catalog, string? folder)
    {
        if (new ClassifierFile(Path.Combine(AppContext.BaseDirectory, FileName)).Load(fingerprint) is { } published) return published;
        var file = folder is null ? null : new ClassifierFile(Path.Combine(folder, FileName));
        if (file?.Load(fingerprint) is { } known) return known;
        var training = new TrainingTexts(catalog, readers);
        var trained = IntentClassifier.Train([.. training.All()], [.. catalog.Strangers.Select(training.Masked)], Plan);
        file?.Save(fingerprint, trained);
        return trained;
    }

    /// <param name="lessons">What the owner has corrected: a message like one of them asks for its function.</param>
    public Judgement Judge(Utterance utterance, SlotLattice slots, Func<string, bool> isOrdinary, IReadOnlyList<Lessons.Reading> lessons)
    {
        var masked = MaskedText.Of(utterance, slots, types, (token, type) => readers.IsName(type) && isOrdinary(token.Canonical));
        var judgement = classifier.Judge(masked);
        if (lessons.Count == 0) return judgement;
        var vector = classifier.Vector(masked);
        var (nearest, likeness) = lessons.Select(l => (l, Likeness: l.Vector.Likeness(vector))).MaxBy(l => l.Likeness);
        return likeness < SameRequest || !classifier.Labels.Contains(nearest.Lesson.Function, StringComparer.Ordinal) ? judgement : judgement.Insisting(nearest.Lesson.Function, likeness);
    }

    public SparseVector Vector(Utterance utterance, SlotLattice slots, Func<string, bool> isOrdinary) =>
        classifier.Vector(MaskedText.Of(utterance, slots, types, (token, type) => readers.IsName(type) && isOrdinary(token.Canonical)));
}
