using System.Globalization;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>What each column of a file is, by its heading, else by what stands in it, else by what the owner says.</summary>
/// <param name="Headings">As they stand in the file; "column 3" where it has none.</param>
/// <param name="HasHeadings">False when the first row is somebody already.</param>
internal sealed record ImportColumns(IReadOnlyList<string> Headings, IReadOnlyList<ImportField> Fields, bool HasHeadings)
{
    /// <summary>Of the filled cells of a column, so many must look like an address or a number for it to be taken as such.</summary>
    private const double Most = 0.6;

    private static readonly char[] Between = [',', ';', '\n'];

    public static ImportColumns Of(IReadOnlyList<CsvRecord> sample, string? said)
    {
        var first = sample[0].Cells;
        var named = first.Count(c => ImportHeadings.Of(c) != ImportField.Note);
        var hasHeadings = named > 0 || !Array.Exists(first, c => ImportCell.IsEmail(c) || ImportCell.IsPhone(c));
        var width = hasHeadings ? first.Length : sample.Max(r => r.Cells.Length);
        var headings = Enumerable.Range(0, width).Select(i => hasHeadings && first[i].Length > 0 ? first[i] : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}")).ToList();
        var fields = headings.ConvertAll(h => hasHeadings ? ImportHeadings.Of(h) : ImportField.Note);
        var rows = sample.Skip(hasHeadings ? 1 : 0).ToList();
        Guess(ImportField.Email, ImportCell.IsEmail);
        Guess(ImportField.Phone, ImportCell.IsPhone);
        if (!hasHeadings) Guess(ImportField.Name, c => c.Contains(' ', StringComparison.Ordinal) && c.All(l => char.IsLetter(l) || l is ' ' or '.' or '-' or '\''));
        // "Nom" and "Nome" are the whole name where no other column has a part of it.
        if (!fields.Contains(ImportField.Name) && fields.Contains(ImportField.FirstName) != fields.Contains(ImportField.LastName))
            fields = fields.ConvertAll(f => f is ImportField.FirstName or ImportField.LastName ? ImportField.Name : f);
        foreach (var (column, field) in Said(said, headings)) fields[column] = field;
        return new ImportColumns(headings, fields, hasHeadings);

        void Guess(ImportField field, Func<string, bool> looks)
        {
            if (fields.Contains(field)) return;
            for (var i = 0; i < width; i++)
            {
                if (fields[i] != ImportField.Note) continue;
                var cells = rows.Where(r => i < r.Cells.Length && r.Cells[i].Length > 0).Select(r => r.Cells[i]).ToList();
                if (cells.Count == 0 || cells.Count(looks) < Most * cells.Count) continue;
                fields[i] = field;
                return;
            }
        }
    }

    /// <summary>"Kunde = company, 3 = phone": a heading or a number, and what it is.</summary>
    private static IEnumerable<(int Column, ImportField Field)> Said(string? said, List<string> headings)
    {
        foreach (var part in (said ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', StringSplitOptions.TrimEntries) is not [var column, var what] || what.Length == 0) throw new BadRequestException($"columns has \"{part}\". Write a heading or a number, = and what it is: \"Kunde = company, 3 = phone\".");
            var at = headings.FindIndex(h => string.Equals(h, column, StringComparison.OrdinalIgnoreCase));
            if (at < 0 && int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= headings.Count) at = number - 1;
            if (at < 0) throw new BadRequestException($"There is no column \"{column}\". The file has {string.Join(", ", headings)}.");
            var field = ImportHeadings.Of(what);
            if (field is ImportField.Note or ImportField.Ignored && !string.Equals(what, "note", StringComparison.OrdinalIgnoreCase))
                throw new BadRequestException($"\"{what}\" is nothing that a column can be. It can be name, first name, last name, email, company, phone, message, source, consent, time zone or note.");
            yield return (at, string.Equals(what, "note", StringComparison.OrdinalIgnoreCase) ? ImportField.Note : field);
        }
    }
}
