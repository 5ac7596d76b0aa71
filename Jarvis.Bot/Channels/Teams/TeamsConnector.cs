using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>
/// The Bot Connector's REST API, as far as Jarvis needs it. A refusal is a <see cref="DeliveryException"/>, and then the message did
/// certainly not arrive; an <see cref="IOException"/> where nobody knows.
/// </summary>
internal sealed class TeamsConnector(TeamsConnection teams, TeamsConversations conversations)
{
    /// <summary>Adds an activity to a conversation, and returns its id.</summary>
    public async Task<string?> PostAsync(string address, JsonObject activity, CancellationToken cancel)
    {
        using var answer = await CallAsync(HttpMethod.Post, address, "/activities", activity, cancel);
        // A typing sign has no id, and some services answer it with nothing.
        var text = await answer.Content.ReadAsStringAsync(cancel);
        return text.Length == 0 ? null : (string?)JsonNode.Parse(text)?["id"];
    }

    /// <summary>Replaces an activity.</summary>
    public async Task PutAsync(string address, string activityId, JsonObject activity, CancellationToken cancel)
    {
        using var answer = await CallAsync(HttpMethod.Put, address, $"/activities/{Uri.EscapeDataString(activityId)}", activity, cancel);
    }

    private async Task<HttpResponseMessage> CallAsync(HttpMethod method, string address, string path, JsonObject activity, CancellationToken cancel)
    {
        var conversation = await conversations.FindAsync(address, cancel)
            ?? throw new DeliveryException("Jarvis was removed from that conversation on Teams, or was never in it. Install the app there again.") { Permanent = true };
        var service = new Uri(conversation.ServiceUrl.TrimEnd('/') + "/");
        // Checked when it came in, but the settings may have changed since.
        if (!teams.Options.IsService(service)) throw new DeliveryException($"{service.Host} is not one of Teams:ServiceHosts, so nothing is sent there.") { Permanent = true };
        activity["from"] = new JsonObject { ["id"] = conversation.BotId };
        activity["conversation"] = new JsonObject { ["id"] = address };
        var url = new Uri(service, $"v3/conversations/{Uri.EscapeDataString(address)}{path}");

        var answer = await SendAsync(method, url, activity, cancel);
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            answer.Dispose();
            teams.Forget(await teams.TokenAsync(cancel));
            answer = await SendAsync(method, url, activity, cancel);
        }
        if (answer.IsSuccessStatusCode) return answer;
        using (answer) throw await RefusalAsync(answer, cancel);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, JsonObject activity, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, url) { Content = JsonContent.Create(activity, options: Activity.Json) };
        if (await teams.TokenAsync(cancel) is { } token) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            return await teams.Http.SendAsync(request, cancel);
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
        {
            throw new DeliveryException("Teams cannot be reached.", e);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new IOException("Teams did not answer.", e);
        }
    }

    private static async Task<Exception> RefusalAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        var status = (int)answer.StatusCode;
        var code = Code(await answer.Content.ReadAsStringAsync(cancel));
        return status switch
        {
            429 => new DeliveryException("Teams asks to wait.") { RetryAfter = TimeSpan.FromSeconds(Math.Clamp(answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 5, 1, 3600)) },
            401 => new DeliveryException(TeamsConnection.Refused),
            403 => new DeliveryException($"Teams: Jarvis was blocked or removed there{code}.") { Permanent = true },
            404 => new DeliveryException($"Teams knows no such conversation or message{code}.") { Permanent = true },
            // Microsoft: to be tried again.
            412 => new DeliveryException("Teams is busy with the conversation."),
            413 => new DeliveryException("The message is too large for Teams.") { Permanent = true },
            >= 400 and < 500 => new DeliveryException($"Teams answered {status}{code}.") { Permanent = true },
            _ => new IOException($"Teams answered {status}."),
        };
    }

    private static string Code(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["error"]?["code"]?.ToString() is { Length: > 0 and < 80 } code ? $" ({code})" : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
