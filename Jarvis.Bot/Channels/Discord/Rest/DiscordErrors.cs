using System.Text.Json;
using Jarvis.Bot.Channels.Rendering;

namespace Jarvis.Bot.Channels.Discord.Rest;

/// <summary>Discord's refusals, and in Jarvis's words what they mean.</summary>
internal static class DiscordErrors
{
    public const string TokenRefused =
        "Discord does not take the token. In the developer portal, under Bot, press \"Reset Token\"; write the new one to Discord:Token in appsettings.json, or to Discord__Token in the environment, and start Jarvis again.";

    private const int LongestMessage = 300;

    /// <summary>A <see cref="DiscordRefusedException"/> where the request had no effect; an <see cref="IOException"/> where nobody knows.</summary>
    public static async Task<Exception> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        if (status >= 500) return new IOException($"Discord answered {status}.");
        var body = Parse(await response.Content.ReadAsStringAsync(cancel));
        var said = new List<string>();
        if (body.TryGetProperty("message", out var message)) said.Add(message.ToString());
        if (body.TryGetProperty("errors", out var errors)) Flatten("", errors, said);
        var text = CleanText.Line(string.Join("; ", said));
        return new DiscordRefusedException(text.Length == 0 ? $"Discord answered {status}." : text[..Math.Min(text.Length, LongestMessage)])
        {
            Status = status,
            Code = body.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0,
            RetryAfter = status == 429 ? WaitOf(response, body) : null,
        };
    }

    /// <summary>As the outbox and the channel's state take it.</summary>
    public static Exception Translate(Exception error) => error switch
    {
        DiscordRefusedException { Status: 429 } many => new DeliveryException("Discord asks to wait.") { RetryAfter = many.RetryAfter },
        DiscordRefusedException { Status: 401 } => new DeliveryException(TokenRefused),
        DiscordRefusedException { Code: 50007 } => new DeliveryException("Discord: this person takes no messages from the bot. They must be on a server with it, and allow direct messages from there.") { Permanent = true },
        DiscordRefusedException { Status: 403 } refused => new DeliveryException($"Discord: the bot may not do that there ({refused.Message}).") { Permanent = true },
        DiscordRefusedException { Code: 40005 } or DiscordRefusedException { Status: 413 } => new DeliveryException("Discord: the file is larger than a bot may send.") { Permanent = true },
        DiscordRefusedException refused => new DeliveryException($"Discord: {refused.Message}") { Permanent = true },
        _ => error,
    };

    private static TimeSpan WaitOf(HttpResponseMessage response, JsonElement body)
    {
        var seconds = body.TryGetProperty("retry_after", out var wait) && wait.TryGetDouble(out var exact) ? exact : response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 5;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0.1, 86_400));
    }

    /// <summary>{"content": {"_errors": [{"message": "Must be 2000 or fewer in length."}]}} as "content: Must be …".</summary>
    private static void Flatten(string path, JsonElement errors, List<string> said)
    {
        if (errors.ValueKind != JsonValueKind.Object) return;
        foreach (var error in errors.EnumerateObject())
        {
            if (error.Name != "_errors") Flatten(path.Length == 0 ? error.Name : $"{path}.{error.Name}", error.Value, said);
            else said.AddRange(error.Value.EnumerateArray().Select(e => $"{path}: {(e.TryGetProperty("message", out var message) ? message.ToString() : "wrong")}"));
        }
    }

    private static JsonElement Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(body) is { ValueKind: JsonValueKind.Object } read ? read : JsonSerializer.SerializeToElement(new { });
        }
        catch (JsonException)
        {
            // A proxy's page.
            return JsonSerializer.SerializeToElement(new { });
        }
    }
}
