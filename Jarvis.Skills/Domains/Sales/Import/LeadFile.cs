using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>A file of people, read: who stands in it, and which rows are wrong.</summary>
internal sealed record LeadFile(string Name, string Encoding, char Separator, ImportColumns Columns, IReadOnlyList<ImportRow> Rows, IReadOnlyList<WrongRow> Wrong)
{
    public const int MostRows = 500_000;
    private const int Sample = 200;

    /// <param name="columns">What the owner says of columns; see <see cref="ImportColumns"/>.</param>
    /// <exception cref="BadRequestException">Nobody can be read from it; says why.</exception>
    public static LeadFile Read(string name, byte[] content, string? columns)
    {
        if (content.AsSpan().StartsWith("PK"u8)) throw new BadRequestException($"{name} is a workbook, not CSV. In the spreadsheet choose Save as, CSV UTF-8, and send that.");
        var (text, encoding) = CsvText.Read(content);
        if (text.Contains('\0', StringComparison.Ordinal)) throw new BadRequestException($"{name} is no text. Save it as CSV and send it again.");
        var (separator, body) = CsvRecords.SeparatorOf(text);
        var records = CsvRecords.Read(body, separator).Take(MostRows + 2).ToList();
        if (records.Count > MostRows + 1) throw new BadRequestException($"{name} has more than {MostRows:#,0} rows. Split it and send the parts.");
        if (records.Count == 0) throw new BadRequestException($"{name} is empty.");
        var known = ImportColumns.Of([.. records.Take(Sample)], columns);
        if (!known.Fields.Any(f => f is ImportField.Email or ImportField.Phone))
            throw new BadRequestException($"I find neither e-mail addresses nor phone numbers in {name}. Its columns are {string.Join(", ", known.Headings)}. Name one of them \"E-mail\" or \"Phone\" and send it again.");

        var (rows, wrong) = (new List<ImportRow>(records.Count), new List<WrongRow>());
        var reader = new ImportRowReader(known, separator);
        foreach (var record in records.Skip(known.HasHeadings ? 1 : 0))
        {
            if (reader.Read(record, out var mends) is { } row) rows.Add(row);
            else wrong.Add(new WrongRow(record.Row, record.Cells, string.Join("; ", mends)));
        }
        return new LeadFile(name, encoding, separator, known, rows, wrong);
    }

    /// <summary>The wrong rows as they were, with what to mend: mended, the file can be sent again.</summary>
    public byte[] WrongRows()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = Separator.ToString() }))
        {
            Write(csv, [ImportHeadings.Row, ImportHeadings.Mend, .. Columns.Headings]);
            foreach (var row in Wrong) Write(csv, [row.Row.ToString(CultureInfo.InvariantCulture), row.Mend, .. row.Cells]);
        }
        // With its mark, without which spreadsheets take UTF-8 for something else.
        return [.. System.Text.Encoding.UTF8.Preamble, .. System.Text.Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static void Write(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        csv.NextRecord();
    }
}
