using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Alerts.Targets;

/// <summary>
/// Posts alerts as JSON to a receiver of one's own. To verify a delivery: take "t" (Unix seconds) and "v1" from the header
/// Jarvis-Signature ("t=1700000000,v1=9f…"); compute HMAC-SHA256 of t, a dot and the raw body with Alerts:Webhook:Secret;
/// compare its lower-case hex with v1 in constant time; refuse a t older than five minutes. The header Jarvis-Delivery,
/// equal to "id" in the body, stays the same over retries: a receiver that has seen it does nothing.
/// </summary>
internal sealed class SignedWebhook(HttpDelivery http, IOptions<AlertsOptions> options, TimeProvider time) : IMessageSender
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Name => AlertTargets.Webhook;

    public async Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var alert = part.Alert;
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Id = part.Key,
            SentAt = now,
            Event = alert is null ? "message" : "alert." + alert.State,
            Number = alert is { Number: > 0 } ? alert.Number : (int?)null,
            alert?.Key,
            alert?.Domain,
            alert?.Severity,
            alert?.Title,
            alert?.OpenedAt,
            alert?.ResolvedAt,
            Text = part.Markdown,
        }, Json);

        var webhook = options.Value.Webhook;
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("Jarvis-Signature", Signature(body, webhook.Secret, now));
        request.Headers.Add("Jarvis-Delivery", part.Key);
        await http.SendAsync(request, "The webhook", "Check Alerts:Webhook (Url, Secret) and the receiver.", cancel);
        return null;
    }

    internal static string Signature(ReadOnlySpan<byte> body, string secret, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(seconds + "."), .. body];
        return $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed))}";
    }
}
