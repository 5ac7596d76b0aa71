using System.Text.RegularExpressions;

namespace Jarvis.Skills.Business.Mail.Reading;

/// <summary>Takes off what a mail quotes of those before it, as mail programs mark it.</summary>
internal static partial class QuotedText
{
    /// <summary>What the writer wrote this time; all of it where nothing is left otherwise.</summary>
    public static string Without(string text)
    {
        var own = Introduction().Match(text) is { Success: true } match ? text[..match.Index] : text;
        var lines = own.Split('\n').Where(l => !l.TrimStart().StartsWith('>'));
        var said = string.Join('\n', lines).Trim();
        return said.Length == 0 && !text.TrimStart().StartsWith('>') && !Introduction().IsMatch(text) ? text.Trim() : said;
    }

    // "On … wrote:", also over two lines and in other languages; Outlook's lines of headers; the marks before a signature stay.
    [GeneratedRegex(@"^[ \t]*(On\b.{3,200}\bwrote|Am\b.{3,200}\b(schrieb|geschrieben)|Le\b.{3,200}\ba [ée]crit|El\b.{3,200}\bescribi[óo]|Il\b.{3,200}\bha scritto|Op\b.{3,200}\b(schreef|het volgende))\b[^\n]{0,100}:[ \t]*$|^[ \t]*-{2,}[ \t]*(Original Message|Urspr[üu]ngliche Nachricht|Forwarded message|Message d'origine)[ \t]*-{2,}|^_{10,}[ \t]*$|^(From|Von|De):[^\n]*\n(Sent|Gesendet|Envoy[ée]|Date|Datum|To|An|Enviado)[^\n]*:",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Introduction();
}
