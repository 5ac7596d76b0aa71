using Jarvis.Skills.Answers;
using SkiaSharp;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Draws tables as pictures for chats, which have no tables. Long ones are cut, and the picture says so.</summary>
public sealed class TableDrawer
{
    /// <summary>Rows in one picture; whoever draws a longer table sends the whole as a file with it.</summary>
    public const int MostRows = 30;

    private const int Density = 2;
    private const float Edge = 18;
    private const float Gap = 22;
    private const float WidestColumn = 300;
    private const int LinesInCell = 3;

    // Telegram refuses pictures whose longer side is more than 20 times the shorter, and few people read wider ones.
    private const float Widest = 1600;

    public byte[] Png(Table table, ChartTheme? theme = null)
    {
        theme ??= ChartTheme.Light;
        var shape = TableShape.Of(table, MostRows);
        using var title = new TextPainter(JarvisFonts.SemiBold, 18, theme.Text);
        using var head = new TextPainter(JarvisFonts.SemiBold, 13, theme.Muted);
        using var body = new TextPainter(JarvisFonts.Regular, 14, theme.Text);
        using var note = new TextPainter(JarvisFonts.Regular, 13, theme.Muted);

        var widths = Widths(shape, head, body);
        var inner = Math.Max(220, widths.Sum() + (Gap * Math.Max(0, widths.Length - 1)));
        var titles = shape.Title.Length == 0 ? [] : title.Wrap(shape.Title, inner, 2);
        var heads = widths.Select((w, c) => head.Wrap(shape.Columns[c], w, 2)).ToArray();
        var cells = shape.Rows.Select(row => widths.Select((w, c) => body.Wrap(row[c], w, LinesInCell)).ToArray()).ToArray();
        var footer = Footer(shape, widths.Length);

        var titleHeight = titles.Count == 0 ? 0 : (titles.Count * title.LineHeight) + 10;
        var headHeight = RowHeight(heads, head);
        var footerHeight = footer is null ? 0 : note.LineHeight + 8;
        var width = inner + (2 * Edge);
        var height = Edge + titleHeight + headHeight + cells.Sum(row => RowHeight(row, body)) + footerHeight + Edge - 6;

        using var surface = SKSurface.Create(new SKImageInfo((int)Math.Ceiling(width * Density), (int)Math.Ceiling(Math.Max(height, width / 18) * Density)));
        var canvas = surface.Canvas;
        canvas.Scale(Density);
        canvas.Clear(theme.Background);
        var top = Edge - 4;
        foreach (var line in titles)
        {
            title.Draw(canvas, line, Edge, top);
            top += title.LineHeight;
        }
        top = Edge + titleHeight - (titles.Count == 0 ? 8 : 4);
        top = Row(canvas, heads, head, shape, widths, top);
        using var rule = new SKPaint { Color = theme.Grid, StrokeWidth = 1.5f };
        canvas.DrawLine(Edge - 6, top, width - Edge + 6, top, rule);
        using var stripe = new SKPaint { Color = theme.Stripe, IsAntialias = true };
        for (var r = 0; r < cells.Length; r++)
        {
            if (r % 2 == 1) canvas.DrawRoundRect(Edge - 8, top, width - (2 * Edge) + 16, RowHeight(cells[r], body), 4, 4, stripe);
            top = Row(canvas, cells[r], body, shape, widths, top);
        }
        if (footer is not null) note.Draw(canvas, note.Fit(footer, inner), Edge, top + 6);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    private static string? Footer(TableShape shape, int columns)
    {
        var parts = new List<string>();
        if (shape.Rows.Length == 0) parts.Add("No rows");
        if (shape.RowsLeftOut > 0) parts.Add($"{shape.RowsLeftOut} more {(shape.RowsLeftOut == 1 ? "row" : "rows")}");
        if (shape.Columns.Length > columns) parts.Add($"{shape.Columns.Length - columns} more columns");
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>As wide as the content up to a bound; columns that no longer fit in the picture are left out.</summary>
    private static float[] Widths(TableShape shape, TextPainter head, TextPainter body)
    {
        var widths = new List<float>();
        var total = 0f;
        for (var c = 0; c < shape.Columns.Length; c++)
        {
            var widest = shape.Rows.Select(r => body.Width(r[c])).Append(head.Width(shape.Columns[c])).Max();
            var width = Math.Clamp(widest + 1, 24, WidestColumn);
            if (total + width > Widest) break;
            total += width + Gap;
            widths.Add(width);
        }
        return [.. widths];
    }

    private static float RowHeight(IReadOnlyList<string>[] cells, TextPainter painter) =>
        (cells.Length == 0 ? 1 : cells.Max(c => c.Count)) * painter.LineHeight + 12;

    private static float Row(SKCanvas canvas, IReadOnlyList<string>[] cells, TextPainter painter, TableShape shape, float[] widths, float top)
    {
        var x = Edge;
        for (var c = 0; c < widths.Length; c++)
        {
            for (var line = 0; line < cells[c].Count; line++)
            {
                var text = cells[c][line];
                var left = shape.Numeric[c] ? x + widths[c] - painter.Width(text) : x;
                painter.Draw(canvas, text, left, top + 6 + (line * painter.LineHeight));
            }
            x += widths[c] + Gap;
        }
        return top + RowHeight(cells, painter);
    }
}
