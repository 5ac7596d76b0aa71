using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.People;

/// <summary>
/// The owner as they sit at the console or have signed in on the page: known without pairing, since who reaches those
/// owns the machine or the password.
/// </summary>
public static class LocalOwner
{
    /// <summary>Sender and address of the owner on the <see cref="Channels"/>.</summary>
    public const string Id = "owner";

    /// <summary>The owner's name until they connect a chat account, which has one.</summary>
    internal const string FirstName = "Owner";

    /// <summary>Who made the first pairing code.</summary>
    internal const string Start = "start";

    /// <summary>Channels whose every sender is the owner.</summary>
    public static readonly IReadOnlyList<string> Channels = ["console", "web"];

    /// <summary>The owner, made at the first start with an account on each of the <see cref="Channels"/>.</summary>
    internal static async Task<Person> EnsureAsync(IDbContextFactory<JarvisDb> databases, PeopleDirectory people, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        var owner = await db.Set<Person>().OrderBy(p => p.Id).FirstOrDefaultAsync(p => p.Role == Role.Owner, cancel);
        if (owner is null)
        {
            owner = new Person { Name = FirstName, Role = Role.Owner, UpTo = ClearanceLevel.FullAutonomy, Since = now };
            db.Add(owner);
            await db.SaveChangesAsync(cancel);
        }
        foreach (var channel in Channels)
        {
            if (await db.Set<Identity>().AnyAsync(i => i.Channel == channel && i.ExternalId == Id, cancel)) continue;
            db.Add(new Identity { PersonId = owner.Id, Channel = channel, ExternalId = Id, Address = Id, PairedAt = now });
        }
        if (await db.SaveChangesAsync(cancel) > 0) people.Changed();
        return owner;
    }

    /// <summary>Whether somebody can be reached on a channel that needed pairing.</summary>
    internal static bool IsElsewhere(Identity identity) => !Channels.Contains(identity.Channel, StringComparer.Ordinal);
}
