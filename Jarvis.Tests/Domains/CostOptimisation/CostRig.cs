using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.CostOptimisation.Analysis;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Domains.CostOptimisation;

/// <summary>Jarvis with three models at round prices and a ledger that a test writes. It is Monday 23 November, 9:00.</summary>
internal sealed class CostRig : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Business:Currency"] = "EUR",
        ["Cost:UsdRate"] = "0.9",
        ["Models:Providers:gemini:Kind"] = "Gemini", ["Models:Providers:gemini:Key"] = "key-one",
        ["Models:Providers:claude:Kind"] = "Anthropic", ["Models:Providers:claude:Key"] = "key-two",
        ["Models:Tiers:economy:Provider"] = "gemini", ["Models:Tiers:economy:Model"] = "gemini-flash", ["Models:Tiers:economy:Input"] = "1", ["Models:Tiers:economy:Output"] = "2",
        ["Models:Tiers:economy:Quality"] = "0.5", ["Models:Tiers:economy:Share"] = "80",
        ["Models:Tiers:best:Provider"] = "claude", ["Models:Tiers:best:Model"] = "claude-sonnet", ["Models:Tiers:best:Input"] = "10", ["Models:Tiers:best:Output"] = "20", ["Models:Tiers:best:CachedInput"] = "1",
        ["Models:Tiers:best:Quality"] = "0.9", ["Models:Tiers:best:Share"] = "20",
        // The free requests of the settings that a test does not speak of.
        ["Models:Tiers:economy:FreeRequestsPerDay"] = "0",
    };

    private CostRig(TestJarvis jarvis) => Jarvis = jarvis;

    public TestJarvis Jarvis { get; }

    public DateTimeOffset Now => Jarvis.Clock.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<CostRig> StartAsync(params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Settings, StringComparer.Ordinal);
        foreach (var (name, value) in settings) all[name] = value;
        return new CostRig(await TestJarvis.StartAsync(all));
    }

    /// <summary>A call that read a thousand tokens and wrote a hundred, priced as the settings say.</summary>
    public ModelCall Call(TimeSpan ago, string purpose = "chat", bool best = true, string domain = "jarvis", double need = 0.3, double floor = 0, ModelOutcome outcome = ModelOutcome.Answered, int read = 1000, int wrote = 100, int cached = 0, string prefix = "p", int instructions = 0, bool corrects = false, bool free = false)
    {
        var price = best ? new ModelPrice(10, 20, 1, 10) : new ModelPrice(1, 2, 1, 1);
        return new ModelCall
        {
            At = Now - ago, RequestId = Guid.NewGuid(), Attempt = 1, Cause = "turn:1", Provider = best ? "claude" : "gemini", Model = best ? "claude-sonnet" : "gemini-flash", Tier = best ? "best" : "economy",
            Purpose = purpose, Domain = domain, Need = need, Floor = floor, Outcome = outcome, TokensIn = read, TokensOut = wrote, TokensCached = cached, PrefixHash = prefix, InstructionTokens = instructions,
            Corrects = corrects, Free = free, CostPico = free ? 0 : price.CostOf(new TokenUse(read, wrote) { Cached = cached }), LatencyMs = 800,
        };
    }

    public async Task WriteAsync(params IEnumerable<ModelCall> calls)
    {
        await using var db = Jarvis.Database();
        db.AddRange(calls);
        await db.SaveChangesAsync();
    }

    public async Task<Answer> AskAsync(string function, params (string Name, string? Value)[] arguments) =>
        (Answer)await Jarvis.CallAsync(new FunctionCall("cost." + function, arguments), Origin.Turn);

    public async Task<List<Proposal>> AnalyseAsync()
    {
        var found = new List<Proposal>();
        await foreach (var proposal in Jarvis.Services.GetServices<IDomainAgent>().OfType<CostAgent>().Single().AnalyseAsync(Stop)) found.Add(proposal);
        return found;
    }

    public Task WatchAsync() => Jarvis.Services.GetServices<IPeriodicWork>().Single(w => w.Name == "cost.watch").RunAsync(Stop);

    public ValueTask DisposeAsync() => Jarvis.DisposeAsync();
}
