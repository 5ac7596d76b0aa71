using System.Text;
using System.Text.RegularExpressions;
using Jarvis.Skills.Business.Mail.Composing;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Jarvis.Skills.Domains.Sales.Drafts;

/// <summary>
/// What a text names that can cost money or lead somewhere: links and addresses, amounts and percentages ("129 EUR", "ninety percent"), other numbers, and words
/// of giving away ("discount", "refund"). Each in one spelling, so that two texts can be held against each other.
/// </summary>
internal sealed partial record Claims(IReadOnlySet<string> Links, IReadOnlySet<string> Amounts, IReadOnlySet<string> Numbers, IReadOnlySet<string> Gifts)
{
    private const string Percent = @"%|‰|(?:per\s?cent|pct|prozent|procent|pour\s?cent|por\s?ciento|per\s?cento)\b";
    private const string Currency = @"(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|JPY|CAD|AUD|INR|euros?|dollars?|bucks|pounds?|francs?|cents?|kronor|kroner|yen)\b";
    private const string Figure = @"\d+(?:[.,'’]\d+)*(?:\s?(?:k|thousand|million|tausend)\b)?";
    private const string InWords = @"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\p{L}+teen|\p{L}*(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)|hundred|thousand|million|half|dozen|eine?n?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|elf|zwölf|\p{L}*zehn|\p{L}*(?:zig|ßig)|\p{L}*hundert|\p{L}*tausend)";

    /// <summary>A mail's Markdown as whoever gets it sees it, in plain letters: what is written to look like another letter, or not at all, is undone.</summary>
    /// <exception cref="ArgumentException">It is nested too deep to be read.</exception>
    public static string Seen(string markdown)
    {
        var document = MailMarkdown.Parse(markdown);
        var hidden = document.Descendants<LinkInline>().Select(l => $"{l.Url} {l.Title}");
        return Plain($"{MailText.Of(document)}\n{string.Join('\n', hidden)}");
    }

    /// <summary>In plain letters, as above; for what is no Markdown.</summary>
    public static string Plain(string text) => Invisible().Replace(text.Normalize(NormalizationForm.FormKC), "");

    /// <param name="plain">In plain letters.</param>
    public static Claims Of(string plain)
    {
        var links = Link().Matches(plain).Select(m => Bare(m.Value)).Where(l => l.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var rest = Link().Replace(plain, " ");
        var amounts = Amount().Matches(rest).Select(m => $"{Value(m.Groups["value"].Value)} {Unit(m.Groups["unit"].Value)}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        // The numbers of a list are none of the text.
        var others = ListNumber().Replace(Amount().Replace(rest, " "), " ");
        return new Claims(links, amounts, Number().Matches(others).Select(m => Value(m.Value)).ToHashSet(StringComparer.Ordinal), Gift().Matches(rest).Select(m => m.Value).ToHashSet(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What both name.</summary>
    public Claims And(Claims other) => new(Both(Links, other.Links), Both(Amounts, other.Amounts), Both(Numbers, other.Numbers), Both(Gifts, other.Gifts));

    private static HashSet<string> Both(IReadOnlySet<string> one, IReadOnlySet<string> other) => new(one.Concat(other), StringComparer.OrdinalIgnoreCase);

    /// <summary>"https://www.example.com/" and "www.example.com" are one.</summary>
    private static string Bare(string link)
    {
        var bare = link.Trim('(', ')', '[', ']', '<', '>', '"', '\'', '*', '_', ',', ';', ':', '!', '?', '.', '“', '”', '„');
        foreach (var scheme in new[] { "https://", "http://", "mailto:", "tel:" })
            if (bare.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) bare = bare[scheme.Length..];
        return bare.TrimEnd('/');
    }

    /// <summary>"1,290.00" and "1290" are one, and so are "12,5" and "12.50".</summary>
    private static string Value(string said)
    {
        if (said.Length == 0 || !char.IsDigit(said[0])) return said;
        var digits = new string([.. said.TakeWhile(c => !char.IsWhiteSpace(c) && !char.IsLetter(c))]);
        var times = said[digits.Length..].Trim();
        var last = digits.LastIndexOfAny(['.', ',']);
        // Three digits behind the last mark are thousands, unless what is before it cannot be.
        var hasFraction = last > 0 && (digits.Length - last != 4 || digits[0] == '0');
        var whole = string.Concat((hasFraction ? digits[..last] : digits).Where(char.IsDigit));
        var fraction = hasFraction ? digits[(last + 1)..].TrimEnd('0') : "";
        return (fraction.Length > 0 ? $"{whole}.{fraction}" : whole) + times;
    }

    private static string Unit(string unit) => unit.ToLowerInvariant() switch
    {
        "€" or "euro" or "euros" => "EUR",
        "$" or "dollar" or "dollars" or "bucks" => "USD",
        "£" or "pound" or "pounds" => "GBP",
        "pln" => "PLN",
        ['p', ..] => "%",
        var other => other.ToUpperInvariant(),
    };

    [GeneratedRegex(@"\p{Cf}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Invisible();

    [GeneratedRegex(@"\S*(?:://|@)\S*|\S*[\p{L}\p{N}-](?:\.|\[\.\]|\(\.\)|\[dot\]|\(dot\)|。)\p{L}{2,}\S*|\bhxxps?\S*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Link();

    // A currency before or behind its figure; a figure or a word before a percent sign; and what stands there in any other language.
    [GeneratedRegex($@"(?<unit>\p{{Sc}}|\b{Currency})\s?(?<value>{Figure})|(?<value>{Figure}|\b{InWords})[\s-]*(?<unit>\p{{Sc}}|{Currency}|{Percent})|(?<value>\p{{L}}*)[\s-]*(?<unit>{Percent})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^\s*\d{1,2}\.\s", RegexOptions.CultureInvariant | RegexOptions.Multiline, 10_000)]
    private static partial Regex ListNumber();

    [GeneratedRegex(@"\d+(?:[.,'’]\d+)*", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:discount|rebate|reduction|cheaper|gratis|refund|voucher|coupon|gift|waive|half[ -]price|half off|on the house|no charge|no cost|(?<!feel )free\b|complimentary|rabatt|nachlass|kostenlos|gutschein|geschenkt|erstattung|umsonst)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Gift();
}
