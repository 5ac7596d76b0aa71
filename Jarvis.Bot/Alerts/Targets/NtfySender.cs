using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Alerts.Targets;

/// <summary>
/// Publishes to an ntfy topic: POST /topic with the text as body, and Title, Priority, Tags and Actions as headers
/// (https://docs.ntfy.sh/publish). The only action opens Jarvis's page, where one signs in: a link that acknowledged by
/// itself would work for everybody who reads the topic.
/// </summary>
internal sealed class NtfySender(HttpDelivery http, IOptions<AlertsOptions> options) : IMessageSender
{
    // ntfy turns a longer message into an attachment.
    private const int MostBytes = 4000;

    public string Name => AlertTargets.Ntfy;

    public async Task<string?> SendAsync(OutboundPart part, CancellationToken cancel)
    {
        var ntfy = options.Value.Ntfy;
        var request = new HttpRequestMessage(HttpMethod.Post, $"{ntfy.Url.TrimEnd('/')}/{Uri.EscapeDataString(part.Address)}") { Content = new ByteArrayContent(Body(part.Markdown)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        Header("Title", Title(part.Alert));
        Header("Priority", Priority(part.Alert));
        Header("Tags", Tag(part.Alert));
        Header("Markdown", "yes");
        if (ntfy.PageUrl.Length > 0) Header("Actions", $"view, Open Jarvis, {ntfy.PageUrl}");
        if (ntfy.Token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ntfy.Token);
        var answer = await http.SendAsync(request, "ntfy", "Check Alerts:Ntfy (Url, Topic, Token).", cancel);
        return Id(answer);

        void Header(string name, string value) => request.Headers.TryAddWithoutValidation(name, Encoded(value));
    }

    private static string Title(AlertNotice? alert) => alert switch
    {
        null => "Jarvis",
        { State: "resolved" } => $"Resolved: {alert.Title}",
        { State: "worse" } => $"Worse: {alert.Title}",
        { State: "reminder" } => $"Still open: {alert.Title}",
        { State: "escalated" } => $"Not acknowledged: {alert.Title}",
        _ => alert.Title,
    };

    /// <summary>1 to 5. Only an escalation gets the highest, which rings through a phone's "do not disturb".</summary>
    private static string Priority(AlertNotice? alert) => alert switch
    {
        { State: "escalated" } => "5",
        { State: "resolved" } => "2",
        { Severity: "critical" } => "4",
        { Severity: "info" } => "2",
        _ => "3",
    };

    private static string Tag(AlertNotice? alert) => alert switch
    {
        { State: "resolved" } => "white_check_mark",
        { Severity: "critical" } => "rotating_light",
        { Severity: "warning" } => "warning",
        _ => "information_source",
    };

    private static byte[] Body(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length <= MostBytes) return bytes;
        var end = MostBytes;
        while ((bytes[end] & 0xC0) == 0x80) end--;
        return [.. bytes.AsSpan(0, end), .. "…"u8];
    }

    /// <summary>Headers are ASCII on one line; anything else travels as RFC 2047, which ntfy reads.</summary>
    private static string Encoded(string value)
    {
        var line = string.Concat(value.Select(c => char.IsControl(c) ? ' ' : c));
        return Ascii.IsValid(line) ? line : $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(line))}?=";
    }

    private static string? Id(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.TryGetProperty("id", out var id) ? id.GetString() : null;
        }
        catch (JsonException)
        {
            // It was taken all the same; the id is only for the record.
            return null;
        }
    }
}
