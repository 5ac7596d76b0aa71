using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>A record of a file.</summary>
/// <param name="Row">As a spreadsheet numbers it, from 1.</param>
/// <param name="Broken">What is wrong with its quotes; null when nothing is.</param>
internal sealed record CsvRecord(int Row, string[] Cells, string? Broken);

/// <summary>The records of a text, with what separates their cells found out.</summary>
internal static class CsvRecords
{
    /// <summary>A record of more lines has a quote that nobody closed.</summary>
    private const int MostLines = 60;

    private static readonly char[] Separators = [';', '\t', ',', '|'];

    /// <summary>The one of which the first line has most, outside of quotes; a first line "sep=;", as Excel writes it, says so itself.</summary>
    public static (char Separator, string Text) SeparatorOf(string text)
    {
        var line = text.AsSpan(0, text.AsSpan().IndexOfAny('\r', '\n') is >= 0 and var end ? end : text.Length);
        if (line.Length == 5 && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return (line[4], text[5..].TrimStart('\r', '\n'));
        var counts = new int[Separators.Length];
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && Array.IndexOf(Separators, c) is >= 0 and var at) counts[at]++;
        }
        return (counts.Max() is > 0 and var most ? Separators[Array.IndexOf(counts, most)] : ',', text);
    }

    /// <summary>All records but empty ones. After a quote that is never closed, reading goes on in the next line, so that it costs one row.</summary>
    public static IEnumerable<CsvRecord> Read(string text, char separator)
    {
        var (from, row) = (0, 0);
        while (from < text.Length)
        {
            var broken = false;
            var settings = new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = separator.ToString(), HasHeaderRecord = false, IgnoreBlankLines = false, TrimOptions = TrimOptions.Trim, BadDataFound = _ => broken = true,
            };
            using var parser = new CsvParser(new StringReader(text[from..]), settings);
            var (begin, line) = (0L, 0);
            var runaway = false;
            while (parser.Read())
            {
                row++;
                if (runaway = parser.RawRow - line > MostLines) break;
                var cells = parser.Record!;
                if (Array.Exists(cells, c => c.Length > 0)) yield return new CsvRecord(row, cells, broken ? "has a quote in the middle of a cell: double it, or put quotes around the whole cell" : null);
                (begin, line, broken) = (parser.CharCount, parser.RawRow, false);
            }
            if (!runaway) yield break;
            var start = from + (int)begin;
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found : text.Length;
            yield return new CsvRecord(row, text[start..end].TrimEnd('\r').Split(separator), "opens a quote that is not closed: close it, or take it out");
            from = end + 1;
        }
    }
}
