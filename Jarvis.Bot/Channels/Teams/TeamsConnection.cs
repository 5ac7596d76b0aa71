using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>The way out: one client for all calls, and the token that they carry, which is kept until shortly before it ends.</summary>
internal sealed class TeamsConnection(IOptions<TeamsOptions> options, TimeProvider time) : IDisposable
{
    public const string Refused =
        "Microsoft does not take the app's credentials. Look at Teams:AppId and Teams:TenantId in appsettings.json, write a client secret that is still valid to Teams__ClientSecret in the environment, and start Jarvis again.";

    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim one = new(1, 1);
    private (string Token, DateTimeOffset Until)? held;

    // Not by a factory, whose log would hold addresses; and no redirect may carry anything elsewhere.
    private readonly Lazy<HttpClient> http = new(() => new HttpClient(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(3), ConnectTimeout = TimeSpan.FromSeconds(10), AllowAutoRedirect = false,
    }) { Timeout = TimeSpan.FromSeconds(60) });

    public TeamsOptions Options => options.Value;

    public HttpClient Http => http.Value;

    /// <summary>Jarvis's token for the Connector; null where a test client wants none.</summary>
    /// <exception cref="DeliveryException">It could not be had; the message says what to do.</exception>
    public async Task<string?> TokenAsync(CancellationToken cancel)
    {
        if (!Options.HasCredentials) return null;
        if (held is { } fresh && time.GetUtcNow() < fresh.Until - Early) return fresh.Token;
        await one.WaitAsync(cancel);
        try
        {
            if (held is { } meanwhile && time.GetUtcNow() < meanwhile.Until - Early) return meanwhile.Token;
            held = await SignInAsync(cancel);
            return held.Value.Token;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The token was refused, though its time was not over.</summary>
    public void Forget(string? token)
    {
        if (held?.Token == token) held = null;
    }

    public void Dispose()
    {
        one.Dispose();
        if (http.IsValueCreated) http.Value.Dispose();
    }

    /// <summary>OAuth 2.0 client credentials (RFC 6749, section 4.4).</summary>
    private async Task<(string Token, DateTimeOffset Until)> SignInAsync(CancellationToken cancel)
    {
        var tenant = string.IsNullOrWhiteSpace(Options.TenantId) ? "botframework.com" : Options.TenantId.Trim();
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", Options.AppId!.Trim()), new("client_secret", Options.ClientSecret!.Trim()), new("scope", Options.Scope),
        ]);
        try
        {
            using var answer = await Http.PostAsync(new Uri($"{Options.LoginUrl.TrimEnd('/')}/{tenant}/oauth2/v2.0/token"), form, cancel);
            if (answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized) throw new DeliveryException(Refused);
            if (!answer.IsSuccessStatusCode) throw new DeliveryException($"Microsoft's sign-in answered {(int)answer.StatusCode}.");
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancel));
            return (json.RootElement.GetProperty("access_token").GetString()!, time.GetUtcNow().AddSeconds(json.RootElement.GetProperty("expires_in").GetInt32()));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            throw new DeliveryException("Microsoft's sign-in cannot be reached, or does not answer as it should.", e);
        }
    }
}
