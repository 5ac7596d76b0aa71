using System.ComponentModel;
using Jarvis.Bot.Models;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Jarvis.Tests.Counterparts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel;

namespace Jarvis.Tests.Models;

/// <summary>The router with three providers on a counterpart, a store of its own and a clock that tests move.</summary>
internal sealed class ModelRig : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly bool ownsStore;

    private ModelRig(ServiceProvider services, TestStore store, bool ownsStore, FakeTimeProvider clock) => (this.services, Store, this.ownsStore, Clock) = (services, store, ownsStore, clock);

    public TestStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public IChatClient Router => services.GetRequiredService<IChatClient>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public IModelPlanChanges Plan => services.GetRequiredKeyedService<IModelPlanChanges>(EffectRegistration.Key);

    /// <param name="more">Settings beside the usual ones; null takes one away.</param>
    public static async Task<ModelRig> StartAsync(ModelAccount account, Dictionary<string, string?>? more = null, TestStore? store = null, FakeTimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Models:Providers:gemini:Kind"] = "Gemini",
            ["Models:Providers:gemini:Key"] = "key-gemini",
            ["Models:Providers:gemini:Url"] = account.Url + "v1beta/openai/",
            ["Models:Providers:openai:Kind"] = "OpenAI",
            ["Models:Providers:openai:Key"] = "key-openai",
            ["Models:Providers:openai:Url"] = account.Url + "v1",
            ["Models:Providers:anthropic:Kind"] = "Anthropic",
            ["Models:Providers:anthropic:Key"] = "key-anthropic",
            ["Models:Providers:anthropic:Url"] = account.Url.TrimEnd('/'),
            ["Models:Tiers:economy:Provider"] = "gemini",
            ["Models:Tiers:economy:Model"] = "gemini-test",
            ["Models:Tiers:economy:Input"] = "0.5",
            ["Models:Tiers:economy:Output"] = "0.5",
            ["Models:Tiers:economy:Quality"] = "0.6",
            ["Models:Tiers:economy:Share"] = "70",
            ["Models:Tiers:standard:Provider"] = "openai",
            ["Models:Tiers:standard:Model"] = "gpt-test",
            ["Models:Tiers:standard:Input"] = "0.6",
            ["Models:Tiers:standard:Output"] = "2",
            ["Models:Tiers:standard:Quality"] = "0.7",
            ["Models:Tiers:standard:Share"] = "20",
            ["Models:Tiers:premium:Provider"] = "anthropic",
            ["Models:Tiers:premium:Model"] = "claude-test",
            ["Models:Tiers:premium:Input"] = "3",
            ["Models:Tiers:premium:Output"] = "15",
            ["Models:Tiers:premium:Quality"] = "0.95",
            ["Models:Tiers:premium:Share"] = "10",
            ["Models:Failure:Pause"] = "00:00:00",
        };
        foreach (var (name, value) in more ?? []) settings[name] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Where(s => s.Value is not null)).Build();
        var time = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var owned = store is null;
        store ??= new TestStore();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(configuration).AddLogging(log => log.SetMinimumLevel(LogLevel.Error));
        collection.AddSingleton<TimeProvider>(time).AddSingleton<IDbContextFactory<JarvisDb>>(store);
        collection.AddBusiness();
        collection.AddModels(configuration);
        configure?.Invoke(collection);
        var rig = new ModelRig(collection.BuildServiceProvider(), store, owned, time);
        await rig.Get<ModelLedger>().StartAsync(CancellationToken.None);
        return rig;
    }

    public static ModelRequest Turn(string cause = "turn:1", double floor = 0, bool background = false, bool overBudget = false) =>
        new() { Purpose = background ? "summary" : "chat", Cause = cause, Floor = floor, Background = background, OverBudget = overBudget };

    public Task<ChatResponse> AskAsync(string text, ModelRequest? request = null) =>
        Router.GetResponseAsync([new ChatMessage(ChatRole.User, text)], new ChatOptions().For(request ?? Turn()));

    /// <summary>What a reader has in front of them when a streamed answer is over.</summary>
    public static async Task<string> ReadAsync(IAsyncEnumerable<ChatResponseUpdate> updates, List<string>? seen = null)
    {
        var text = "";
        await foreach (var update in updates)
        {
            text = update.IsRestart() ? "" : text + update.Text;
            seen?.Add(text);
        }
        return text;
    }

    public Task<List<ModelCall>> CallsAsync() => Store.AllAsync<ModelCall>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsStore) Store.Dispose();
    }
}

/// <summary>Two functions that count how often they are called.</summary>
internal sealed class CountingSkill
{
    public int Looked { get; private set; }

    public int Sent { get; private set; }

    public Kernel Kernel => new(plugins: [KernelPluginFactory.CreateFromObject(this, "shop")]);

    [KernelFunction("stock"), Description("How many of a product are in stock")]
    public string Stock(string product) => $"{++Looked * 7} {product}";

    [KernelFunction("reorder"), Description("Orders more of a product")]
    public string Reorder(string product, int count) => $"ordered {++Sent * count} {product}";
}
