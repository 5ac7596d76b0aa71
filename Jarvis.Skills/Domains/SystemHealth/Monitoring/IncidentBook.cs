using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>Writes incidents down as they begin, change and end, and tells the business. Nothing is written for a check that changes nothing.</summary>
internal sealed class IncidentBook(IDbContextFactory<JarvisDb> databases, EventStream events, TimeProvider time)
{
    /// <summary>What was open when Jarvis last ran, and the attempts that still count.</summary>
    public async Task LoadAsync(ServiceBoard board, TimeSpan attemptsWithin, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var since = time.GetUtcNow() - attemptsWithin;
        var open = await db.Set<Incident>().AsNoTracking().Where(i => i.Until == null).ToListAsync(cancel);
        var openIds = open.Select(i => i.Id).ToList();
        var attempts = (await db.Set<RecoveryAttempt>().AsNoTracking().Where(a => a.At >= since || openIds.Contains(a.IncidentId)).ToListAsync(cancel)).ToLookup(a => a.Service, StringComparer.OrdinalIgnoreCase);
        foreach (var incident in open)
        {
            // A service that was taken out of the settings is no longer watched, and its incident ends here.
            if (board.Find(incident.Service) is not { } state) await EndAsync(db, incident, time.GetUtcNow(), cancel);
            else (state.Incident, state.Status, state.Since, state.FirstFailureAt) = (incident, incident.Kind, incident.From, incident.From);
        }
        foreach (var state in board.All)
            state.Attempts.AddRange(attempts[state.Name].Where(a => state.Incident is null || a.At >= state.Incident.AttemptsCountFrom).Select(a => a.At).Order());
    }

    /// <summary>Opens an incident, or gives the open one another kind.</summary>
    public async Task FallAsync(ServiceState state, ServiceStatus kind, string? because, CancellationToken cancel)
    {
        var from = state.FirstFailureAt ?? time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (state.Incident is { } open)
        {
            await db.Set<Incident>().Where(i => i.Id == open.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Kind, kind).SetProperty(i => i.Because, because), cancel);
            (open.Kind, open.Because) = (kind, because);
            return;
        }
        var incident = new Incident { Service = state.Name, Kind = kind, From = from, Cause = state.LastResult.Words, Because = because, AttemptsCountFrom = from };
        db.Add(incident);
        await db.SaveChangesAsync(cancel);
        state.Incident = incident;
        state.Told.Clear();
    }

    public async Task RecoverAsync(ServiceState state, DateTimeOffset until, CancellationToken cancel)
    {
        if (state.Incident is not { } incident) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        await EndAsync(db, incident, until, cancel);
        await TellAsync(state, "service.recovered", "up", $"{state.Name} is up again after {HealthWords.Long(until - incident.From)}.", cancel);
    }

    public async Task GiveUpAsync(Incident incident, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<Incident>().Where(i => i.Id == incident.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.GivenUp, true), cancel);
        incident.GivenUp = true;
    }

    /// <summary>A person has acted: attempts count from now.</summary>
    public async Task StartOverAsync(Incident incident, DateTimeOffset from, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<Incident>().Where(i => i.Id == incident.Id).ExecuteUpdateAsync(set => set
            .SetProperty(i => i.GivenUp, false).SetProperty(i => i.AttemptsCountFrom, from), cancel);
        (incident.GivenUp, incident.AttemptsCountFrom) = (false, from);
    }

    public async Task<bool> HasAttemptAsync(Guid actionId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<RecoveryAttempt>().AnyAsync(a => a.ActionId == actionId, cancel);
    }

    public async Task AttemptAsync(RecoveryAttempt attempt, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Add(attempt);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Incidents that lay in a period, or still do; of all services when none is named. Oldest first.</summary>
    public async Task<IReadOnlyList<Incident>> ReadAsync(string? service, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Incident>().AsNoTracking()
            .Where(i => i.From < to && (i.Until == null || i.Until > from) && (service == null || i.Service == service)).OrderBy(i => i.From).ToListAsync(cancel);
    }

    public async Task<IReadOnlyList<RecoveryAttempt>> AttemptsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<RecoveryAttempt>().AsNoTracking().Where(a => a.At >= from && a.At < to).OrderBy(a => a.At).ToListAsync(cancel);
    }

    /// <summary>Publishes an event about the open incident; the same twice is once.</summary>
    public async Task TellAsync(ServiceState state, string type, string which, string text, CancellationToken cancel)
    {
        if (state.Told.Contains(which)) return;
        await events.PublishAsync(new BusinessEvent { Type = type, Key = $"health:{state.Name}:{state.Incident!.Id}:{which}", At = time.GetUtcNow(), Subject = state.Name, Text = text }, cancel);
        state.Told.Add(which);
    }

    private static async Task EndAsync(JarvisDb db, Incident incident, DateTimeOffset until, CancellationToken cancel)
    {
        await db.Set<Incident>().Where(i => i.Id == incident.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.Until, until), cancel);
        incident.Until = until;
    }
}
