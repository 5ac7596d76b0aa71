using System.Text.RegularExpressions;
using Jarvis.Skills.Domains.Sales.Leads;

namespace Jarvis.Skills.Domains.Sales.Drafts;

/// <summary>Whom a draft greets. A mail that begins with somebody else's name tells a stranger who else writes to the business.</summary>
internal static partial class Greeting
{
    private static readonly HashSet<string> Anybody = new(StringComparer.OrdinalIgnoreCase) { "there", "all", "everyone", "everybody", "team", "sir", "madam", "and", "or", "mr", "mrs", "ms", "dr", "prof", "again", "herr", "frau", "zusammen", "damen", "herren", "und" };

    /// <summary>The first word of the greeting that names nobody of the lead; null where there is none.</summary>
    /// <param name="seen">The draft in plain letters.</param>
    /// <param name="theirs">What the lead wrote, which may be signed.</param>
    public static string? Stranger(string seen, string theirs, Lead lead)
    {
        if (Opening().Match(seen.TrimStart()) is not { Success: true } greeting) return null;
        var theirNames = Word().Matches($"{lead.Contact!.Name} {lead.Contact.Company} {lead.Contact.Email} {theirs}").Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = Word().Matches(greeting.Groups["who"].Value).Select(m => m.Value).Where(w => !Anybody.Contains(w)).ToList();
        // A known first name with an unknown other is still the lead.
        return names.Exists(theirNames.Contains) ? null : names.FirstOrDefault();
    }

    [GeneratedRegex(@"^(?:hello|hi|hey|dear|good\s+(?:morning|afternoon|evening|day)|hallo|moin|liebe[rs]?|guten\s+(?:tag|morgen|abend)|sehr\s+geehrte[rs]?(?:\s+damen\s+und\s+herren)?|bonjour|hej|hola|ciao)\b[ \t]*(?<who>[^\n,!.:;]{0,80})[,!.:;\n]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
