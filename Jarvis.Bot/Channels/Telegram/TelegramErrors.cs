using Telegram.Bot.Exceptions;

namespace Jarvis.Bot.Channels.Telegram;

/// <summary>
/// Telegram's refusals in Jarvis's words. Nothing of the original exception is kept: a request's address holds the token.
/// </summary>
internal static class TelegramErrors
{
    public const string TokenRefused =
        "Telegram does not take the token. Write the one that @BotFather gave you to Telegram:Token in appsettings.json, or to Telegram__Token in the environment, and start Jarvis again.";

    /// <summary>
    /// A <see cref="DeliveryException"/> where Telegram refused, so that the message certainly did not arrive; an
    /// <see cref="IOException"/> where nobody knows.
    /// </summary>
    public static Exception Translate(Exception error) => error switch
    {
        ApiRequestException { ErrorCode: 429 } many => new DeliveryException("Telegram asks to wait.") { RetryAfter = TimeSpan.FromSeconds(Math.Clamp(many.Parameters?.RetryAfter ?? 5, 1, 3600)) },
        ApiRequestException { ErrorCode: 401 or 404 } => new DeliveryException(TokenRefused),
        ApiRequestException { ErrorCode: 409 } => new DeliveryException("Another program receives this bot's messages. Stop it, or give Jarvis a bot of its own."),
        ApiRequestException { ErrorCode: 403 } => new DeliveryException("Telegram: the bot was blocked there, or is no longer in the group.") { Permanent = true },
        ApiRequestException { ErrorCode: >= 400 and < 500 } refused => new DeliveryException($"Telegram: {refused.Message}") { Permanent = true },
        ApiRequestException other => new IOException($"Telegram answered {other.ErrorCode}."),
        RequestException { InnerException: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } } =>
            new DeliveryException("Telegram cannot be reached."),
        RequestException => new IOException("Telegram cannot be reached, or did not answer in time."),
        _ => error,
    };

    public static bool IsNotModified(ApiRequestException error) => Says(error, "message is not modified");

    public static bool IsUnreadableMarkup(ApiRequestException error) => Says(error, "can't parse entities");

    /// <summary>The chat has no such message.</summary>
    public static bool IsNotThere(ApiRequestException error) => Says(error, "message to edit not found") || Says(error, "MESSAGE_ID_INVALID");

    /// <summary>The message is none of the bot's, or has no such part to edit.</summary>
    public static bool IsAnother(ApiRequestException error) => Says(error, "can't be edited") || HasOtherContent(error);

    /// <summary>A picture has a caption and no text; a text has no caption.</summary>
    public static bool HasOtherContent(ApiRequestException error) => Says(error, "there is no text in the message") || Says(error, "there is no caption in the message");

    public static bool IsBadPicture(ApiRequestException error) => Says(error, "PHOTO_") || Says(error, "IMAGE_PROCESS_FAILED");

    private static bool Says(ApiRequestException error, string what) => error.ErrorCode == 400 && error.Message.Contains(what, StringComparison.OrdinalIgnoreCase);
}
