using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>Whom an address belongs to.</summary>
internal static class ContactLookup
{
    /// <summary>The contact of an address, or the one that it was merged into; null when nobody has it.</summary>
    public static async Task<Contact?> ByEmailAsync(this JarvisDb db, string? address, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(address)) return null;
        var email = address.Trim().ToLowerInvariant();
        var found = await db.Set<Contact>().Where(c => c.Email == email).OrderBy(c => c.MergedIntoId != null).ThenBy(c => c.Id).FirstOrDefaultAsync(cancel);
        while (found?.MergedIntoId is { } into) found = await db.Set<Contact>().FirstAsync(c => c.Id == into, cancel);
        return found;
    }

    /// <summary>Their open lead, the newest where there are several; null when there is none.</summary>
    public static Task<Lead?> OpenLeadAsync(this JarvisDb db, int contact, CancellationToken cancel) =>
        db.Set<Lead>().Where(l => l.ContactId == contact && l.State < LeadState.Won).OrderByDescending(l => l.Id).FirstOrDefaultAsync(cancel);
}
