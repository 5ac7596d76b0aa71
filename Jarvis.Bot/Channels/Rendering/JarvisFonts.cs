using ScottPlot;
using SkiaSharp;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>
/// The fonts that pictures are drawn with. They travel inside the program: a server has none. Inter, and DejaVu Sans for
/// the scripts that Inter lacks; beyond those, whatever the machine has.
/// </summary>
internal static class JarvisFonts
{
    public const string Name = "Inter";
    public const string WideName = "DejaVu Sans";

    static JarvisFonts()
    {
        // ScottPlot's list is global, and asked in order: ours comes before the system's, so that pictures look the same everywhere.
        ScottPlot.Fonts.FontResolvers.Insert(0, new Resolver());
        ScottPlot.Fonts.Default = Name;
        ScottPlot.Fonts.Sans = Name;
    }

    public static SKTypeface Regular { get; } = Load("Inter-Regular.otf");

    public static SKTypeface SemiBold { get; } = Load("Inter-SemiBold.otf");

    public static SKTypeface Wide { get; } = Load("DejaVuSans.ttf");

    /// <summary>The ScottPlot name of the font that has all of a text's letters, or most.</summary>
    public static string For(string text) => Regular.ContainsGlyphs(text) ? Name : WideName;

    /// <summary>Makes ScottPlot know the fonts; the static constructor does it once.</summary>
    public static void Register() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(JarvisFonts).TypeHandle);

    private static SKTypeface Load(string file)
    {
        var assembly = typeof(JarvisFonts).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Jarvis.Bot.Channels.Rendering.Fonts.{file}")
            ?? throw new InvalidOperationException($"The font {file} is missing from {assembly.GetName().Name}.");
        return SKTypeface.FromStream(stream);
    }

    private sealed class Resolver : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
            CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName switch
        {
            Name => bold ? SemiBold : Regular,
            WideName => Wide,
            _ => null,
        };
    }
}
