using System.Text.RegularExpressions;

namespace Jarvis.Bot.Dashboard;

/// <summary>A setting as it counts now.</summary>
/// <param name="From">Where its value comes from: a file's name, "environment", "command line".</param>
/// <param name="Hidden">True when the value is a secret, or may hold one, and is not shown.</param>
internal sealed record SettingInForce(string Name, string Value, string From, bool Hidden);

/// <summary>
/// The settings of Jarvis as they count now. Only sections that appsettings.json knows are listed (the environment holds much else),
/// and of those only values that cannot be secrets.
/// </summary>
internal sealed partial class SettingsInForce(IConfiguration configuration)
{
    public IReadOnlyList<IGrouping<string, SettingInForce>> Read()
    {
        if (configuration is not IConfigurationRoot root) return [];
        var sections = root.Providers.OfType<Microsoft.Extensions.Configuration.Json.JsonConfigurationProvider>()
            .SelectMany(p => p.GetChildKeys([], parentPath: null)).Where(s => s is not "Logging").ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. root.AsEnumerable()
            .Where(s => s.Value is not null && sections.Contains(s.Key.Split(':')[0]))
            .OrderBy(s => s.Key, ConfigurationKeyComparer.Instance)
            .Select(s => Of(s.Key, s.Value!, Source(root, s.Key)))
            .GroupBy(s => s.Name.Split(':')[0], StringComparer.OrdinalIgnoreCase)];
    }

    internal static SettingInForce Of(string name, string value, string from)
    {
        if (value.Length == 0) return new SettingInForce(name, "", from, Hidden: false);
        var hidden = AlwaysSecret().IsMatch(name) || (!IsHarmless(value) && (SecretName().IsMatch(name) || SecretValue().IsMatch(value)));
        return new SettingInForce(name, hidden ? "" : value, from, hidden);
    }

    /// <summary>Small numbers, switches and durations hold no secret, though the name may sound like one ("MaxTokens").</summary>
    private static bool IsHarmless(string value) => bool.TryParse(value, out _) || Small().IsMatch(value);

    private static string Source(IConfigurationRoot root, string key)
    {
        var provider = root.Providers.LastOrDefault(p => p.TryGet(key, out _));
        return provider switch
        {
            FileConfigurationProvider { Source.Path: { } path } => path.Contains("secrets", StringComparison.OrdinalIgnoreCase) ? "user secrets" : Path.GetFileName(path),
            null => "",
            _ => provider.GetType().Name switch
            {
                var n when n.StartsWith("Environment", StringComparison.Ordinal) => "environment",
                var n when n.StartsWith("CommandLine", StringComparison.Ordinal) => "command line",
                _ => "start-up",
            },
        };
    }

    [GeneratedRegex("(password|passphrase|pwd|secret|token|key|pin)(:[0-9]+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex AlwaysSecret();

    [GeneratedRegex(@"pass|pwd|secret|token|key|credential|connection|postgres|redis|dsn|auth|bearer|cookie|private|certificate|signature|webhook|deadman|ping|topic|cert|login|^.*:(from|to|user|account)\w*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();

    // user:password@, key=value connection strings, URLs with a query, a long path part or a fragment, and any long unbroken run of letters and digits.
    [GeneratedRegex(@"://[^/\s]*@|(password|pwd|secret|token|key|sig)\s*=|://\S*[?#]|[A-Za-z0-9+/_=-]{20,}|\d{5,}:|-----BEGIN", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex SecretValue();

    [GeneratedRegex(@"^-?(\d{1,7}(\.\d{1,6})?|(\d{1,3}\.)?\d{1,2}:\d{2}(:\d{2}(\.\d{1,7})?)?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Small();
}
