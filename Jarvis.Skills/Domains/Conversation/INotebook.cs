using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>Where notes and routines are written.</summary>
public interface INotebook : IEffect
{
    /// <summary>Stores a note once for its action, and returns its number.</summary>
    Task<int> WriteAsync(Note note, CancellationToken cancel);

    /// <summary>Deletes a note or brings it back; false when that is how it was.</summary>
    Task<bool> DeleteAsync(int number, bool deleted, CancellationToken cancel);

    /// <summary>Stores a routine once for its action, and returns its number. It runs after <see cref="IRoutineScheduler.RefreshAsync"/>.</summary>
    Task<int> WriteAsync(OwnerRoutine routine, CancellationToken cancel);

    /// <summary>Cancels a routine or brings it back; false when that is how it was.</summary>
    Task<bool> EnableAsync(int number, bool enabled, CancellationToken cancel);

    /// <summary>Gives a routine that is still to come another time; false when it is none, or was due then already.</summary>
    Task<bool> MoveAsync(int number, string? cron, DateTimeOffset? at, string argumentsJson, CancellationToken cancel);
}

internal sealed class LocalNotebook(IDbContextFactory<JarvisDb> databases, TimeProvider time) : INotebook
{
    public async Task<int> WriteAsync(Note note, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Note>().Where(n => n.ActionId == note.ActionId).Select(n => (int?)n.Id).FirstOrDefaultAsync(cancel) is { } known) return known;
        db.Add(note);
        await db.SaveChangesAsync(cancel);
        return note.Id;
    }

    public async Task<bool> DeleteAsync(int number, bool deleted, CancellationToken cancel)
    {
        var at = deleted ? time.GetUtcNow() : (DateTimeOffset?)null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Note>().Where(n => n.Id == number && (n.DeletedAt == null) == deleted).ExecuteUpdateAsync(n => n.SetProperty(x => x.DeletedAt, at), cancel) > 0;
    }

    public async Task<int> WriteAsync(OwnerRoutine routine, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<OwnerRoutine>().Where(r => r.ActionId == routine.ActionId).Select(r => (int?)r.Id).FirstOrDefaultAsync(cancel) is { } known) return known;
        db.Add(routine);
        await db.SaveChangesAsync(cancel);
        return routine.Id;
    }

    public async Task<bool> EnableAsync(int number, bool enabled, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<OwnerRoutine>().Where(r => r.Id == number && r.Enabled != enabled && r.DoneAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.Enabled, enabled), cancel) > 0;
    }

    public async Task<bool> MoveAsync(int number, string? cron, DateTimeOffset? at, string argumentsJson, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<OwnerRoutine>().Where(r => r.Id == number && r.Enabled && r.DoneAt == null && (r.Cron != cron || r.At != at))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Cron, cron).SetProperty(x => x.At, at).SetProperty(x => x.ArgumentsJson, argumentsJson), cancel) > 0;
    }
}
