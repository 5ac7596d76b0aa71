namespace Jarvis.Bot.Hosting;

/// <summary>
/// The settings of "--demo": appsettings.Demo.json over those of the owner's settings that say how Jarvis behaves. What leads outside is
/// taken from nowhere but variables that begin with DEMO_ and the command line, so that a demo cannot reach anything real by accident.
/// </summary>
internal static class DemoSettings
{
    public const string Switch = "--demo";
    public const string File = "appsettings.Demo.json";
    public const string Prefix = "DEMO_";

    /// <summary>Named, so that a connection which Jarvis learns later stays out by itself.</summary>
    private static readonly string[] Kept =
        ["Governance", "Autonomy", "Routines", "Reports", "People", "Sales", "Logging", "Dashboard", "Channels:Web", "Channels:Console", "Alerts:Routes", "Health:Recovery", "Health:Thresholds"];

    /// <summary>Takes the switch out of the arguments: beside "--name value" it would eat its neighbour.</summary>
    public static bool Wanted(ref string[] args)
    {
        var given = args.Length;
        args = [.. args.Where(a => !a.Equals(Switch, StringComparison.OrdinalIgnoreCase))];
        return args.Length < given;
    }

    public static void UseDemo(this ConfigurationManager configuration, string[] args)
    {
        var kept = configuration.AsEnumerable().Where(s => s.Value is not null && IsKept(s.Key)).ToList();
        configuration.Sources.Clear();
        configuration.AddInMemoryCollection(kept);
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, File), optional: false);
        configuration.AddEnvironmentVariables(Prefix);
        configuration.AddCommandLine(args);
    }

    /// <summary>Of the alerts, their times and limits; their targets are sections of their own.</summary>
    private static bool IsKept(string key) =>
        Kept.Any(k => key.Equals(k, StringComparison.OrdinalIgnoreCase) || key.StartsWith(k + ":", StringComparison.OrdinalIgnoreCase))
        || (key.StartsWith("Alerts:", StringComparison.OrdinalIgnoreCase) && key.IndexOf(':', "Alerts:".Length) < 0);
}
