using System.Text;
using Jarvis.Skills.Domains.Sales.Import;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Domains.Sales.Import;

public sealed class LeadFileTests
{
    [Theory]
    [InlineData("Name,E-Mail,Company\nMara Lind,mara@north.example,North\n")]
    [InlineData("Vorname;Nachname;E-Mail-Adresse;Firma\nMara;Lind;MARA@north.example;North\n")]
    [InlineData("Prénom\tNom\tCourriel\tSociété\r\nMara\tLind\tmara@north.example\tNorth\r\n")]
    [InlineData("Nombre;Apellidos;Correo electrónico;Empresa\nMara;Lind;\"mara@north.example\";\"North\"\n")]
    [InlineData("sep=;\nFirst Name;Last Name;E-mail 1 - Value;Organization Name\nMara;Lind;mara@north.example;North\n")]
    [InlineData("Nome e cognome|Indirizzo e-mail|Azienda\nMara Lind|<mara@north.example>|North")]
    [InlineData("氏名,メールアドレス,会社名\nMara Lind,mara@north.example,North")]
    [InlineData("ФИО;Эл. почта;Компания\nMara Lind;mailto:mara@north.example;North")]
    public void Headings_of_many_languages_and_all_usual_separators_are_known(string text)
    {
        var row = Assert.Single(Read(text).Rows);
        Assert.Equal(("Mara Lind", "mara@north.example", "North", ""), (row.Name, row.Email, row.Company, row.Notes));
    }

    [Fact]
    public void What_no_heading_names_is_found_by_what_stands_in_it_and_the_rest_is_kept_as_notes()
    {
        var row = Assert.Single(Read("Wer,Wo erreichbar,Nummer,Hobby\nMara Lind,mara@north.example,+46 70 123 45 67,Segeln\n").Rows);
        Assert.Equal(("mara@north.example", "+46 70 123 45 67", "Wer: Mara Lind\nHobby: Segeln"), (row.Email, row.Phone, row.Notes));
        var bare = Read("Mara Lind,mara@north.example\nOle Berg,ole@south.example\n");
        Assert.False(bare.Columns.HasHeadings);
        Assert.Equal(["Mara Lind", "Ole Berg"], bare.Rows.Select(r => r.Name));
    }

    [Fact]
    public void The_owner_can_say_what_a_column_is()
    {
        Assert.Equal("Mara Lind", Assert.Single(Read("Wer,Mail\nMara Lind,mara@north.example\n", "Wer = name").Rows).Name);
        Assert.Contains("no column \"Wen\"", Assert.Throws<BadRequestException>(() => Read("Wer,Mail\nA,a@b.example\n", "Wen = name")).Message, StringComparison.Ordinal);
        Assert.Contains("\"colour\" is nothing that a column can be", Assert.Throws<BadRequestException>(() => Read("Wer,Mail\nA,a@b.example\n", "Wer = colour")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_encoding_that_spreadsheets_save_is_read()
    {
        const string Text = "Name;E-Mail\nJürgen Groß;jg@north.example\n";
        byte[][] all = [Encoding.UTF8.GetBytes(Text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)], [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)], Encoding.Latin1.GetBytes(Text)];
        Assert.All(all, content => Assert.Equal("Jürgen Groß", Assert.Single(LeadFile.Read("a.csv", content, null).Rows).Name));
    }

    [Fact]
    public void Each_wrong_row_says_its_number_its_field_and_the_mend_and_none_is_lost()
    {
        var file = Read("""
            Name,E-Mail,Phone
            Mara,mara@north.example,
            Ole,ole(at)south.example,
            Kim,,

            Liv,,4.67012E+10
            Per,per@x.example,,extra
            "Ada ""the"" Countess",ada@x.example,
            Bo "x" Ek,bo@x.example,
            """);
        Assert.Equal(["Mara", "Ada \"the\" Countess"], file.Rows.Select(r => r.Name));
        Assert.Equal([3, 4, 6, 7, 9], file.Wrong.Select(w => w.Row));
        Assert.Contains("E-Mail: \"ole(at)south.example\" is no e-mail address", file.Wrong[0].Mend, StringComparison.Ordinal);
        Assert.Contains("fill in one of them", file.Wrong[1].Mend, StringComparison.Ordinal);
        Assert.Contains("Phone: \"4.67012E+10\" is how a spreadsheet shortens a long number", file.Wrong[2].Mend, StringComparison.Ordinal);
        Assert.Contains("has 4 cells and the file 3 columns", file.Wrong[3].Mend, StringComparison.Ordinal);
        Assert.Contains("double it", file.Wrong[4].Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_one_row()
    {
        var text = new StringBuilder("Name,E-Mail\n\"Ole,ole@south.example\n");
        for (var i = 0; i < 500; i++) text.Append($"P {i},p{i}@x.example\n");
        var file = Read(text.ToString());
        Assert.Equal(2, Assert.Single(file.Wrong).Row);
        Assert.Contains("a quote that is not closed", file.Wrong[0].Mend, StringComparison.Ordinal);
        Assert.Equal(500, file.Rows.Count);
        Assert.Equal((502, "p499@x.example"), (file.Rows[^1].Row, file.Rows[^1].Email));
    }

    [Fact]
    public void The_file_of_wrong_rows_is_read_again_once_it_is_mended()
    {
        var file = Read("Name;E-Mail;Beruf\nOle;ole(at)south.example;\"Lehrer; in Oslo\"\n");
        var given = Encoding.UTF8.GetString(file.WrongRows()).TrimStart('\uFEFF');
        Assert.StartsWith("Row;What to mend;Name;E-Mail;Beruf", given, StringComparison.Ordinal);
        var row = Assert.Single(Read(given.Replace("Ole;ole(at)", "Ole;ole@", StringComparison.Ordinal)).Rows);
        Assert.Equal(("ole@south.example", "Beruf: Lehrer; in Oslo"), (row.Email, row.Notes));
    }

    [Fact]
    public void A_yes_is_consent_in_the_words_of_the_file_and_a_no_is_none() =>
        Assert.Equal(["Newsletter: ja", null, null], Read("E-Mail;Newsletter\na@x.example;ja\nb@x.example;nein\nc@x.example;\n").Rows.Select(r => r.Consent));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("Name,Company\nMara,North\n", "neither e-mail addresses nor phone numbers")]
    [InlineData("PK\u0003\u0004", "is a workbook")]
    public void What_nobody_can_be_read_from_says_why(string text, string why) =>
        Assert.Contains(why, Assert.Throws<BadRequestException>(() => Read(text)).Message, StringComparison.Ordinal);

    private static LeadFile Read(string text, string? columns = null) => LeadFile.Read("people.csv", Encoding.UTF8.GetBytes(text), columns);
}
