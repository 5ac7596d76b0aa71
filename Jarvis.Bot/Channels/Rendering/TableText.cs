using System.Globalization;
using System.Text;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Tables as text: aligned for a terminal or a fixed-width block, and as CSV for a spreadsheet.</summary>
internal static class TableText
{
    private const int WidestColumn = 40;

    /// <summary>Columns two blanks apart, under a line of dashes; numbers to the right.</summary>
    public static string Aligned(Table table, int mostRows = int.MaxValue)
    {
        var shape = TableShape.Of(table, mostRows);
        var cut = shape.Rows.Prepend(shape.Columns).Select(r => r.Select(c => Cut(c)).ToArray()).ToArray();
        var widths = Enumerable.Range(0, shape.Columns.Length).Select(c => cut.Max(r => Columns(r[c]))).ToArray();
        var text = new StringBuilder();
        if (shape.Title.Length > 0) text.Append(shape.Title).Append('\n');
        for (var r = 0; r < cut.Length; r++)
        {
            text.Append(string.Join("  ", cut[r].Select((cell, c) => Pad(cell, widths[c], shape.Numeric[c]))).TrimEnd()).Append('\n');
            if (r == 0) text.AppendJoin("  ", widths.Select(w => new string('─', w))).Append('\n');
        }
        if (shape.RowsLeftOut > 0) text.Append("… ").Append(shape.RowsLeftOut).Append(" more\n");
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>RFC 4180. A cell that a spreadsheet would run as a formula is made text with an apostrophe.</summary>
    public static byte[] Csv(Table table)
    {
        var shape = TableShape.Of(table);
        var text = new StringBuilder();
        foreach (var row in shape.Rows.Prepend(shape.Columns)) text.AppendJoin(',', row.Select(Field)).Append("\r\n");
        // Excel takes a file without the mark for an old code page.
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>Terminal columns: two for East Asian wide letters and emoji, none for marks that join the letter before.</summary>
    public static int Columns(string text) => text.EnumerateRunes().Sum(Columns);

    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => rune.Value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF
            or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD ? 2 : 1,
    };

    private static string Cut(string cell)
    {
        if (Columns(cell) <= WidestColumn) return cell;
        var (text, width) = (new StringBuilder(), 0);
        foreach (var rune in cell.EnumerateRunes())
        {
            width += Columns(rune);
            if (width > WidestColumn - 1) break;
            text.Append(rune.ToString());
        }
        return text.Append('…').ToString();
    }

    private static string Pad(string cell, int width, bool right)
    {
        var blanks = new string(' ', width - Columns(cell));
        return right ? blanks + cell : cell + blanks;
    }

    private static string Field(string cell)
    {
        if (cell.Length > 0 && "=+-@\t".Contains(cell[0]) && !decimal.TryParse(cell, NumberStyles.Number, CultureInfo.InvariantCulture, out _)) cell = "'" + cell;
        return cell.AsSpan().ContainsAny(",\"\n\r") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
    }
}
