using System.Globalization;
using Jarvis.Skills.Business;

namespace Jarvis.Bot.Alerts;

/// <summary>Settings "Alerts": who is told of what, where, when and how often. appsettings.json explains each.</summary>
public sealed class AlertsOptions
{
    public const string Section = "Alerts";

    public AlertRoutes Routes { get; set; } = new();

    /// <summary>Minutes between reminders, comma-separated; the last one repeats. Empty: no reminders.</summary>
    public string RemindAfterMinutes { get; set; } = "30, 120, 480, 1440";

    /// <summary>"22:00-07:00" in the owner's time zone; empty: none.</summary>
    public string QuietHours { get; set; } = "";

    /// <summary>0: never.</summary>
    public int EscalateAfterMinutes { get; set; } = 10;

    public int EscalateTimes { get; set; } = 3;

    /// <summary>Messages within a minute; beyond it they become one digest a minute.</summary>
    public int StormLimit { get; set; } = 5;

    /// <summary>How long a new alert waits for its cause to become known.</summary>
    public int GroupSeconds { get; set; } = 5;

    /// <summary>How long what stood under a resolved alert may take to recover as well.</summary>
    public int RecoverySeconds { get; set; } = 60;

    public NtfyOptions Ntfy { get; set; } = new();

    public MacOptions MacOS { get; set; } = new();

    public WebhookOptions Webhook { get; set; } = new();

    public DeadManOptions DeadMan { get; set; } = new();

    internal IReadOnlyList<TimeSpan> Reminders =>
        [.. Split(RemindAfterMinutes).Select(m => TimeSpan.FromMinutes(int.Parse(m, CultureInfo.InvariantCulture)))];

    internal QuietHours? Quiet => Alerts.QuietHours.TryParse(QuietHours, out var hours) ? hours : null;

    internal static IReadOnlyList<string> Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Targets by severity: comma-separated names out of <see cref="AlertTargets.Known"/>.</summary>
public sealed class AlertRoutes
{
    public string Info { get; set; } = "dashboard";

    public string Warning { get; set; } = "chat";

    public string Critical { get; set; } = "chat, ntfy, macos, webhook";

    internal string For(Severity severity) => severity switch
    {
        Severity.Info => Info,
        Severity.Warning => Warning,
        _ => Critical,
    };
}

/// <summary>A topic on ntfy.sh or on a server of one's own.</summary>
public sealed class NtfyOptions
{
    public string Url { get; set; } = "https://ntfy.sh";

    /// <summary>Empty: not connected.</summary>
    public string Topic { get; set; } = "";

    public string Token { get; set; } = "";

    /// <summary>Address of Jarvis's page as the phone reaches it, for the button "Open"; empty: no button.</summary>
    public string PageUrl { get; set; } = "";
}

/// <summary>Notifications on the Mac on which Jarvis runs.</summary>
public sealed class MacOptions
{
    public bool Enabled { get; set; }
}

/// <summary>A receiver of one's own; see <see cref="Targets.SignedWebhook"/> for how to verify.</summary>
public sealed class WebhookOptions
{
    /// <summary>Empty: not connected.</summary>
    public string Url { get; set; } = "";

    public string Secret { get; set; } = "";
}

/// <summary>Somebody outside who notices when Jarvis itself dies, such as healthchecks.io.</summary>
public sealed class DeadManOptions
{
    /// <summary>Empty: nobody.</summary>
    public string Url { get; set; } = "";

    public int EveryMinutes { get; set; } = 5;
}
