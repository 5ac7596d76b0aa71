using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Routes;

/// <summary>Settings "Routes": to which chat channels briefings and alerts go. appsettings.json explains each.</summary>
public sealed class RoutesOptions
{
    public const string Section = "Routes";

    /// <summary>What settings may name.</summary>
    public static readonly IReadOnlyList<string> Known = ["telegram", "discord", "teams", "web", "console"];

    /// <summary>Comma-separated channels; empty: wherever people are paired.</summary>
    public string Briefings { get; set; } = "";

    public string Info { get; set; } = "";

    public string Warning { get; set; } = "";

    public string Critical { get; set; } = "";

    internal string For(string kind) => kind switch
    {
        MessageKind.Briefings => Briefings,
        "info" => Info,
        "warning" => Warning,
        "critical" => Critical,
        _ => "",
    };

    internal static IReadOnlyList<string> Split(string list) => [.. list.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];
}

/// <summary>Says which route names no channel.</summary>
internal sealed class RoutesOptionsCheck : IValidateOptions<RoutesOptions>
{
    public ValidateOptionsResult Validate(string? name, RoutesOptions options)
    {
        var wrong = MessageKind.All.SelectMany(kind => RoutesOptions.Split(options.For(kind)).Except(RoutesOptions.Known, StringComparer.Ordinal)
            .Select(channel => $"Routes:{char.ToUpperInvariant(kind[0])}{kind[1..]} is \"{channel}\". Allowed: any of {string.Join(", ", RoutesOptions.Known)}, separated by commas, or nothing.")).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
