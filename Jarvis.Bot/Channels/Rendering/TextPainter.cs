using System.Globalization;
using System.Text;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Draws and measures one line of any text: letters that Inter lacks come from another font instead of as empty boxes.</summary>
internal sealed class TextPainter(SKTypeface typeface, float size, SKColor color) : IDisposable
{
    private readonly SKPaint paint = new() { Color = color, IsAntialias = true };
    private readonly Dictionary<SKTypeface, SKFont> fonts = [];

    public float LineHeight => size * 1.4f;

    /// <summary>From a line's top to its baseline, so that it looks centred in <see cref="LineHeight"/>.</summary>
    public float Baseline => size * 1.06f;

    public float Width(string text) => Runs(text).Sum(run => Font(run.Face).MeasureText(run.Text));

    public void Draw(SKCanvas canvas, string text, float x, float top)
    {
        foreach (var (run, face) in Runs(text))
        {
            var font = Font(face);
            if (face == typeface)
            {
                canvas.DrawText(run, x, top + Baseline, SKTextAlign.Left, font, paint);
                x += font.MeasureText(run);
                continue;
            }
            // Scripts that join their letters or run from right to left need shaping.
            using var shaper = new SKShaper(face);
            var shaped = shaper.Shape(run, font);
            canvas.DrawShapedText(shaper, run, x, top + Baseline, SKTextAlign.Left, font, paint);
            x += shaped.Width;
        }
    }

    /// <summary>The text, or as much of it as fits with an ellipsis.</summary>
    public string Fit(string text, float width)
    {
        if (Width(text) <= width) return text;
        var elements = StringInfo.ParseCombiningCharacters(text);
        var (low, high) = (0, elements.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Width(text[..elements[middle]] + "…") <= width) low = middle;
            else high = middle - 1;
        }
        return (elements.Length == 0 ? "" : text[..elements[low]].TrimEnd()) + "…";
    }

    /// <summary>The text in lines, broken between words; what does not fit in the last line is cut with an ellipsis.</summary>
    public IReadOnlyList<string> Wrap(string text, float width, int lines)
    {
        var done = new List<string>();
        var line = "";
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            var longer = line.Length == 0 ? words[i] : line + " " + words[i];
            if (line.Length == 0 || Width(longer) <= width)
            {
                line = longer;
                continue;
            }
            if (done.Count == lines - 1) return [.. done, Fit(line + " " + string.Join(' ', words[i..]), width)];
            done.Add(Fit(line, width));
            line = words[i];
        }
        return line.Length == 0 && done.Count > 0 ? done : [.. done, Fit(line, width)];
    }

    public void Dispose()
    {
        paint.Dispose();
        foreach (var font in fonts.Values) font.Dispose();
    }

    private List<(string Text, SKTypeface Face)> Runs(string text)
    {
        if (text.Length == 0) return [];
        if (typeface.ContainsGlyphs(text)) return [(text, typeface)];
        var runs = new List<(string Text, SKTypeface Face)>();
        var run = new StringBuilder();
        var face = typeface;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = FaceFor(rune);
            if (next != face && run.Length > 0)
            {
                runs.Add((run.ToString(), face));
                run.Clear();
            }
            face = next;
            run.Append(rune.ToString());
        }
        runs.Add((run.ToString(), face));
        return runs;
    }

    private SKTypeface FaceFor(Rune rune) =>
        typeface.ContainsGlyph(rune.Value) ? typeface
        : JarvisFonts.Wide.ContainsGlyph(rune.Value) ? JarvisFonts.Wide
        : SKFontManager.Default.MatchCharacter(rune.Value) ?? typeface;

    private SKFont Font(SKTypeface face)
    {
        if (!fonts.TryGetValue(face, out var font))
            fonts[face] = font = new SKFont(face, size) { Edging = SKFontEdging.Antialias, Subpixel = true, Hinting = SKFontHinting.None };
        return font;
    }
}
