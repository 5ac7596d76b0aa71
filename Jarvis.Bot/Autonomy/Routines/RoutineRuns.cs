using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>The record of runs. Its unique index on routine and time is what makes an occurrence run at most once.</summary>
internal sealed class RoutineRuns(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    public async Task<DateTimeOffset?> LastAsync(string routine, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<RoutineRun>().Where(r => r.Routine == routine).MaxAsync(r => (DateTimeOffset?)r.ScheduledFor, cancel);
    }

    public async Task<RoutineRun?> FindAsync(string routine, DateTimeOffset scheduledFor, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<RoutineRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Routine == routine && r.ScheduledFor == scheduledFor, cancel);
    }

    public async Task<IReadOnlyList<RoutineRun>> InStateAsync(RoutineRunState state, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<RoutineRun>().AsNoTracking().Where(r => r.State == state).OrderBy(r => r.Id).ToListAsync(cancel);
    }

    /// <summary>Takes an occurrence, and records what it makes up for. Null when somebody else has it.</summary>
    public async Task<RoutineRun?> TakeAsync(string routine, Occurrences occurrences, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var run = new RoutineRun { Routine = routine, ScheduledFor = occurrences.Due, StartedAt = now };
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Add(run);
        if (occurrences.LastMissed is { } missed)
        {
            db.Add(new RoutineRun
            {
                Routine = routine,
                ScheduledFor = missed,
                State = RoutineRunState.Skipped,
                Skipped = occurrences.Missed,
                StartedAt = now,
                EndedAt = now,
                Result = occurrences.Missed >= Occurrences.MostCounted ? "More than that, in fact." : null,
            });
        }
        try
        {
            await db.SaveChangesAsync(cancel);
            return run;
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            db.ChangeTracker.Clear();
            if (await db.Set<RoutineRun>().AnyAsync(r => r.Routine == routine && r.ScheduledFor == occurrences.Due, cancel)) return null;
            throw;
        }
    }

    /// <summary>Ends a run, or moves it on; false when it is no longer in the state from which it was to go.</summary>
    public async Task<bool> MoveAsync(long id, RoutineRunState from, RoutineRunState to, string? result, string? error, CancellationToken cancel)
    {
        DateTimeOffset? ended = to == RoutineRunState.Delivering ? null : time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var moved = db.Set<RoutineRun>().Where(r => r.Id == id && r.State == from);
        return (result is null
            ? await moved.ExecuteUpdateAsync(set => set.SetProperty(r => r.State, to).SetProperty(r => r.Error, error).SetProperty(r => r.EndedAt, ended), cancel)
            : await moved.ExecuteUpdateAsync(set => set.SetProperty(r => r.State, to).SetProperty(r => r.Error, error).SetProperty(r => r.EndedAt, ended).SetProperty(r => r.Result, result), cancel)) == 1;
    }
}
