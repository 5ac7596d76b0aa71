using System.Globalization;
using System.Text.RegularExpressions;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Alerts;

/// <summary>Says which setting of "Alerts" is wrong, its value, and what is allowed. Secrets are named, never shown.</summary>
internal sealed partial class AlertsOptionsValidation : IValidateOptions<AlertsOptions>
{
    private const int ShortestSecret = 16;

    public ValidateOptionsResult Validate(string? name, AlertsOptions options)
    {
        var wrong = new List<string>();
        foreach (var severity in Enum.GetValues<Severity>())
            foreach (var target in AlertsOptions.Split(options.Routes.For(severity)))
                Check(AlertTargets.Known.Contains(target, StringComparer.OrdinalIgnoreCase), $"Routes:{severity}", target, $"any of {string.Join(", ", AlertTargets.Known)}, separated by commas");
        foreach (var minutes in AlertsOptions.Split(options.RemindAfterMinutes))
            Check(int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is >= 1 and <= 43200, "RemindAfterMinutes", minutes, "whole minutes from 1 to 43200, separated by commas");
        Check(options.QuietHours.Length == 0 || options.Quiet is not null, "QuietHours", options.QuietHours, "a span such as 22:00-07:00, or nothing");
        Between("EscalateAfterMinutes", options.EscalateAfterMinutes, 0, 1440);
        Between("EscalateTimes", options.EscalateTimes, 0, 20);
        Between("StormLimit", options.StormLimit, 1, 100);
        Between("GroupSeconds", options.GroupSeconds, 0, 300);
        Between("RecoverySeconds", options.RecoverySeconds, 0, 3600);

        var ntfy = options.Ntfy;
        Check(ntfy.Topic.Length == 0 || Topic().IsMatch(ntfy.Topic), "Ntfy:Topic", ntfy.Topic, "1 to 64 letters, digits, - and _");
        Check(IsHttp(ntfy.Url), "Ntfy:Url", ntfy.Url, "an address such as https://ntfy.sh");
        Check(ntfy.PageUrl.Length == 0 || (IsHttp(ntfy.PageUrl) && !ntfy.PageUrl.Contains(',', StringComparison.Ordinal) && !ntfy.PageUrl.Contains(';', StringComparison.Ordinal)),
            "Ntfy:PageUrl", ntfy.PageUrl, "an http or https address without commas, or nothing");
        Hidden(ntfy.Token.All(c => c is > ' ' and < '\x7f'), "Ntfy:Token", "an access token in plain ASCII");
        Check(!options.MacOS.Enabled || OperatingSystem.IsMacOS(), "MacOS:Enabled", "true", "false on this machine, which is not a Mac");
        // These addresses are secrets as well: whoever knows them can write there.
        Hidden(options.Webhook.Url.Length == 0 || IsHttp(options.Webhook.Url), "Webhook:Url", "an http or https address, or nothing");
        Hidden(options.Webhook.Url.Length == 0 || options.Webhook.Secret.Length >= ShortestSecret, "Webhook:Secret", $"at least {ShortestSecret} characters, with which the receiver verifies the signature");
        Hidden(options.DeadMan.Url.Length == 0 || IsHttp(options.DeadMan.Url), "DeadMan:Url", "an http or https address, or nothing");
        Between("DeadMan:EveryMinutes", options.DeadMan.EveryMinutes, 1, 1440);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check(bool right, string setting, string value, string allowed)
        {
            if (!right) wrong.Add($"Alerts:{setting} is \"{value}\". Allowed: {allowed}.");
        }

        void Hidden(bool right, string setting, string allowed)
        {
            if (!right) wrong.Add($"Alerts:{setting} is not usable (its value is not shown, since it may be a secret). Allowed: {allowed}.");
        }

        void Between(string setting, int value, int least, int most) =>
            Check(value >= least && value <= most, setting, value.ToString(CultureInfo.InvariantCulture), $"{least} to {most}");
    }

    private static bool IsHttp(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    [GeneratedRegex("^[-_A-Za-z0-9]{1,64}$", RegexOptions.None, 10_000)]
    private static partial Regex Topic();
}
