using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Models;

/// <summary>An unknown price is an error at the start, never zero.</summary>
internal sealed class ModelsOptionsCheck(IConfiguration configuration) : IValidateOptions<ModelsOptions>
{
    private const string PriceAllowed = "US dollars for a million tokens, from 0 (free) to 10000, with at most six decimals";
    private const string MoneyAllowed = "US dollars, 0 or more, or nothing for no limit";

    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        ReadEach<ModelProviderOptions>("Providers");
        ReadEach<ModelTierOptions>("Tiers");
        ReadEach<ModelLimitOptions>("Budgets:Domains");
        var wrong = new List<string>();
        foreach (var (provider, settings) in options.Providers) CheckProvider($"Models:Providers:{provider}", provider, settings, options, wrong);
        foreach (var (tier, settings) in options.Tiers) CheckTier($"Models:Tiers:{tier}", settings, options, wrong);
        if (options.Tiers.Count > 0 && Math.Abs(options.Tiers.Values.Sum(t => t.Share) - 100) > 0.01)
            Say(wrong, "Models:Tiers", string.Join(", ", options.Tiers.Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value.Share}"))), "Shares that make 100 together");
        CheckLimits("Models:Budgets", options.Budgets, wrong);
        if (options.Budgets.Turn < 0) Say(wrong, "Models:Budgets:Turn", options.Budgets.Turn, MoneyAllowed);
        foreach (var (domain, limits) in options.Budgets.Domains) CheckLimits($"Models:Budgets:Domains:{domain}", limits, wrong);
        if (options.Budgets.NearPercent is not (>= 1 and <= 100)) Say(wrong, "Models:Budgets:NearPercent", options.Budgets.NearPercent, "a number from 1 to 100");
        CheckFailure(options.Failure, wrong);
        if (!string.IsNullOrEmpty(options.OtlpUrl) && !IsWeb(options.OtlpUrl)) Say(wrong, "Models:OtlpUrl", options.OtlpUrl, "an http or https address, such as http://localhost:4317, or nothing");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>The binder leaves an entry of a dictionary out when a value in it cannot be read, and says nothing; read alone, it throws.</summary>
    private void ReadEach<T>(string group)
    {
        foreach (var entry in configuration.GetSection($"{ModelsOptions.Section}:{group}").GetChildren()) entry.Get<T>();
    }

    private static void CheckProvider(string at, string name, ModelProviderOptions provider, ModelsOptions all, List<string> wrong)
    {
        if (provider.Url.Length > 0 && !IsWeb(provider.Url)) Say(wrong, $"{at}:Url", provider.Url, "an http or https address, such as http://localhost:11434/v1, or nothing");
        // A key is never repeated, not even a wrong one.
        if (provider.Key.Any(c => c is < '!' or > '~')) wrong.Add($"{at}:Key holds a character that no key has; allowed are letters, digits and signs without blanks.");
        if (!Enum.IsDefined(provider.Kind)) Say(wrong, $"{at}:Kind", provider.Kind, "Gemini, OpenAI, Anthropic or Compatible");
        if (provider.IsUsable && !all.Tiers.Values.Any(t => string.Equals(t.Provider, name, StringComparison.OrdinalIgnoreCase)))
            wrong.Add($"{at} is set up, but no tier uses it; write Models:Tiers:<name> with Provider \"{name}\", Model, Input and Output (prices) and Quality.");
    }

    private static void CheckTier(string at, ModelTierOptions tier, ModelsOptions all, List<string> wrong)
    {
        if (!all.Providers.ContainsKey(tier.Provider)) Say(wrong, $"{at}:Provider", tier.Provider, $"one of Models:Providers ({string.Join(", ", all.Providers.Keys)})");
        if (string.IsNullOrWhiteSpace(tier.Model)) Say(wrong, $"{at}:Model", tier.Model, "the provider's name of a model");
        CheckPrice($"{at}:Input", tier.Input, needed: true, wrong);
        CheckPrice($"{at}:Output", tier.Output, needed: true, wrong);
        CheckPrice($"{at}:CachedInput", tier.CachedInput, needed: false, wrong);
        CheckPrice($"{at}:CacheWrite", tier.CacheWrite, needed: false, wrong);
        if (tier.Quality is not (>= 0 and <= 1)) Say(wrong, $"{at}:Quality", tier.Quality, "a number from 0 to 1");
        if (tier.Share is not (>= 0 and <= 100)) Say(wrong, $"{at}:Share", tier.Share, "a number from 0 to 100");
        if (tier.FreeRequestsPerDay < 0) Say(wrong, $"{at}:FreeRequestsPerDay", tier.FreeRequestsPerDay, "a whole number, 0 or more");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(tier.FreeDayZone, out _)) Say(wrong, $"{at}:FreeDayZone", tier.FreeDayZone, "an IANA name, such as America/Los_Angeles");
        if (tier.ContextTokens is not (>= 1_000 and <= 100_000_000)) Say(wrong, $"{at}:ContextTokens", tier.ContextTokens, "a whole number from 1000 to 100000000");
        if (tier.MaxOutputTokens is not (>= 16 and <= 1_000_000)) Say(wrong, $"{at}:MaxOutputTokens", tier.MaxOutputTokens, "a whole number from 16 to 1000000");
    }

    private static void CheckPrice(string at, decimal? price, bool needed, List<string> wrong)
    {
        if (price is null && needed) wrong.Add($"{at} is not set; write {PriceAllowed}.");
        else if (price is < 0 or > 10_000 || (price is { } given && decimal.Round(given, 6) != given)) Say(wrong, at, price, PriceAllowed);
    }

    private static void CheckLimits(string at, ModelLimitOptions limits, List<string> wrong)
    {
        if (limits.Day is < 0 or > 1_000_000) Say(wrong, $"{at}:Day", limits.Day, MoneyAllowed);
        if (limits.Month is < 0 or > 1_000_000) Say(wrong, $"{at}:Month", limits.Month, MoneyAllowed);
    }

    private static void CheckFailure(ModelFailureOptions failure, List<string> wrong)
    {
        const string at = "Models:Failure";
        if (failure.Timeout < TimeSpan.FromSeconds(1) || failure.Timeout > TimeSpan.FromMinutes(30)) Say(wrong, $"{at}:Timeout", failure.Timeout, "a time span from 00:00:01 to 00:30:00, written as d.hh:mm:ss");
        if (failure.Retries is not (>= 0 and <= 10)) Say(wrong, $"{at}:Retries", failure.Retries, "a whole number from 0 to 10");
        if (failure.Pause < TimeSpan.Zero || failure.Pause > TimeSpan.FromMinutes(1)) Say(wrong, $"{at}:Pause", failure.Pause, "a time span from 00:00:00 to 00:01:00, written as d.hh:mm:ss");
        if (failure.BreakAfter is not (>= 2 and <= 1000)) Say(wrong, $"{at}:BreakAfter", failure.BreakAfter, "a whole number from 2 to 1000");
        if (failure.BreakFor < TimeSpan.FromSeconds(1) || failure.BreakFor > TimeSpan.FromDays(1)) Say(wrong, $"{at}:BreakFor", failure.BreakFor, "a time span from 00:00:01 to 1.00:00:00, written as d.hh:mm:ss");
    }

    private static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static void Say(List<string> wrong, string setting, object? value, string allowed) =>
        wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{setting} is \"{value}\"; allowed is {allowed}."));
}
