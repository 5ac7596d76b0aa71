using System.Globalization;
using System.Text.RegularExpressions;

namespace Jarvis.Skills.Domains.Sales;

/// <summary>What Sales reads in the words of strangers, and makes of them.</summary>
internal static partial class Words
{
    private const int MostFirstName = 30;

    /// <summary>Whether a word of the text begins with these letters: "licence" is found in "licences", "seat" not in "deceased".</summary>
    public static bool Begins(string text, string with)
    {
        for (var at = text.IndexOf(with, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(with, at + 1, StringComparison.OrdinalIgnoreCase))
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1])) return true;
        return false;
    }

    /// <summary>The name to greet with; empty when what was given is no name. Whatever a stranger writes there comes back to them in a mail, so that it must be one.</summary>
    public static string FirstName(string name)
    {
        var first = name.Trim().Split(' ', 2)[0];
        return first.Length is > 1 and <= MostFirstName && Name().IsMatch(first) && !name.Contains("://", StringComparison.Ordinal) ? first : "";
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\p{L}[\p{L}\p{M}'’-]*\.?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Name();
}
