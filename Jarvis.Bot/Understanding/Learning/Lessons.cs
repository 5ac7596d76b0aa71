using Jarvis.Bot.Understanding.Classifying;

namespace Jarvis.Bot.Understanding.Learning;

/// <summary>The lessons in force, held in memory because every message is compared with them.</summary>
internal sealed class Lessons
{
    private volatile IReadOnlyList<Lesson> known = [];
    private volatile IReadOnlyList<Reading>? readings;

    public IReadOnlyList<Lesson> Known => known;

    public void Set(IReadOnlyList<Lesson> lessons)
    {
        known = lessons;
        readings = null;
    }

    /// <summary>The lessons as they are read; read once for each change.</summary>
    public IReadOnlyList<Reading> Read(Func<Lesson, Reading> read) => readings ??= [.. known.Select(read)];

    /// <param name="Words">The lesson's words, each as the one that stands for it.</param>
    public sealed record Reading(Lesson Lesson, string Words, SparseVector Vector);
}
