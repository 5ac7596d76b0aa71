using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Discord.Rest;

/// <summary>A file that goes with a request.</summary>
internal sealed record Upload(string Name, string ContentType, Func<Stream> Open);

/// <summary>
/// Discord's REST API: JSON in, JSON out, within the limits. Its own HTTP handler: the addresses of interactions hold their
/// tokens, and must not pass through a factory's log.
/// </summary>
internal sealed class DiscordRest : IDisposable
{
    private const int Tries = 3;
    private readonly HttpClient http;
    private readonly RouteLimits limits;
    private readonly string api;

    public DiscordRest(IOptions<DiscordOptions> options, RouteLimits limits)
    {
        (this.limits, api) = (limits, options.Value.ApiUrl.TrimEnd('/'));
        http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(3), ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            Timeout = TimeSpan.FromSeconds(60),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bot", options.Value.Token?.Trim());
        http.DefaultRequestHeaders.UserAgent.ParseAdd("DiscordBot (https://localhost, 1.0) Jarvis");
    }

    public void Dispose() => http.Dispose();

    public Task<JsonElement> GetAsync(string path, CancellationToken cancel) => CallAsync(HttpMethod.Get, path, null, null, cancel);

    /// <summary>
    /// Calls, and waits for a limit where that is short. The answer, which is undefined when it has no content.
    /// </summary>
    /// <exception cref="DiscordRefusedException">Discord refused it, so that it had no effect.</exception>
    /// <exception cref="IOException">Whether it had an effect is not known.</exception>
    public async Task<JsonElement> CallAsync(HttpMethod method, string path, JsonNode? body, Upload? file, CancellationToken cancel)
    {
        var route = RouteLimits.RouteOf(method, path);
        for (var tries = 1; ; tries++)
        {
            using var turn = await limits.EnterAsync(route, cancel);
            try
            {
                using var request = new HttpRequestMessage(method, api + path) { Content = ContentOf(body, file) };
                using var response = await http.SendAsync(request, cancel);
                var error = response.IsSuccessStatusCode ? null : await DiscordErrors.ReadAsync(response, cancel);
                var wait = (error as DiscordRefusedException)?.RetryAfter;
                limits.Note(route, response.Headers, wait);
                if (error is null) return await AnswerAsync(response, cancel);
                if (wait is null || wait > RouteLimits.Patience || tries == Tries) throw error;
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancel.IsCancellationRequested)
            {
                // Nothing of the original: it may name the address, and that an interaction's token.
                throw Unanswered();
            }
        }
    }

    private static IOException Unanswered() => new("Discord cannot be reached, or did not answer in time.");

    private static HttpContent? ContentOf(JsonNode? body, Upload? file)
    {
        if (body is null) return null;
        var json = new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeNames.Application.Json);
        if (file is null) return json;
        var content = new StreamContent(file.Open()) { Headers = { ContentType = MediaTypeHeaderValue.Parse(file.ContentType) } };
        return new MultipartFormDataContent { { json, "payload_json" }, { content, "files[0]", file.Name } };
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
        try
        {
            return bytes.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(bytes);
        }
        catch (JsonException e)
        {
            throw new IOException("Discord's answer cannot be read.", e);
        }
    }
}
