namespace Jarvis.Skills.Business.Models;

/// <summary>Settings "Models": where language models are, what they cost, and what may be spent on them.</summary>
public sealed class ModelsOptions
{
    public const string Section = "Models";

    public Dictionary<string, ModelProviderOptions> Providers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, ModelTierOptions> Tiers { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    public ModelBudgetOptions Budgets { get; set; } = new();

    public ModelFailureOptions Failure { get; set; } = new();

    /// <summary>Where traces and metrics go by OTLP; null for nowhere.</summary>
    public string? OtlpUrl { get; set; }

    /// <summary>Prompts and answers go to the log, masked.</summary>
    public bool LogText { get; set; }

    /// <summary>Whether any model can be asked at all.</summary>
    public bool AnyUsable => Tiers.Values.Any(t => t.Provider is { } provider && Providers.GetValueOrDefault(provider)?.IsUsable == true);
}

/// <summary>How a provider is spoken to.</summary>
public enum ModelProviderKind
{
    Gemini,
    OpenAI,
    Anthropic,

    /// <summary>Any server that speaks as OpenAI's does, such as Ollama; it needs an address and may need no key.</summary>
    Compatible,
}

/// <summary>One provider.</summary>
public sealed class ModelProviderOptions
{
    public ModelProviderKind Kind { get; set; }

    /// <summary>Empty: the provider is not used.</summary>
    public string Key { get; set; } = "";

    /// <summary>Empty: the provider's own address.</summary>
    public string Url { get; set; } = "";

    public bool IsUsable => Kind == ModelProviderKind.Compatible ? Url.Length > 0 : Key.Length > 0;
}

/// <summary>One model and its price.</summary>
public sealed class ModelTierOptions
{
    public string Provider { get; set; } = "";

    public string Model { get; set; } = "";

    /// <summary>US dollars for a million tokens. Not set is an error, never zero.</summary>
    public decimal? Input { get; set; }

    public decimal? Output { get; set; }

    /// <summary>Not set: as <see cref="Input"/>.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>Not set: as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; set; }

    public double Quality { get; set; } = 0.5;

    public double Share { get; set; }

    public int FreeRequestsPerDay { get; set; }

    public string FreeDayZone { get; set; } = "UTC";

    public int ContextTokens { get; set; } = 128_000;

    public int MaxOutputTokens { get; set; } = 2_000;

    internal ModelTier Read(string name, ModelsOptions all) =>
        new(name, Provider, Model, new ModelPrice(Input!.Value, Output!.Value, CachedInput ?? Input.Value, CacheWrite ?? Input.Value), Quality, Share)
        {
            FreeRequestsPerDay = FreeRequestsPerDay,
            FreeDayZone = TimeZoneInfo.FindSystemTimeZoneById(FreeDayZone),
            ContextTokens = ContextTokens,
            MaxOutputTokens = MaxOutputTokens,
            Usable = all.Providers.GetValueOrDefault(Provider)?.IsUsable == true,
        };
}

/// <summary>What may be spent, in US dollars. Null means no limit. What the owner says in chat counts instead.</summary>
public class ModelLimitOptions
{
    public decimal? Day { get; set; }

    public decimal? Month { get; set; }
}

/// <summary>The limits over all, and those of single domains beside them.</summary>
public sealed class ModelBudgetOptions : ModelLimitOptions
{
    public decimal? Turn { get; set; }

    public Dictionary<string, ModelLimitOptions> Domains { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>From this share of a budget on, in per cent, a cheaper tier is taken.</summary>
    public double NearPercent { get; set; } = 80;
}

/// <summary>What is done when a provider fails.</summary>
public sealed class ModelFailureOptions
{
    /// <summary>How long an answer, or the next piece of a streamed one, may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Further tries at the same provider, for what may pass by itself.</summary>
    public int Retries { get; set; } = 1;

    /// <summary>The first pause before another try; each further one is about twice as long, with chance in it.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A provider at which half of so many attempts, or more, fail within <see cref="BreakFor"/> is left alone …</summary>
    public int BreakAfter { get; set; } = 5;

    /// <summary>… for so long.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(60);
}
