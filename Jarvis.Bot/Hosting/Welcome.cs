using System.Text;
using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>
/// At every start, says on the console what is connected, what is not, and what to write where to connect it. At the first one it greets the
/// owner on the page with the same.
/// </summary>
internal sealed partial class Welcome(
    SimulationInfo simulation, ChannelStates channels, IEnumerable<ILivePanel> panels, Pairing pairing, Outbox outbox, IOptions<BusinessOptions> business,
    IHostApplicationLifetime lifetime, TextWriter console, TimeProvider time, ILogger<Welcome> log) : BackgroundService
{
    private const string Page = "web";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(4);

    private static readonly IReadOnlyList<IReadOnlyList<Button>> Buttons =
        [[new("What needs me?", "s:what needs me?"), new("Status", "s:status"), new("Daily report", "s:daily report")]];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await HostReady.WaitAsync(lifetime, stoppingToken)) return;
        for (var until = time.GetUtcNow() + ConnectWithin; channels.All.Values.Any(c => c.Health == ChannelHealth.Starting) && time.GetUtcNow() < until;)
            await Task.Delay(Look, time, stoppingToken);
        var lines = await LinesAsync(stoppingToken);
        if (simulation.IsDemo) Simulated(business.Value.Name);
        foreach (var line in lines) Standing(line);
        ShowPairingCode();
        if (outbox.Senders.ContainsKey(Page)) await outbox.SayAsync("welcome", Page, LocalOwner.Id, new Reply(Greeting(lines)) { Buttons = Buttons }, stoppingToken);
    }

    /// <summary>Past the log: whoever reads logs later must not find a code in them.</summary>
    private void ShowPairingCode()
    {
        if (pairing.CurrentCode is not { } code) return;
        console.WriteLine($"""

              Pairing code: {code.Code}
              (send it to Jarvis on a chat channel, and you are known there as the owner; it works once, until {business.Value.Local(code.ExpiresAt):HH:mm})

            """);
    }

    private string Greeting(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder(simulation.IsDemo
            ? $"""
               **Hello, I am Jarvis. This is a simulation.** {business.Value.Name} does not exist: its services, customers and orders are invented, and nothing leaves this computer. Everything else is as it would be with your own business.

               Within a minute I will have looked at everything and ask you what to do. A service will fail, too; I am allowed to restart it, and tell you. Meanwhile orders, leads and tickets arrive.

               Ask me "what needs me?", "status", "history of licence-server", "incidents", "what did you do today?" or "daily report". Decide with the buttons, or with "approve 1", "reject 2 because …" and "why 3?". "help" shows the rest.
               """
            : $"""
               **Hello, I am Jarvis.** I watch {business.Value.Name}, tell you what needs you, and do what you allow. Say "help" to see what you can ask.

               """);
        if (!simulation.IsDemo)
            foreach (var line in lines) text.Append("\n- ").Append(line);
        return text.ToString();
    }

    private async Task<IReadOnlyList<string>> LinesAsync(CancellationToken cancel)
    {
        var lines = new List<string>();
        var connected = channels.All.Where(c => c.Value.Health == ChannelHealth.Connected).Select(c => c.Key).Order(StringComparer.Ordinal).ToList();
        if (connected.Count > 0) lines.Add($"Connected: {string.Join(", ", connected)}.");
        foreach (var (name, state) in channels.All.Where(c => c.Value.Health != ChannelHealth.Connected).OrderBy(c => c.Key, StringComparer.Ordinal))
            lines.Add($"{(state.Health switch { ChannelHealth.NotConfigured => "Not connected", ChannelHealth.Starting => "Still connecting", _ => "Down" })}: {name}.{(state.Note.Length > 0 ? " " + state.Note : "")}");
        foreach (var panel in panels.OrderBy(p => p.Order))
        {
            var content = await panel.ReadAsync(cancel);
            if (content.Rows.Count > 0) lines.Add($"{panel.Title}: {content.Rows.Count}.");
            else if (content.WhenEmpty.Length > 0) lines.Add($"{panel.Title}: none. {content.WhenEmpty}");
        }
        return lines;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "*** SIMULATION *** {Business} and all that happens in it is invented. Nothing real is watched, changed or told.")]
    private partial void Simulated(string business);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Line}")]
    private partial void Standing(string line);
}
