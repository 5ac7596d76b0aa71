using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;

namespace Jarvis.Bot.Models;

/// <summary>One request on its way through the router, over all attempts.</summary>
internal sealed class RouterJob(ModelRequest request, IReadOnlyList<ChatMessage> messages, ChatOptions options, PromptSize size, double need, bool streamed)
{
    /// <summary>Estimates may be too low by so much; what is set aside must not be.</summary>
    private const double Margin = 1.5;

    private int attempts;

    public Guid Id { get; } = Guid.NewGuid();

    public ModelRequest Request => request;

    public IReadOnlyList<ChatMessage> Messages => messages;

    public PromptSize Size => size;

    public double Need => need;

    public bool Streamed => streamed;

    public List<ModelAttempt> Attempts { get; } = [];

    /// <summary>True at the last tier that can be asked: what is worth waiting for is waited for only here.</summary>
    public bool LastResort { get; set; }

    public int NextAttempt() => ++attempts;

    public int MostOut(ModelTier tier) => Math.Min(options.MaxOutputTokens ?? tier.MaxOutputTokens, tier.MaxOutputTokens);

    /// <summary>The most that an attempt at a tier can cost; see <see cref="Pico"/>.</summary>
    public long MostPico(ModelTier tier)
    {
        var read = (int)(size.Total * Margin) + 50;
        return tier.Price.CostOf(new TokenUse(read, MostOut(tier)) { CacheWritten = tier.Price.CacheWrite > tier.Price.Input ? read : 0 });
    }

    /// <summary>What it will likely cost: answers are mostly short.</summary>
    public long LikelyPico(ModelTier tier) => tier.Price.CostOf(new TokenUse(size.Total, Math.Min(300, MostOut(tier))));

    public ChatOptions OptionsFor(ModelTier tier)
    {
        var own = options.Clone();
        ModelRequest.Detach(own);
        (own.ModelId, own.MaxOutputTokens) = (tier.Model, MostOut(tier));
        return own;
    }
}
