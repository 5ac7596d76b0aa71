using System.Security.Cryptography;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.People;

/// <summary>What a pairing code grants.</summary>
/// <param name="PersonId">Set to connect another account of that person instead of admitting somebody new.</param>
public sealed record Invitation(Role Role, string Domains, ClearanceLevel UpTo, int? PersonId = null);

/// <summary>A code as it is shown, once.</summary>
public sealed record ShownCode(string Code, DateTimeOffset ExpiresAt);

/// <summary>What came of a stranger's message: somebody who is paired now, words for them, or neither.</summary>
public sealed record Meeting(Person? Person, string? Say);

/// <summary>Makes people of strangers who have a code.</summary>
public sealed class Pairing : IDisposable
{
    /// <summary>Codes that may be open at once: each wrong try is compared with all of them.</summary>
    private const int MostOpen = 10;

    // Hashing is slow on purpose: one at a time, so that a flood of tries takes one core at most, and no two tries are counted as one.
    private readonly SemaphoreSlim one = new(1);
    private readonly IDbContextFactory<JarvisDb> databases;
    private readonly PeopleDirectory people;
    private readonly Strangers strangers;
    private readonly Outbox outbox;
    private readonly PeopleOptions options;
    private readonly IOptions<BusinessOptions> business;
    private readonly TimeProvider time;
    private ShownCode? current;
    private int currentId;

    public Pairing(IDbContextFactory<JarvisDb> databases, PeopleDirectory people, Outbox outbox, IOptions<PeopleOptions> options, IOptions<BusinessOptions> business, TimeProvider time)
    {
        (this.databases, this.people, this.outbox, this.options, this.business, this.time) = (databases, people, outbox, options.Value, business, time);
        strangers = new Strangers(databases, options, time);
    }

    /// <summary>The code with which the owner connects their first chat channel, for console and page; null when there is none.</summary>
    public ShownCode? CurrentCode => current is { } shown && shown.ExpiresAt > time.GetUtcNow() ? shown : null;

    /// <summary>Raised when <see cref="CurrentCode"/> has changed.</summary>
    public event Action? CurrentCodeChanged;

    /// <summary>Makes another <see cref="CurrentCode"/>; the one before is void.</summary>
    public async Task<ShownCode> RenewCurrentCodeAsync(CancellationToken cancel)
    {
        var owner = await LocalOwner.EnsureAsync(databases, people, time, cancel);
        await using (var db = await databases.CreateDbContextAsync(cancel))
            await db.Set<PairingCode>().Where(c => c.MadeBy == LocalOwner.Start).ExecuteDeleteAsync(cancel);
        var (shown, id) = await OfferAsync(new Invitation(Role.Owner, "", ClearanceLevel.FullAutonomy, owner.Id), LocalOwner.Start, cancel);
        (current, currentId) = (shown, id);
        CurrentCodeChanged?.Invoke();
        return shown;
    }

    /// <summary>Makes a code. It is not kept in a readable form: show it now.</summary>
    /// <exception cref="BadRequestException">Too many codes are open.</exception>
    public async Task<ShownCode> InviteAsync(Invitation invitation, string madeBy, CancellationToken cancel) =>
        (await OfferAsync(invitation, madeBy, cancel)).Shown;

    /// <summary>A message from somebody who is not known: a code is tried; anything else is answered politely once a day.</summary>
    public async Task<Meeting> MeetAsync(string channel, string senderId, string senderName, string address, string text, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            // The same sender's message before this one may have been the code.
            if (await people.FindAsync(channel, senderId, cancel) is { } known) return new Meeting(known, null);

            var code = CodeText.Find(text);
            if (code is not null && !await strangers.IsLockedAsync(channel, senderId, cancel))
            {
                if (await RedeemAsync(code, channel, senderId, senderName, address, cancel) is { } person)
                    return new Meeting(person, Welcome(person));
                await strangers.WrongAsync(channel, senderId, cancel);
            }
            return new Meeting(null, await strangers.MayAnswerAsync(channel, senderId, cancel) ? Polite(code is not null) : null);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<(ShownCode Shown, int Id)> OfferAsync(Invitation invitation, string madeBy, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var code = CodeText.New();
        var salt = RandomNumberGenerator.GetBytes(16);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var yesterday = now - TimeSpan.FromDays(1);
        await db.Set<PairingCode>().Where(c => c.ExpiresAt < yesterday).ExecuteDeleteAsync(cancel);
        if (await db.Set<PairingCode>().CountAsync(c => c.UsedAt == null && c.ExpiresAt > now, cancel) >= MostOpen)
            throw new BadRequestException($"{MostOpen} pairing codes are open already. Wait until one is used or has expired.");
        var row = new PairingCode
        {
            Salt = salt, Hash = CodeText.Hash(code, salt), Role = invitation.Role, Domains = invitation.Domains, UpTo = invitation.UpTo,
            PersonId = invitation.PersonId, MadeBy = madeBy, ExpiresAt = now.AddMinutes(options.CodeMinutes),
        };
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        return (new ShownCode(CodeText.Shown(code), row.ExpiresAt), row.Id);
    }

    private async Task<Person?> RedeemAsync(string code, string channel, string senderId, string senderName, string address, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancel);
        PairingCode? match = null;
        // All of them, hit or miss, so that the time taken says nothing.
        foreach (var open in await db.Set<PairingCode>().AsNoTracking().Where(c => c.UsedAt == null && c.ExpiresAt > now).ToListAsync(cancel))
            if (open.Matches(code)) match = open;
        if (match is null) return null;

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Set<PairingCode>().Where(c => c.Id == match.Id && c.UsedAt == null).ExecuteUpdateAsync(s => s.SetProperty(c => c.UsedAt, now), cancel) == 0) return null;
        var person = match.PersonId is { } id
            ? await db.Set<Person>().FirstAsync(p => p.Id == id, cancel)
            : new Person { Name = Named(senderName), Role = match.Role, Domains = match.Domains, UpTo = match.UpTo, Since = now };
        if (match.PersonId is null)
        {
            db.Add(person);
            await db.SaveChangesAsync(cancel);
        }
        else if (person is { Role: Role.Owner, Name: LocalOwner.FirstName })
        {
            person.Name = Named(senderName);
        }
        var identity = new Identity { PersonId = person.Id, Channel = channel, ExternalId = senderId, Address = address, PairedAt = now };
        db.Add(identity);
        db.Add(new LedgerEntry { At = now, Domain = "people", Kind = "granted", Who = match.MadeBy, Text = $"{person.Name} was paired on {channel} as {person.Role.ToString().ToLowerInvariant()}." });
        await db.SaveChangesAsync(cancel);
        await Strangers.WelcomeAsync(db, channel, senderId, cancel);
        await transaction.CommitAsync(cancel);

        people.Changed();
        if (match.Id == currentId)
        {
            current = null;
            CurrentCodeChanged?.Invoke();
        }
        // Whoever let somebody in by mistake, or lost a code, sees it at once.
        await outbox.TellAsync($"paired:{identity.Id}", Audience.Owners,
            new Reply($"{person.Name} is now paired on {channel} as {person.Role.ToString().ToLowerInvariant()}. Say \"people\" to see everybody."), cancel, (channel, address));
        return person;
    }

    private static string Named(string name)
    {
        var line = new string([.. name.Where(c => !char.IsControl(c))]).Trim();
        return line.Length == 0 ? "Somebody" : line.Length <= 60 ? line : line[..60];
    }

    private static string Welcome(Person person) => person.Role switch
    {
        Role.Owner => $"Welcome, {person.Name}. This account is paired: you may ask and decide everything here. Say \"help\" to see what I can do.",
        Role.Operator => $"Welcome, {person.Name}. You may ask me anything, and decide in {person.Domains} up to {person.UpTo.Word()}. Say \"help\" to see what I can do.",
        _ => $"Welcome, {person.Name}. You may ask me anything; decisions are for others. Say \"help\" to see what I can do.",
    };

    private string Polite(bool tried) =>
        $"Hello, I am Jarvis and work for {business.Value.Name}. I talk only with people who are paired with me. "
        + (tried ? "That code is wrong, used or expired; ask for a new one. " : "If you were given a pairing code, send it here. ")
        + "A wrong code gets no answer.";
}
