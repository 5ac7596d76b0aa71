using System.Text.RegularExpressions;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>A table made ready to be shown: clean cells on one line, every row as wide as the headings, numbers known.</summary>
internal sealed partial class TableShape
{
    private TableShape(string title, string[] columns, string[][] rows, bool[] numeric, int rowsLeftOut) =>
        (Title, Columns, Rows, Numeric, RowsLeftOut) = (title, columns, rows, numeric, rowsLeftOut);

    public string Title { get; }

    public string[] Columns { get; }

    public string[][] Rows { get; }

    /// <summary>Columns that hold only numbers, which are set to the right.</summary>
    public bool[] Numeric { get; }

    public int RowsLeftOut { get; }

    public static TableShape Of(Table table, int mostRows = int.MaxValue)
    {
        var width = Math.Max(table.Columns.Count, table.Rows.Count == 0 ? 0 : table.Rows.Max(r => r.Count));
        var columns = Fill(table.Columns, width);
        var rows = table.Rows.Take(mostRows).Select(r => Fill(r, width)).ToArray();
        var numeric = Enumerable.Range(0, width)
            .Select(c => rows.Any(r => r[c].Length > 0 && r[c] is not "-" and not "–" and not "—") && rows.All(r => Number().IsMatch(r[c]))).ToArray();
        return new TableShape(CleanText.Line(table.Title), columns, rows, numeric, table.Rows.Count - rows.Length);
    }

    private static string[] Fill(IReadOnlyList<string> cells, int width) =>
        [.. cells.Select(CleanText.Line), .. Enumerable.Repeat("", width - cells.Count)];

    /// <summary>A number with its sign, unit or currency; or nothing.</summary>
    [GeneratedRegex(@"^([-–—]?|[-+−]?\p{Sc}?\s?\d[\d.,' ]*\s?(%|\p{Sc}|[A-Za-zµ]{1,3}|[KMGT]iB)?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Number();
}
