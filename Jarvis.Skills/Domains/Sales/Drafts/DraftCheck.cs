using System.Globalization;
using System.Text.RegularExpressions;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Drafts;

/// <summary>
/// Holds a draft to what the business has said: whatever a stranger talked the model into, no link, address, amount, percentage or discount gets through that
/// the business does not name itself, and no other customer. It judges figures and names, not the sense; that is the owner's, who reads each draft.
/// </summary>
internal sealed partial class DraftCheck(IDbContextFactory<JarvisDb> databases)
{
    /// <summary>In characters: so much is shown whole in a question.</summary>
    private const int Longest = 1300;

    private const int Shortest = 20;

    /// <summary>Numbers up to here count things in any sentence ("2 machines"), with a currency or a percent sign they are amounts.</summary>
    private const int Counting = 12;

    private const int MostWords = 5;

    /// <summary>What is wrong with a draft, in words that follow "it"; null when nothing is.</summary>
    /// <param name="own">What the business says of itself and has written to this lead: the source of all figures.</param>
    /// <param name="theirs">What the lead wrote. It is the source of plain numbers alone ("40 seats"): a link sent back to whoever's address was given would be the business's own word.</param>
    public async Task<string?> WrongAsync(string draft, IReadOnlyList<string> own, string theirs, Lead lead, CancellationToken cancel)
    {
        if (draft.Length is < Shortest or > Longest) return $"has {draft.Length} characters; {Shortest} to {Longest} are sent";
        string seen, published;
        try
        {
            (seen, published) = (Claims.Seen(draft), string.Join('\n', own.Select(Claims.Seen)));
        }
        catch (ArgumentException)
        {
            return "is nested too deep to be read";
        }
        var (said, allowed) = (Claims.Of(seen), Claims.Of(published));
        if (said.Links.Except(allowed.Links, StringComparer.OrdinalIgnoreCase).Any()) return "names a link or an address that you have not published";
        if (said.Amounts.Except(allowed.Amounts, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } amount) return $"names \"{amount}\", which you have not published";
        if (said.Gifts.Except(allowed.Gifts, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } gift) return $"speaks of \"{gift.ToLowerInvariant()}\", and you have published nothing of that";
        var numbers = allowed.Numbers.Concat(allowed.Amounts.Select(a => a.Split(' ')[0])).Concat(Claims.Of(Claims.Plain(theirs)).Numbers);
        if (said.Numbers.Except(numbers, StringComparer.Ordinal).FirstOrDefault(n => !int.TryParse(n, CultureInfo.InvariantCulture, out var count) || count > Counting) is { } number) return $"names the number {number}, which neither you nor the lead has written";
        if (Greeting.Stranger(seen, theirs, lead) is { } stranger) return $"greets {stranger}, who is not the lead";
        return await NamesSomebodyElseAsync(seen, published, lead, cancel) ? "names another contact of yours" : null;
    }

    /// <summary>Names of one word are no names: "Will" and "Sound" stand in many a sentence.</summary>
    private async Task<bool> NamesSomebodyElseAsync(string seen, string published, Lead lead, CancellationToken cancel)
    {
        var said = Runs(seen);
        said.ExceptWith(Runs(published));
        said.ExceptWith(Runs($"{lead.Contact!.Name}\n{lead.Contact.Company}"));
        await using var db = await databases.CreateDbContextAsync(cancel);
        await foreach (var other in db.Set<Contact>().AsNoTracking().Where(c => c.Id != lead.ContactId).Select(c => new { c.Name, c.Company }).AsAsyncEnumerable().WithCancellation(cancel))
            if (said.Contains(Run(other.Name)) || said.Contains(Run(other.Company))) return true;
        return false;
    }

    /// <summary>All that stands in two to five words beside each other.</summary>
    private static HashSet<string> Runs(string text)
    {
        var runs = new HashSet<string>(StringComparer.Ordinal);
        var words = WordsOf(text);
        for (var from = 0; from < words.Count; from++)
            for (var count = 2; count <= MostWords && from + count <= words.Count; count++) runs.Add(string.Join(' ', words.Skip(from).Take(count)));
        return runs;
    }

    private static string Run(string name) => name.Contains(' ', StringComparison.Ordinal) ? string.Join(' ', WordsOf(Claims.Plain(name)).Take(MostWords)) : "";

    private static List<string> WordsOf(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(m => m.Value)];

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
