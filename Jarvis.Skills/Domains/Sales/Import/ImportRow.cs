namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>Somebody, as a row of a file has them.</summary>
/// <param name="Row">As a spreadsheet numbers it.</param>
internal sealed record ImportRow(int Row)
{
    public string Name { get; init; } = "";

    /// <summary>In lower case.</summary>
    public string? Email { get; init; }

    public string Company { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Message { get; init; } = "";

    public string? Source { get; init; }

    public string? Consent { get; init; }

    public string? TimeZone { get; init; }

    /// <summary>The columns that are nothing of a lead's, a line each: "Profession: teacher".</summary>
    public string Notes { get; init; } = "";

    public string Title => Name.Length > 0 ? Name : Email ?? Phone;
}

/// <summary>A row that cannot be imported.</summary>
/// <param name="Cells">As they stand in the file.</param>
/// <param name="Mend">The field, what is wrong with it and what to do: "E-Mail: \"mara@\" is no e-mail address; …".</param>
internal sealed record WrongRow(int Row, IReadOnlyList<string> Cells, string Mend);
