using System.Net;
using System.Text.Json;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// Where Teams brings activities: POST /api/messages. It proves itself by its token, not by the page's sign-in, so that a reverse
/// proxy may pass this one path on to a Jarvis that otherwise listens to its own machine only.
/// </summary>
internal static class TeamsEndpoint
{
    public const string Path = "/api/messages";

    private const int MostBytes = 512 * 1024;

    public static async Task<IResult> TakeAsync(HttpRequest request, TeamsConnection teams, TeamsTokenCheck check, TeamsInbound inbound, CancellationToken cancel)
    {
        // Also keeps other sites' pages out, which may not send this type without asking.
        if (!request.HasJsonContentType()) return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength is not { } length) return Results.StatusCode(StatusCodes.Status411LengthRequired);
        if (length > MostBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        try
        {
            // Before a letter of it is read.
            var token = Token(request);
            var caller = token is null ? null : await check.CheckAsync(token, cancel);
            if (caller is null && !(token is null && IsTestClient(request, teams.Options))) return Results.Unauthorized();

            var activity = await JsonSerializer.DeserializeAsync<Activity>(request.Body, Activity.Json, cancel);
            if (activity is not { IsWhole: true }) return Results.BadRequest();
            var isTheirs = (caller?.MayBring(activity) ?? true) && teams.Options.IsService(new Uri(activity.ServiceUrl!)) && IsOurs(activity, teams.Options);
            if (!isTheirs) return Results.StatusCode(StatusCodes.Status403Forbidden);

            var (status, body) = await inbound.TakeAsync(activity, cancel);
            return body is null ? Results.StatusCode(status) : Results.Json(body, Activity.Json, statusCode: status);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
        catch (IOException) when (!cancel.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static string? Token(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : null;
    }

    /// <summary>Only what was sent by this machine itself: what a proxy on it passes on comes from this machine too, but says for whom.</summary>
    private static bool IsTestClient(HttpRequest request, TeamsOptions options) =>
        options.Development && request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !request.Headers.ContainsKey("X-Forwarded-For") && !request.Headers.ContainsKey("Forwarded");

    /// <summary>People of other tenants may find the app, but are not heard. The test client's tenant is made up.</summary>
    private static bool IsOurs(Activity activity, TeamsOptions options) =>
        options.Development || string.IsNullOrWhiteSpace(options.TenantId) || string.Equals(activity.TenantId, options.TenantId.Trim(), StringComparison.OrdinalIgnoreCase);
}
