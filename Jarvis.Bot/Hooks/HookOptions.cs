using Jarvis.Skills.Business.Hooks;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Hooks;

/// <summary>Settings "Hooks": who may post what to Jarvis over HTTP, by a name of the owner's.</summary>
public sealed class HookOptions
{
    public const string Section = "Hooks";

    public Dictionary<string, HookSource> Sources { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Larger posts are refused.</summary>
    public int MaxKilobytes { get; set; } = 64;
}

/// <summary>One sender, such as the form on the website.</summary>
public sealed class HookSource
{
    /// <summary>What it posts to: "leads".</summary>
    public string Hook { get; set; } = "";

    /// <summary>The last part of its address, 16 to 128 letters, digits, - and _. Whoever knows it may post.</summary>
    public string Key { get; set; } = "";

    /// <summary>When set, each post must carry X-Signature: sha256=(hex HMAC-SHA256 of the body with this secret).</summary>
    public string? Secret { get; set; }

    public int PerMinute { get; set; } = 60;

    /// <summary>A field that people do not see, and leave empty. What fills it is a robot.</summary>
    public string? Honeypot { get; set; }

    /// <summary>Where a browser is sent after a form; null for a short JSON answer.</summary>
    public string? Thanks { get; set; }
}

/// <summary>Says which setting is wrong and what is allowed. Keys and secrets are never repeated.</summary>
internal sealed class HookOptionsCheck(IEnumerable<IInboundHook> hooks) : IValidateOptions<HookOptions>
{
    public ValidateOptionsResult Validate(string? name, HookOptions options)
    {
        var known = hooks.Select(h => h.Name).Order(StringComparer.Ordinal).ToList();
        var wrong = new List<string>();
        if (options.MaxKilobytes is < 1 or > 10_240) wrong.Add($"Hooks:MaxKilobytes is \"{options.MaxKilobytes}\"; allowed is 1 to 10240.");
        foreach (var (source, given) in options.Sources)
        {
            var at = $"Hooks:Sources:{source}";
            if (!known.Contains(given.Hook, StringComparer.Ordinal)) wrong.Add($"{at}:Hook is \"{given.Hook}\"; allowed are {string.Join(", ", known)}.");
            if (given.Key.Length is < 16 or > 128 || !given.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) wrong.Add($"{at}:Key is not usable in an address; allowed are 16 to 128 letters, digits, - and _.");
            if (given.Secret is { Length: > 0 and < 16 }) wrong.Add($"{at}:Secret is too short; allowed are at least 16 characters, or nothing.");
            if (given.PerMinute is < 1 or > 100_000) wrong.Add($"{at}:PerMinute is \"{given.PerMinute}\"; allowed is 1 to 100000.");
            if (!string.IsNullOrEmpty(given.Thanks) && !(Uri.TryCreate(given.Thanks, UriKind.Absolute, out var thanks) && thanks.Scheme is "http" or "https")) wrong.Add($"{at}:Thanks is \"{given.Thanks}\"; allowed is an http or https address, or nothing.");
        }
        foreach (var twice in options.Sources.Values.GroupBy(s => (s.Hook, s.Key)).Where(g => g.Count() > 1)) wrong.Add($"Hooks:Sources has {twice.Count()} entries for \"{twice.Key.Hook}\" with the same Key; each needs its own.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
