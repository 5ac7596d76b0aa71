using Jarvis.Bot.Channels.Rendering;

namespace Jarvis.Bot.Dashboard;

/// <summary>The fonts that pictures are drawn with, for the page as well: one look, and nothing loaded from elsewhere.</summary>
internal static class FontEndpoints
{
    public static void MapFonts(this IEndpointRouteBuilder app) => app.MapGet("/fonts/{name:regex(^Inter-(Regular|SemiBold)$)}.otf", (string name, HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "public, max-age=2592000";
        return Results.Stream(typeof(ChartDrawer).Assembly.GetManifestResourceStream($"Jarvis.Bot.Channels.Rendering.Fonts.{name}.otf")!, "font/otf");
    });
}
