using System.Net;
using System.Net.Http.Json;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Crash;

/// <summary>
/// The owner's browser, signed in once and left open: what it could not post, or was not told of, it posts again under the same id, as
/// the page does.
/// </summary>
internal sealed class PageVisitor(JarvisProcess jarvis) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient http = new(new HttpClientHandler { UseCookies = true }) { BaseAddress = jarvis.Url, Timeout = Patience };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What was posted, by id. Jarvis has each that it confirmed, and may have the last.</summary>
    public Dictionary<string, string> Posted { get; } = new(StringComparer.Ordinal);

    public void Dispose() => http.Dispose();

    /// <summary>By the link that Jarvis prints when it starts.</summary>
    public async Task SignInAsync()
    {
        var link = (await jarvis.WaitForLineAsync(@"Jarvis's page: (?<link>\S+)", TimeSpan.FromMinutes(5))).Groups["link"].Value;
        (await http.GetAsync(new Uri(link), Stop)).EnsureSuccessStatusCode();
        var html = await http.GetStringAsync(jarvis.Url, Stop);
        http.DefaultRequestHeaders.Add("RequestVerificationToken", html.Split("name=\"page-token\" content=\"")[1].Split('"')[0]);
    }

    /// <summary>Writes one message after the other until it is told to stop; the last is posted until it is confirmed, while there is a Jarvis.</summary>
    public async Task WriteAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (id, text) = ($"post-{Guid.NewGuid():n}", $"remember that page {Posted.Count} was read");
            Posted[id] = text;
            while (!await PostedAsync(id, text) && !Stop.IsCancellationRequested) await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, CancellationToken.None);
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<bool> PostedAsync(string id, string text)
    {
        try
        {
            using var answer = await http.PostAsJsonAsync("/chat/messages", new { id, kind = "text", text }, Stop);
            return answer.StatusCode == HttpStatusCode.Accepted ? true
                : throw new InvalidOperationException($"The page was refused with {answer.StatusCode}: {await answer.Content.ReadAsStringAsync(Stop)}");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            // No Jarvis, or one that died over it.
            return false;
        }
    }
}
