using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>Writes the ledger. Lines are added in the transaction of what they tell, and never changed.</summary>
public sealed class Ledger(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    /// <summary>Raised after a line about an action may have been written; for the live view.</summary>
    public event Action? Changed;

    /// <summary>Adds a line to a unit of work that the caller saves.</summary>
    public LedgerEntry Add(JarvisDb db, ActionRecord action, string kind, string who, string text)
    {
        var entry = new LedgerEntry { At = time.GetUtcNow(), ActionNumber = action.Id, Domain = action.Domain, Kind = kind, Who = who, Text = text };
        db.Add(entry);
        return entry;
    }

    /// <summary>A line about Jarvis itself.</summary>
    public async Task WriteAsync(string domain, string kind, string who, string text, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Add(new LedgerEntry { At = time.GetUtcNow(), Domain = domain, Kind = kind, Who = who, Text = text });
        await db.SaveChangesAsync(cancel);
        Changed?.Invoke();
    }

    public void Notify() => Changed?.Invoke();
}
