using System.Net.Http.Headers;
using System.Text;

namespace Jarvis.Skills.Domains.SystemHealth.Probes;

/// <summary>GET over one shared pool of connections. Redirects count as an answer and are not followed.</summary>
internal sealed class HttpCheck(TimeProvider time) : IDisposable
{
    private const int ReadAtMost = 64 * 1024;

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        // Longer than the usual interval, so that a check costs no handshake; renewed, so that a changed address is noticed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ActivityHeadersPropagator = null,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => client.Dispose();

    public async Task<ProbeResult> RunAsync(string target, CancellationToken cancel)
    {
        var url = new Uri(target);
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (url.UserInfo.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        var start = time.GetTimestamp();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        // A service that hangs in the middle of its answer is not well.
        await using var body = await response.Content.ReadAsStreamAsync(cancel);
        await DrainAsync(body, cancel);
        var status = (int)response.StatusCode;
        return status < 400 ? ProbeResult.Good(time.GetElapsedTime(start)) : ProbeResult.Failed($"HTTP {status}");
    }

    private static async Task DrainAsync(Stream body, CancellationToken cancel)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            int read, total = 0;
            while (total < ReadAtMost && (read = await body.ReadAsync(buffer, cancel)) > 0) total += read;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
