using System.Net;
using Jarvis.Bot.Channels;

namespace Jarvis.Bot.Alerts.Targets;

/// <summary>
/// Sends a request and says in plain words what came of it. Addresses and tokens are secrets here: no message names
/// them, and no request is logged (which is why the client is not the factory's).
/// </summary>
internal sealed class HttpDelivery : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly HttpClient http;
    private readonly TimeProvider time;

    public HttpDelivery(TimeProvider time)
    {
        this.time = time;
        // A redirect would carry token and text to wherever it points.
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(10) })
        {
            Timeout = Limit,
        };
    }

    /// <param name="who">The counterpart's name, for messages.</param>
    /// <param name="check">What to look at when the counterpart refuses: "Check Alerts:Ntfy:Token."</param>
    /// <returns>The answer's body.</returns>
    /// <exception cref="DeliveryException">It was not taken.</exception>
    public async Task<string> SendAsync(HttpRequestMessage request, string who, string check, CancellationToken cancel)
    {
        using var owned = request;
        try
        {
            using var response = await http.SendAsync(request, cancel);
            if (response.IsSuccessStatusCode) return await response.Content.ReadAsStringAsync(cancel);
            throw Refused(response, who, check);
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException($"{who} cannot be reached ({e.HttpRequestError}). {check}", e);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new DeliveryException($"{who} did not answer within {Limit.TotalSeconds:0} s.", e);
        }
    }

    public void Dispose() => http.Dispose();

    private DeliveryException Refused(HttpResponseMessage response, string who, string check)
    {
        var status = (int)response.StatusCode;
        var transient = status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return new DeliveryException($"{who} answered {status}.{(transient ? "" : " " + check)}") { Permanent = !transient, RetryAfter = transient ? RetryAfter(response) : null };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? asked?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
