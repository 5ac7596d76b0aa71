using System.Globalization;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hosting;

/// <summary>
/// The environment variables of the owner's earlier system, read as the settings that they became. One that is set wins
/// over every other place where the setting is written. Empty counts as not set.
/// </summary>
internal static class LegacyEnvironment
{
    private static readonly Dictionary<string, (string Setting, Func<string, string?> Read, string Allowed)> Names = new(StringComparer.Ordinal)
    {
        ["AUTONOMOUS_ENABLED"] = ("Autonomy:Enabled", Switch, "true or false"),
        ["AUTONOMOUS_CLEARANCE"] = ("Governance:Clearance", text => ClearanceNames.TryParse(text, out var level) ? level.Word() : null, ClearanceNames.Allowed),
        ["AUTONOMOUS_ANALYSIS_INTERVAL"] = ("Autonomy:AnalysisInterval", Milliseconds, "a whole number of milliseconds from 1000 to 86400000 (300000 is five minutes)"),
        ["AUTONOMOUS_MAX_CONCURRENT_TASKS"] = ("Autonomy:MaxConcurrentTasks", text => Whole(text, 1, 64)?.ToString(CultureInfo.InvariantCulture), "a whole number from 1 to 64"),
        ["AUTONOMOUS_AUTO_APPROVE_SUGGESTIONS"] = ("Governance:AutoApproveSuggestions", Switch, "true or false"),
        ["AUTONOMOUS_AUTO_APPROVE_MODIFY_PRODUCTION"] = ("Governance:AutoApproveModifyProduction", Switch, "true or false"),
    };

    /// <exception cref="OptionsValidationException">A value is wrong. The messages name the variable, the value and what is allowed.</exception>
    public static IConfigurationBuilder AddLegacyEnvironment(this IConfigurationBuilder configuration, Func<string, string?>? variable = null) =>
        configuration.AddInMemoryCollection(Read(variable ?? Environment.GetEnvironmentVariable));

    internal static Dictionary<string, string?> Read(Func<string, string?> variable)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var wrong = new List<string>();
        foreach (var (name, (setting, read, allowed)) in Names)
        {
            var text = variable(name)?.Trim();
            if (string.IsNullOrEmpty(text)) continue;
            if (read(text) is { } value) settings[setting] = value;
            else wrong.Add($"{name} is \"{text}\"; allowed is {allowed}.");
        }
        return wrong.Count == 0 ? settings : throw new OptionsValidationException(nameof(LegacyEnvironment), typeof(LegacyEnvironment), wrong);
    }

    private static string? Switch(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => "true",
        "false" or "0" or "no" or "off" => "false",
        _ => null,
    };

    private static string? Milliseconds(string text) =>
        Whole(text, 1_000, 86_400_000) is { } value ? TimeSpan.FromMilliseconds(value).ToString("c", CultureInfo.InvariantCulture) : null;

    private static long? Whole(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : null;
}
