using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Models;

/// <summary>A model that requests can go to, at its price.</summary>
/// <param name="Name">As in the settings: "economy".</param>
/// <param name="Quality">How good it is among the tiers, 0 to 1; compared with a request's need and floor.</param>
/// <param name="Share">The share of requests that should go to it, in per cent, before the owner said otherwise.</param>
public sealed record ModelTier(string Name, string Provider, string Model, ModelPrice Price, double Quality, double Share)
{
    /// <summary>Requests a day that cost nothing.</summary>
    public int FreeRequestsPerDay { get; init; }

    /// <summary>Where the provider's day begins at midnight.</summary>
    public TimeZoneInfo FreeDayZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What the model reads at most, in tokens.</summary>
    public int ContextTokens { get; init; }

    /// <summary>What it may write for one request, in tokens, unless the request says less.</summary>
    public int MaxOutputTokens { get; init; }

    /// <summary>Whether its provider is set up, so that requests can go to it now.</summary>
    public bool Usable { get; init; }

    /// <summary>When the provider's day began in which the instant lies.</summary>
    public DateTimeOffset FreeDayStart(DateTimeOffset at)
    {
        var midnight = TimeZoneInfo.ConvertTime(at, FreeDayZone).Date;
        return new DateTimeOffset(midnight, FreeDayZone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

/// <summary>All tiers of the settings, the cheapest first: the price list at which the ledger can be computed anew.</summary>
public sealed class ModelTiers
{
    private readonly Lazy<IReadOnlyList<ModelTier>> all;

    public ModelTiers(IOptions<ModelsOptions> options) : this(options, t => t) { }

    private ModelTiers(IOptions<ModelsOptions> options, Func<ModelTier, ModelTier> seen) => all = new(() =>
        [.. options.Value.Tiers.Select(t => seen(t.Value.Read(t.Key, options.Value))).OrderBy(t => t.Price.Input + t.Price.Output).ThenBy(t => t.Name, StringComparer.Ordinal)]);

    /// <summary>As if every provider were set up, for a company that is invented together with its models. None of them can be called.</summary>
    internal static ModelTiers Simulated(IOptions<ModelsOptions> options) => new(options, t => t with { Usable = true });

    public IReadOnlyList<ModelTier> All => all.Value;

    /// <summary>Those whose provider is set up.</summary>
    public IEnumerable<ModelTier> Usable => All.Where(t => t.Usable);

    public ModelTier? Find(string name) => All.FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));
}
