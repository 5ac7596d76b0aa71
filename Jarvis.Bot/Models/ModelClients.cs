using System.Collections.Concurrent;
using Jarvis.Skills.Business.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Models;

/// <summary>
/// The providers' clients, each made when it is first asked: a vendor's library is large, and who has no key for it never loads it.
/// Their own retries are off, since every attempt is counted here.
/// </summary>
internal sealed class ModelClients(IOptions<ModelsOptions> options, IHttpMessageHandlerFactory handlers) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<IChatClient>> made = new(StringComparer.OrdinalIgnoreCase);

    public IChatClient For(ModelTier tier) => made.GetOrAdd($"{tier.Provider}|{tier.Model}", _ => new Lazy<IChatClient>(() => Make(tier))).Value;

    public void Dispose()
    {
        foreach (var client in made.Values.Where(c => c.IsValueCreated)) client.Value.Dispose();
    }

    private IChatClient Make(ModelTier tier)
    {
        var provider = options.Value.Providers[tier.Provider];
        // Time is up when the router says so.
        var http = new HttpClient(handlers.CreateHandler(nameof(ModelClients)), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        var client = provider.Kind == ModelProviderKind.Anthropic ? AnthropicClients.Make(provider, tier.Model, tier.MaxOutputTokens, http) : OpenAIClients.Make(provider, tier.Model, http);
        return client.AsBuilder().UseOpenTelemetry(sourceName: ModelTelemetry.Source, configure: telemetry => telemetry.EnableSensitiveData = false).Build();
    }
}
