using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Business.Mail.Suppression;

/// <summary>The addresses to which nothing is sent. The transport asks it for every mail.</summary>
public sealed class SuppressionList(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    /// <summary>Why nothing goes to an address; null when it may be written to.</summary>
    public async Task<SuppressedAddress?> FindAsync(string address, CancellationToken cancel)
    {
        var small = Small(address);
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SuppressedAddress>().AsNoTracking().FirstOrDefaultAsync(a => a.Address == small, cancel);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<SuppressedAddress>> NewestAsync(int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SuppressedAddress>().AsNoTracking().OrderByDescending(a => a.At).Take(most).ToListAsync(cancel);
    }

    public async Task<int> CountAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SuppressedAddress>().CountAsync(cancel);
    }

    /// <summary>Takes an address off for what came in by mail. It only ever makes Jarvis send less, so nobody is asked.</summary>
    /// <returns>False when it was off already.</returns>
    internal async Task<bool> AddAsync(string address, SuppressionReason reason, string note, bool untrusted, CancellationToken cancel)
    {
        var small = Small(address);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<SuppressedAddress>().AnyAsync(a => a.Address == small, cancel)) return false;
        db.Add(new SuppressedAddress { Address = small, Reason = reason, Note = note.Length > 1000 ? note[..1000] : note, Untrusted = untrusted, At = time.GetUtcNow() });
        await db.SaveChangesAsync(cancel);
        return true;
    }

    /// <returns>False when it was not on the list.</returns>
    internal async Task<bool> RemoveAsync(string address, CancellationToken cancel)
    {
        var small = Small(address);
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<SuppressedAddress>().Where(a => a.Address == small).ExecuteDeleteAsync(cancel) > 0;
    }

    private static string Small(string address) => address.Trim().ToLowerInvariant();
}

/// <summary>Where a person of the business changes the suppression list.</summary>
public interface ISuppressionChanges : IEffect
{
    /// <returns>False when it was on the list already.</returns>
    Task<bool> AddAsync(string address, string note, CancellationToken cancel);

    /// <returns>False when it was not on the list.</returns>
    Task<bool> RemoveAsync(string address, CancellationToken cancel);
}

internal sealed class SuppressionChanges(SuppressionList list) : ISuppressionChanges
{
    public Task<bool> AddAsync(string address, string note, CancellationToken cancel) => list.AddAsync(address, SuppressionReason.ByHand, note, untrusted: false, cancel);

    public Task<bool> RemoveAsync(string address, CancellationToken cancel) => list.RemoveAsync(address, cancel);
}
