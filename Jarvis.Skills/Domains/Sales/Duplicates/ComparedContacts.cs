using System.Globalization;
using System.Text;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>What is compared of a contact.</summary>
internal sealed record ContactLine(int Id, string Name, string Company, string? Email, string Phone)
{
    public string Title => Name.Length > 0 ? Name : Email ?? Phone;
}

/// <summary>A contact with its name and company as they are compared.</summary>
internal sealed record Compared(ContactLine Line, string Name, string Company)
{
    private const int UsualLength = 128;

    public static Compared Of(ContactLine line) => new(line, Letters(line.Name), Letters(line.Company));

    /// <summary>Letters and digits alone, small and without accents; anything else parts words.</summary>
    private static string Letters(string text)
    {
        var letters = Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormD);
        Span<char> plain = letters.Length <= UsualLength ? stackalloc char[UsualLength] : new char[letters.Length];
        var length = 0;
        foreach (var c in letters)
            if (char.IsLetterOrDigit(c)) plain[length++] = char.ToLowerInvariant(c);
            else if (length > 0 && plain[length - 1] != ' ' && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) plain[length++] = ' ';
        return new string(plain[..length].TrimEnd(' '));
    }
}

/// <summary>Reads all contacts, each core a part of them.</summary>
internal sealed class ComparedContacts(IDbContextFactory<JarvisDb> databases)
{
    private const int MostParts = 4;

    /// <summary>Fewer are read faster by one.</summary>
    private const int LeastOfPart = 5000;

    /// <summary>Those who were not merged into another, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<Compared>> ReadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var last = await db.Set<Contact>().MaxAsync(c => (int?)c.Id, cancel) ?? 0;
        var parts = Math.Clamp(Math.Min(Environment.ProcessorCount, last / LeastOfPart), 1, MostParts);
        var read = await Task.WhenAll(Enumerable.Range(0, parts).Select(part => Task.Run(() => Read((int)((long)last * part / parts), (int)((long)last * (part + 1) / parts), cancel), cancel)));
        return read is [var one] ? one : [.. read.SelectMany(r => r)];
    }

    // Row by row without waiting: each wait costs more than the row.
    private List<Compared> Read(int after, int upTo, CancellationToken cancel)
    {
        using var db = databases.CreateDbContext();
        var read = new List<Compared>(upTo - after);
        foreach (var line in db.Set<Contact>().AsNoTracking().Where(c => c.MergedIntoId == null && c.Id > after && c.Id <= upTo).OrderBy(c => c.Id)
            .Select(c => new ContactLine(c.Id, c.Name, c.Company, c.Email, c.Phone)))
        {
            cancel.ThrowIfCancellationRequested();
            read.Add(Compared.Of(line));
        }
        return read;
    }
}
