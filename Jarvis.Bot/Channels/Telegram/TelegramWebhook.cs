using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>
/// Where Telegram brings updates when a webhook is set. Only whoever knows the secret is heard, and an update is confirmed
/// (200) once it is stored; on any failure Telegram brings it again.
/// </summary>
internal static class TelegramWebhook
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private const int MostBytes = 1024 * 1024;

    public static string PathOf(TelegramOptions options) => $"/telegram/{options.BotId}";

    public static async Task<IResult> TakeAsync(HttpRequest request, TelegramConnection telegram, TelegramInbound inbound, CancellationToken cancel)
    {
        if (!telegram.Options.UsesWebhook || telegram.Options.BotId is not { } bot) return Results.NotFound();
        if (!string.Equals((string?)request.RouteValues["bot"], bot, StringComparison.Ordinal)) return Results.NotFound();
        var (given, secret) = (Encoding.UTF8.GetBytes(request.Headers[SecretHeader].ToString()), Encoding.UTF8.GetBytes(telegram.Options.Secret));
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(given), SHA256.HashData(secret))) return Results.Unauthorized();
        if (request.ContentLength is not { } length) return Results.StatusCode(StatusCodes.Status411LengthRequired);
        if (length > MostBytes) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        // Without the bot's own name nobody can tell whether a group's message is meant for it. Telegram comes again.
        if (telegram.Me is null) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancel);
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
        using (document) await inbound.TakeAsync(document.RootElement, cancel);
        return Results.Ok();
    }
}
