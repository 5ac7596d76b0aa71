using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.People;

/// <summary>
/// Who is who, and where they are reached. Answers from memory: every turn asks. Changes made here are seen at once;
/// those of another process on the same database within <see cref="Fresh"/>.
/// </summary>
public sealed class PeopleDirectory(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private volatile Snapshot? known;
    private int changes;

    /// <summary>The person behind an account on a channel; null for a stranger.</summary>
    public async Task<Person?> FindAsync(string channel, string senderId, CancellationToken cancel)
    {
        var snapshot = await ReadAsync(cancel);
        if (LocalOwner.Channels.Contains(channel, StringComparer.Ordinal)) senderId = LocalOwner.Id;
        return snapshot.BySender.GetValueOrDefault((channel, senderId));
    }

    public async Task<Person?> FindAsync(int personId, CancellationToken cancel) =>
        (await ReadAsync(cancel)).People.FirstOrDefault(p => p.Id == personId);

    /// <summary>Names as of the last look, which every turn takes.</summary>
    public IReadOnlyList<string> LastKnownNames { get; private set; } = [];

    /// <summary>Everybody, owners first.</summary>
    public async Task<IReadOnlyList<Person>> AllAsync(CancellationToken cancel) => (await ReadAsync(cancel)).People;

    /// <summary>The accounts of everybody, as they were paired.</summary>
    public async Task<IReadOnlyList<Identity>> IdentitiesAsync(CancellationToken cancel) => (await ReadAsync(cancel)).Identities;

    /// <summary>Where an audience is reached: each conversation once.</summary>
    public async Task<IReadOnlyList<(string Channel, string Address, Person Person)>> AddressesAsync(Audience audience, CancellationToken cancel)
    {
        var snapshot = await ReadAsync(cancel);
        return [.. snapshot.Identities
            .Select(i => (i.Channel, i.Address, Person: snapshot.BySender[(i.Channel, i.ExternalId)]))
            .Where(a => audience.Includes(a.Person))
            .DistinctBy(a => (a.Channel, a.Address))];
    }

    /// <summary>Ends a person's access; their accounts, and codes made for them, go with them. Doing it twice is the same as once.</summary>
    public async Task RemoveAsync(int personId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<Person>().Where(p => p.Id == personId).ExecuteDeleteAsync(cancel);
        Changed();
    }

    /// <summary>Whoever changes people or identities calls this after saving.</summary>
    public void Changed()
    {
        Interlocked.Increment(ref changes);
        known = null;
    }

    private async Task<Snapshot> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (known is { } fresh && now - fresh.At < Fresh) return fresh;
        var before = Volatile.Read(ref changes);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var people = await db.Set<Person>().AsNoTracking().OrderByDescending(p => p.Role).ThenBy(p => p.Id).ToListAsync(cancel);
        var identities = await db.Set<Identity>().AsNoTracking().OrderBy(i => i.Id).ToListAsync(cancel);
        var byId = people.ToDictionary(p => p.Id);
        // Two reads: somebody removed between them leaves identities that belong to nobody.
        identities.RemoveAll(i => !byId.ContainsKey(i.PersonId));
        var read = new Snapshot(now, people, identities, identities.ToDictionary(i => (i.Channel, i.ExternalId), i => byId[i.PersonId]));
        // What was read while somebody was being removed must not outlive the removal.
        if (Volatile.Read(ref changes) == before) known = read;
        LastKnownNames = [.. people.Select(p => p.Name)];
        return read;
    }

    private sealed record Snapshot(
        DateTimeOffset At, IReadOnlyList<Person> People, IReadOnlyList<Identity> Identities, Dictionary<(string, string), Person> BySender);
}
