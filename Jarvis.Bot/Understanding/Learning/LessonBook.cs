using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Understanding.Learning;

/// <summary>Keeps lessons in the store.</summary>
internal sealed class LessonBook(IDbContextFactory<JarvisDb> databases, Lessons lessons, TimeProvider time)
{
    /// <summary>More than an owner would look through; the oldest goes when another comes.</summary>
    private const int Most = 300;

    private volatile bool loaded;

    /// <summary>Brings what was learnt before into memory.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        if (loaded) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        await RefreshAsync(db, cancel);
        loaded = true;
    }

    /// <summary>Learns what the owner meant. Nobody else can teach, because the words count for everybody.</summary>
    /// <param name="said">What was said before; null when nothing was.</param>
    /// <returns>True when something was learnt.</returns>
    public async Task<bool> LearnAsync(Person person, string? said, string meant, Understood understood, CancellationToken cancel)
    {
        var function = understood switch { Understood.Request request => request.Call.Function, Understood.Missing missing => missing.Call.Function, _ => null };
        if (person.Role != Role.Owner || function is null || said is null or { Length: 0 or > Lesson.LongestText } || meant.Length > Lesson.LongestText || string.Equals(said, meant, StringComparison.OrdinalIgnoreCase)) return false;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var known = await db.Set<Lesson>().FirstOrDefaultAsync(l => l.Text == said, cancel);
        if (known is null) db.Add(known = new Lesson { Text = said, Say = meant, Function = function, By = person.Name });
        (known.Say, known.Function, known.By, known.At) = (meant, function, person.Name, time.GetUtcNow());
        if (await db.Set<Lesson>().CountAsync(cancel) >= Most && await db.Set<Lesson>().OrderBy(l => l.Id).FirstAsync(cancel) is { } oldest && oldest != known) db.Remove(oldest);
        await db.SaveChangesAsync(cancel);
        await RefreshAsync(db, cancel);
        return true;
    }

    /// <summary>False when there is no such lesson.</summary>
    public async Task<bool> ForgetAsync(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var gone = await db.Set<Lesson>().Where(l => l.Id == number).ExecuteDeleteAsync(cancel) > 0;
        await RefreshAsync(db, cancel);
        return gone;
    }

    private async Task RefreshAsync(JarvisDb db, CancellationToken cancel) =>
        lessons.Set(await db.Set<Lesson>().AsNoTracking().OrderBy(l => l.Id).ToListAsync(cancel));
}
