using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Alerts;

/// <summary>Where alerts go. The dashboard reads the alerts themselves, so nothing is sent there.</summary>
public sealed class AlertTargets
{
    public const string Chat = "chat";
    public const string Ntfy = "ntfy";
    public const string MacOS = "macos";
    public const string Webhook = "webhook";

    /// <summary>What settings may name.</summary>
    public static readonly IReadOnlyList<string> Known = [Chat, Ntfy, MacOS, Webhook, "dashboard"];

    private readonly MessageRoutes chat;
    private readonly Dictionary<string, string> addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Severity, IReadOnlyList<string>> routes = [];

    public AlertTargets(IOptions<AlertsOptions> options, MessageRoutes chat)
    {
        this.chat = chat;
        var alerts = options.Value;
        if (alerts.Ntfy.Topic.Length > 0) addresses[Ntfy] = alerts.Ntfy.Topic;
        if (alerts.MacOS.Enabled) addresses[MacOS] = "this Mac";
        if (alerts.Webhook.Url.Length > 0) addresses[Webhook] = "receiver";
        Connected = [Chat, .. addresses.Keys];
        foreach (var severity in Enum.GetValues<Severity>())
            routes[severity] = [.. Connected.Intersect(AlertsOptions.Split(alerts.Routes.For(severity)), StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>All that can be reached.</summary>
    public IReadOnlyList<string> Connected { get; }

    /// <summary>Those of the severity's route that are connected; chat too, where its channels are chosen.</summary>
    public IReadOnlyList<string> For(Severity severity) =>
        routes[severity].Contains(Chat) || chat.For(AlertText.Word(severity)).Count == 0 ? routes[severity] : [Chat, .. routes[severity]];

    /// <summary>Shows each push target beside the channels, with what to write where it is not connected.</summary>
    internal void Report(ChannelStates states)
    {
        Show(Ntfy, "Write the topic to Alerts:Ntfy:Topic to get alerts on your phone.");
        Show(MacOS, OperatingSystem.IsMacOS() ? "Set Alerts:MacOS:Enabled to true for notifications on this Mac." : "Only where Jarvis runs on a Mac.");
        Show(Webhook, "Write Alerts:Webhook:Url and Alerts:Webhook:Secret to have alerts posted to your own receiver.");

        void Show(string target, string otherwise) =>
            states.Set(target, addresses.ContainsKey(target) ? ChannelHealth.Connected : ChannelHealth.NotConfigured, addresses.ContainsKey(target) ? "" : otherwise);
    }

    /// <summary>The address that stands in the outbox; null for chat, whose addresses are people's.</summary>
    public string? AddressOf(string target) => addresses.GetValueOrDefault(target);
}
