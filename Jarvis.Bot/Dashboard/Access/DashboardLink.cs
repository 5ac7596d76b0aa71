using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Jarvis.Bot.Dashboard.Access;

/// <summary>Prints the link that lets a browser in, on Jarvis's own console: never into a log, which others may read.</summary>
internal sealed class DashboardLink(IServer server, OneTimeToken token, TextWriter console, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Lock printing = new();
    private DateTimeOffset lastPrinted = DateTimeOffset.MinValue;

    /// <summary>The address with the port that was really taken; an "any" host is shown as this machine.</summary>
    public Uri Address
    {
        get
        {
            var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
                ?? throw new InvalidOperationException("The dashboard does not listen yet.");
            var uri = new UriBuilder(listening.Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal));
            if (uri.Host is "0.0.0.0" or "[::]") uri.Host = "127.0.0.1";
            return uri.Uri;
        }
    }

    public string Link => $"{Address}?token={token.Current ?? token.Renew()}";

    public void Print() => console.WriteLine($"""

          Jarvis's page: {Link}
          (the link works once; the browser stays signed in)

        """);

    /// <summary>Prints a new link on demand; false when one was printed a moment ago.</summary>
    public bool PrintNew()
    {
        lock (printing)
        {
            var now = time.GetUtcNow();
            if (now - lastPrinted < Pause) return false;
            lastPrinted = now;
        }
        Print();
        return true;
    }
}
