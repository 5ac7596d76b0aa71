using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>Two contacts that are likely one person, and why.</summary>
/// <param name="Other">The younger of the two.</param>
internal sealed record LikelyDuplicate(ContactLine Kept, ContactLine Other, string Why);

/// <summary>What is compared of a contact.</summary>
internal sealed record ContactLine(int Id, string Name, string Company, string? Email, string Phone)
{
    public string Title => Name.Length > 0 ? Name : Email ?? Phone;
}

/// <summary>
/// Finds likely duplicates: the same address, the same number, the same name at the same company, and addresses that differ by one slip of a key
/// (Damerau's edit distance of one) where the name is the same or the domain is a well-known one mistyped. Only those who share a value
/// are compared, so that a hundred thousand contacts take a second.
/// </summary>
internal sealed class DuplicateFinder(IDbContextFactory<JarvisDb> databases)
{
    private const int FewestDigits = 7;

    /// <summary>More contacts with one number are a switchboard's, and with one name a common one.</summary>
    private const int MostInGroup = 8;

    /// <summary>The surest first.</summary>
    public async Task<IReadOnlyList<LikelyDuplicate>> FindAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var all = await db.Set<Contact>().AsNoTracking().Where(c => c.MergedIntoId == null).OrderBy(c => c.Id).Select(c => new ContactLine(c.Id, c.Name, c.Company, c.Email, c.Phone)).ToListAsync(cancel);
        var plain = new Plain[all.Count];
        Parallel.ForEach(Partitioner.Create(0, all.Count + 1), range =>
        {
            for (var i = range.Item1; i < Math.Min(range.Item2, all.Count); i++) plain[i] = new Plain(Letters(all[i].Name), Letters(all[i].Company));
        });
        (Func<int, string> By, Func<int, int, string?> Why)[] likenesses =
        [
            (i => all[i].Email ?? "", (_, _) => "the same e-mail address"),
            (i => Number(all[i].Phone), (a, b) => SamePerson(plain[a].Name, plain[b].Name) ? "the same phone number" : null),
            (i => plain[i] is { Name.Length: > 0, Company.Length: > 0 } both ? $"{both.Name}|{both.Company}" : "", (_, _) => "the same name and company"),
            (i => plain[i].Name, (a, b) => all[a].Email is { } one && all[b].Email is { } two && OneSlip(one, two) ? "the same name, and addresses that differ by one letter" : null),
            (i => all[i].Email is { } mail ? mail[..Math.Max(0, mail.LastIndexOf('@'))] : "", (a, b) => MistypedDomain(all[a].Email!, all[b].Email!) ? "the same address but for a mistyped domain" : null),
        ];
        var groups = new List<List<int>>[likenesses.Length];
        Parallel.For(0, groups.Length, i => groups[i] = [.. Sharing(all.Count, likenesses[i].By)]);

        var found = new Dictionary<(int, int), LikelyDuplicate>();
        for (var like = 0; like < likenesses.Length; like++)
            foreach (var some in groups[like])
                for (var i = 0; i < some.Count; i++)
                    for (var j = i + 1; j < some.Count; j++)
                        if (likenesses[like].Why(some[i], some[j]) is { } said) found.TryAdd((all[some[i]].Id, all[some[j]].Id), new LikelyDuplicate(all[some[i]], all[some[j]], said));
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

    /// <summary>Name and company as they are compared.</summary>
    private readonly record struct Plain(string Name, string Company);

    /// <summary>Those who share a value that is not empty, some but not many, in the order of the first of each. Most share none, and cost no list.</summary>
    private static IEnumerable<List<int>> Sharing(int count, Func<int, string> by)
    {
        var first = new Dictionary<string, int>(count, StringComparer.Ordinal);
        var groups = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < count; i++)
        {
            var value = by(i);
            if (value.Length == 0 || first.TryAdd(value, i)) continue;
            var at = first[value];
            if (!groups.TryGetValue(at, out var some)) groups[at] = some = [at];
            some.Add(i);
        }
        return groups.Values.Where(g => g.Count <= MostInGroup);
    }

    /// <summary>Two people of one company may share a number; not when both have names and the names are others.</summary>
    private static bool SamePerson(string a, string b) => a.Length == 0 || b.Length == 0 || a == b || OneSlip(a, b) || a.Split(' ')[^1] == b.Split(' ')[^1];

    /// <summary>A number without its prefix of country or trunk: the last eight digits.</summary>
    private static string Number(string phone)
    {
        var digits = new string([.. phone.Where(char.IsDigit)]);
        return digits.Length < FewestDigits ? "" : digits[^Math.Min(8, digits.Length)..];
    }

    /// <summary>Letters and digits alone, small and without accents; anything else parts words.</summary>
    private static string Letters(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
        return plain.ToString().TrimEnd();
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
