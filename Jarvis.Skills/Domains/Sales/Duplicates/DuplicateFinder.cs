using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>Two contacts that are likely one person, and why.</summary>
/// <param name="Other">The younger of the two.</param>
internal sealed record LikelyDuplicate(ContactLine Kept, ContactLine Other, string Why);

/// <summary>
/// Finds likely duplicates: the same address, the same number, the same name at the same company, and addresses that differ by one slip of a key
/// (Damerau's edit distance of one) where the name is the same or the domain is a well-known one mistyped. Only those who share a value
/// are compared, so that a hundred thousand contacts take a second.
/// </summary>
internal sealed class DuplicateFinder(IDbContextFactory<JarvisDb> databases, ComparedContacts contacts)
{
    private const int FewestDigits = 7;

    /// <summary>More contacts with one number are a switchboard's, and with one name a common one.</summary>
    private const int MostInGroup = 8;

    private static readonly (Func<Compared, string> By, Func<Compared, Compared, string?> Why)[] Likenesses =
    [
        (c => c.Line.Email ?? "", (_, _) => "the same e-mail address"),
        (c => Number(c.Line.Phone), (a, b) => SamePerson(a.Name, b.Name) ? "the same phone number" : null),
        (c => c is { Name.Length: > 0, Company.Length: > 0 } ? $"{c.Name}|{c.Company}" : "", (_, _) => "the same name and company"),
        (c => c.Name, (a, b) => a.Line.Email is { } one && b.Line.Email is { } two && OneSlip(one, two) ? "the same name, and addresses that differ by one letter" : null),
        (c => c.Line.Email is { } mail ? mail[..Math.Max(0, mail.LastIndexOf('@'))] : "", (a, b) => MistypedDomain(a.Line.Email!, b.Line.Email!) ? "the same address but for a mistyped domain" : null),
    ];

    /// <summary>The surest first.</summary>
    public async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(CancellationToken cancel)
    {
        var all = await contacts.ReadAsync(cancel);
        var groups = new List<List<Compared>>[Likenesses.Length];
        Parallel.For(0, groups.Length, i => groups[i] = SharedValues.Of(all, Likenesses[i].By, MostInGroup));
        var found = new Dictionary<(int, int), LikelyDuplicate>();
        for (var like = 0; like < groups.Length; like++)
            foreach (var some in groups[like])
                for (var i = 0; i < some.Count; i++)
                    for (var j = i + 1; j < some.Count; j++)
                        if (Likenesses[like].Why(some[i], some[j]) is { } said) found.TryAdd((some[i].Line.Id, some[j].Line.Id), new LikelyDuplicate(some[i].Line, some[j].Line, said));
        return [.. found.Values];
    }

    /// <exception cref="BadRequestException">There is no such contact.</exception>
    public async Task<Contact> NeedAsync(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Contact>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == number, cancel) ?? throw new BadRequestException($"There is no contact {number}. \"duplicates\" lists those who are likely one person.");
    }

    /// <summary>How many leads and deals hang on a contact.</summary>
    public async Task<(int Leads, int Deals)> CountAsync(int contact, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return (await db.Set<Lead>().CountAsync(l => l.ContactId == contact, cancel), await db.Set<Deals.Deal>().CountAsync(d => d.ContactId == contact, cancel));
    }

    /// <summary>Two people of one company may share a number; not when both have names and the names are others.</summary>
    private static bool SamePerson(string a, string b) => a.Length == 0 || b.Length == 0 || a == b || OneSlip(a, b) || a.Split(' ')[^1] == b.Split(' ')[^1];

    /// <summary>A number without its prefix of country or trunk: the last eight digits.</summary>
    private static string Number(string phone)
    {
        Span<char> last = stackalloc char[8];
        var from = last.Length;
        for (var i = phone.Length - 1; i >= 0 && from > 0; i--)
            if (char.IsDigit(phone[i])) last[--from] = phone[i];
        return last.Length - from < FewestDigits ? "" : new string(last[from..]);
    }

    private static bool MistypedDomain(string a, string b) =>
        FreeMail.Is(a) != FreeMail.Is(b) && OneSlip(a[(a.LastIndexOf('@') + 1)..], b[(b.LastIndexOf('@') + 1)..]);

    /// <summary>One letter more, less or other, or two neighbours the wrong way round (F. J. Damerau, 1964).</summary>
    private static bool OneSlip(string a, string b)
    {
        if (a.Length > b.Length) (a, b) = (b, a);
        if (b.Length - a.Length > 1 || a == b) return false;
        var at = a.AsSpan().CommonPrefixLength(b);
        if (b.Length > a.Length) return a.AsSpan(at).SequenceEqual(b.AsSpan(at + 1));
        return a.AsSpan(at + 1).SequenceEqual(b.AsSpan(at + 1))
            || (at + 1 < a.Length && a[at] == b[at + 1] && a[at + 1] == b[at] && a.AsSpan(at + 2).SequenceEqual(b.AsSpan(at + 2)));
    }
}
