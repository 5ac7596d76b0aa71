using System.Text;
using System.Xml.Linq;

namespace Jarvis.Bot.Channels.Rendering;

/// <summary>Makes Skia's SVG document an element that a page can hold and scale.</summary>
internal static class SvgText
{
    public static string OfSkia(byte[] document, int width, int height)
    {
        var svg = XDocument.Parse(Encoding.UTF8.GetString(document)).Root!;
        svg.SetAttributeValue("viewBox", $"0 0 {width} {height}");
        svg.SetAttributeValue("width", "100%");
        svg.SetAttributeValue("height", null);
        svg.SetAttributeValue("role", "img");
        foreach (var text in svg.Descendants().Where(e => e.Name.LocalName == "text"))
            text.SetAttributeValue("font-family", $"{JarvisFonts.Name}, system-ui, sans-serif");
        return svg.ToString(SaveOptions.DisableFormatting);
    }
}
