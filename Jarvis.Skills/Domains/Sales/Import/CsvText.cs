using System.Text;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>A file's bytes as text, whatever program saved it.</summary>
internal static class CsvText
{
    private const int Windows1252 = 1252;

    /// <summary>
    /// What a byte order mark says; else UTF-8 where the bytes are that, and else Windows-1252, which spreadsheets in Western Europe still save and
    /// which has Latin-1 within it.
    /// </summary>
    public static (string Text, string Encoding) Read(byte[] content)
    {
        foreach (var marked in new Encoding[] { new UTF8Encoding(true, true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true) })
            if (content.AsSpan().StartsWith(marked.Preamble)) return (marked.GetString(content, marked.Preamble.Length, content.Length - marked.Preamble.Length), marked.WebName.ToUpperInvariant());
        try
        {
            return (new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content), "UTF-8");
        }
        catch (DecoderFallbackException)
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(Windows1252)!.GetString(content), "Windows-1252");
        }
    }
}
