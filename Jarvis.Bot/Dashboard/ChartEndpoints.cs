using System.Security.Claims;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Dashboard;

/// <summary>Charts as pictures, with the letters that they were measured for: an SVG's would be those of the reader's device.</summary>
internal static class ChartEndpoints
{
    public static void MapCharts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/chat/charts/o{id:long}.png", OfMessageAsync).RequireAuthorization();
        app.MapGet("/charts/metric.png", OfMetricAsync).RequireAuthorization();
    }

    private static async Task<IResult> OfMessageAsync(
        long id, int? dark, ClaimsPrincipal user, HttpContext http, IDbContextFactory<JarvisDb> databases, ChartDrawer drawer, CancellationToken cancel)
    {
        var address = user.FindFirstValue(ClaimTypes.NameIdentifier);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var message = await db.Set<OutboxMessage>().AsNoTracking()
            .FirstOrDefaultAsync(m => m.Id == id && m.Channel == WebChannel.ChannelName && m.Address == address, cancel);
        if (message?.Part().Chart is not { } chart) return Results.NotFound();
        http.Response.Headers.CacheControl = "private, max-age=604800, immutable";
        return Draw(drawer, chart, dark);
    }

    private static async Task<IResult> OfMetricAsync(
        string series, int hours, int? dark, MetricStore metrics, ChartDrawer drawer, TimeProvider time, CancellationToken cancel)
    {
        if (hours is < 1 or > 24 * 400) return Results.BadRequest(new { message = "hours: must be from 1 to 9600." });
        var unit = (await metrics.ListAsync(series, cancel)).FirstOrDefault(s => s.Name == series)?.Unit;
        if (unit is null) return Results.NotFound();
        var now = time.GetUtcNow();
        var points = await metrics.ReadAsync(series, now.AddHours(-hours), now, cancel);
        return Draw(drawer, new Chart(series, ChartKind.Line, [new ChartSeries(series, [.. points.Select(p => new ChartPoint(p.Value) { At = p.At })])]) { Unit = unit }, dark);
    }

    private static IResult Draw(ChartDrawer drawer, Chart chart, int? dark) =>
        Results.Bytes(drawer.Png(chart, dark == 1 ? ChartTheme.Dark : ChartTheme.Light), "image/png");
}
