using System.Globalization;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Models;

/// <summary>The models on the live page: which are set up, and which share of the requests each gets. What they cost is a panel of the cost domain.</summary>
internal sealed class ModelsPanel(ModelTiers tiers, ModelBudgets budgets, ModelMix mix, IOptions<ModelsOptions> options, IServiceProvider services) : ILivePanel
{
    public string Title => "Models";

    public int Order => 80;

    public async Task<PanelContent> ReadAsync(CancellationToken cancel)
    {
        if (!options.Value.AnyUsable)
            return new PanelContent([])
            {
                WhenEmpty = "I understand by myself what my examples cover; for the rest no language model is set up. Write the key of one to Models__Providers__gemini__Key (or openai, anthropic), or the address of a server of your own to Models:Providers:own.",
            };
        var health = services.GetRequiredService<ProviderHealth>();
        var states = await budgets.ReadAsync(cancel);
        var shares = (await mix.ReadAsync(states[0].From, states[0].Until, cancel)).ToDictionary(m => m.Tier, StringComparer.OrdinalIgnoreCase);
        return new PanelContent([.. tiers.Usable.Select(t => Row(t, health.Trouble(t.Provider), shares[t.Name]))]);
    }

    private static PanelRow Row(ModelTier tier, string? trouble, TierShare share) =>
        new(tier.Model, trouble is null ? PanelState.Good : PanelState.Warn, trouble ?? $"ready, {tier.Name}")
        {
            Facts = [("Today", $"{share.Requests} requests"), ("Share", string.Create(CultureInfo.InvariantCulture, $"{share.Percent:0} % of {share.Target:0} % wanted"))],
        };
}
