using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Jarvis.Tests.Counterparts.Mail;

/// <summary>An SMTP server that misbehaves as it is told: refuses, breaks off, sends connections away. What a good one does is for <see cref="MailSink"/> to show.</summary>
public sealed class ScriptedSmtp : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task serving;

    public ScriptedSmtp()
    {
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>What it answers to a command ("RCPT", "DATA", "." for the end of the text); "cut" breaks the connection. Null for the usual.</summary>
    public Func<string, string?> Answers { get; set; } = _ => null;

    public int Connections { get; private set; }

    /// <summary>Texts that came whole, also those that were not acknowledged.</summary>
    public int Texts { get; private set; }

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal) { ["Mail:Smtp:Host"] = "127.0.0.1", ["Mail:Smtp:Port"] = $"{((IPEndPoint)listener.LocalEndpoint).Port}", ["Mail:Smtp:Security"] = "None" };

    public async ValueTask DisposeAsync()
    {
        if (serving.IsCompleted) return;
        await stop.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            Connections++;
            try
            {
                await TalkAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The other side has gone.
            }
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        if (!await SayAsync(stream, Answers("hello") ?? "220 scripted ready")) return;
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var verb = line.Split([' ', ':'], 2)[0].ToUpperInvariant();
            if (!await SayAsync(stream, Answers(verb) ?? verb switch { "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" })) return;
            if (verb == "DATA" && !await TakeTextAsync(stream, reader)) return;
            if (verb == "QUIT") return;
        }
    }

    private async Task<bool> TakeTextAsync(NetworkStream stream, StreamReader reader)
    {
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            if (line != ".") continue;
            Texts++;
            return await SayAsync(stream, Answers(".") ?? "250 queued");
        }
        return false;
    }

    private async Task<bool> SayAsync(NetworkStream stream, string answer)
    {
        if (answer == "cut") return false;
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer + "\r\n"), stop.Token);
        return true;
    }
}
