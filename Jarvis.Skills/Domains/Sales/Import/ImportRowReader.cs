using System.Globalization;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>Reads rows by what their columns are, and says of a wrong one what to mend.</summary>
internal sealed class ImportRowReader(ImportColumns columns, char separator)
{
    private const int MostName = 200;
    private const int MostPhone = 40;
    private const int MostText = 10_000;
    private const int MostSource = 60;
    private const int MostConsent = 1000;

    private static readonly HashSet<string> No = new(StringComparer.OrdinalIgnoreCase) { "no", "n", "0", "false", "-", "nein", "non", "nee", "nej", "nei", "não", "nao", "nie", "ei", "hayır", "нет", "unsubscribed", "opted out" };

    /// <returns>Null when it is wrong.</returns>
    public ImportRow? Read(CsvRecord record, out List<string> mends)
    {
        mends = [];
        if (record.Broken is { } broken) mends.Add($"the row {broken}");
        var cells = record.Cells;
        if (cells.Skip(columns.Fields.Count).Any(c => c.Length > 0))
            mends.Add(string.Create(CultureInfo.InvariantCulture, $"the row has {cells.Length} cells and the file {columns.Fields.Count} columns: put quotes around a text that has {Named(separator)} in it"));
        var values = new string[Enum.GetValues<ImportField>().Length];
        Array.Fill(values, "");
        var heads = new string[values.Length];
        var notes = new List<string>();
        for (var i = 0; i < columns.Fields.Count && i < cells.Length; i++)
        {
            var (field, cell) = ((int)columns.Fields[i], cells[i]);
            if (cell.Length == 0 || columns.Fields[i] == ImportField.Ignored) continue;
            // A second number or address is kept beside the first.
            if (columns.Fields[i] == ImportField.Note || values[field].Length > 0) notes.Add($"{columns.Headings[i]}: {cell}");
            else (values[field], heads[field]) = (cell, columns.Headings[i]);
        }

        var name = values[(int)ImportField.Name] is { Length: > 0 } whole ? whole : $"{values[(int)ImportField.FirstName]} {values[(int)ImportField.LastName]}".Trim();
        if (name.Length > MostName) mends.Add(TooLong("the name", name, MostName));
        var email = values[(int)ImportField.Email] is { Length: > 0 } address ? ImportCell.Email(address) : null;
        if (email is null && values[(int)ImportField.Email] is { Length: > 0 } bad) mends.Add($"{heads[(int)ImportField.Email]}: \"{Short(bad)}\" is no e-mail address; write one such as name@example.com, or leave it empty where there is a phone number");
        var phone = Text(ImportField.Phone, MostPhone, mends);
        if (phone.Length > 0 && ImportCell.WrongPhone(phone) is { } wrong) mends.Add($"{heads[(int)ImportField.Phone]}: \"{phone}\" {wrong}");
        if (values[(int)ImportField.Email].Length == 0 && phone.Length == 0) mends.Add("e-mail and phone are both empty; fill in one of them");
        var zone = values[(int)ImportField.TimeZone];
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) mends.Add($"{heads[(int)ImportField.TimeZone]}: \"{Short(zone)}\" is no time zone; write one such as Europe/Berlin, or leave it empty");
        var agreed = Text(ImportField.Consent, MostConsent, mends);
        var row = new ImportRow(record.Row)
        {
            Name = name, Email = email, Phone = phone, Company = Text(ImportField.Company, MostName, mends), Message = Text(ImportField.Message, MostText, mends),
            Source = Text(ImportField.Source, MostSource, mends) is { Length: > 0 } source ? source : null,
            Consent = agreed.Length > 0 && !No.Contains(agreed) ? $"{heads[(int)ImportField.Consent]}: {agreed}" : null,
            TimeZone = zone.Length > 0 ? zone : null, Notes = string.Join('\n', notes),
        };
        if (row.Notes.Length > MostText) mends.Add(TooLong("the rest of the row", row.Notes, MostText));
        return mends.Count == 0 ? row : null;

        string Text(ImportField field, int most, List<string> wrongs)
        {
            var value = values[(int)field];
            if (value.Length > most) wrongs.Add(TooLong(heads[(int)field], value, most));
            return value;
        }
    }

    private static string TooLong(string what, string value, int most) => string.Create(CultureInfo.InvariantCulture, $"{what}: has {value.Length:#,0} characters; at most {most:#,0} are kept, so shorten it");

    private static string Short(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "…");

    private static string Named(char separator) => separator switch { '\t' => "a tab", ',' => "a comma", ';' => "a semicolon", _ => $"a {separator}" };
}
