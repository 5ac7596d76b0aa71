using System.Diagnostics;
using Jarvis.Bench.Cost;
using Jarvis.Bench.Turn;
using Jarvis.Bot.Hosting;
using Jarvis.Skills.Business.Hooks;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales.Import;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Jarvis.Bench.Sales;

/// <summary>Jarvis as it is shipped, on a SQLite file of its own, with many leads in it. Nothing runs but what is asked for.</summary>
internal sealed class SalesStore : IAsyncDisposable
{
    private const int Posts = 1000;
    private readonly string folder = Directory.CreateTempSubdirectory("jarvis-bench-").FullName;
    private readonly CallWitness witness = new();
    private readonly WebApplication app;
    private readonly IPeriodicWork[] works;

    private SalesStore()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Folder"] = folder, ["Autonomy:Enabled"] = "false", ["urls"] = "http://127.0.0.1:0" });
        builder.Services.AddSingleton<IFunctionInvocationFilter>(witness);
        builder.Services.AddJarvis(builder.Configuration);
        var own = builder.Services.Where(s => s.ServiceType == typeof(IPeriodicWork)).ToList();
        builder.Services.RemoveAll<IPeriodicWork>();
        app = builder.Build();
        works = [.. own.Select(s => (IPeriodicWork)(s.ImplementationFactory?.Invoke(app.Services) ?? ActivatorUtilities.GetServiceOrCreateInstance(app.Services, s.ImplementationType!)))];
        Owner = new OwnersInbox(app.Services);
    }

    public OwnersInbox Owner { get; }

    public IServiceProvider Services => app.Services;

    public double FileMb => new DirectoryInfo(folder).EnumerateFiles("jarvis.db*").Sum(f => f.Length) / 1048576.0;

    public static async Task<SalesStore> FillAsync(int leads, int events, Action<FormattableString> say)
    {
        var store = new SalesStore();
        await store.app.StartAsync();
        await store.Owner.MeetAsync();

        var csv = SalesPeople.Csv(leads);
        var before = Footprint.Peak(reset: true);
        var start = Stopwatch.GetTimestamp();
        var file = LeadFile.Read("leads.csv", csv, null);
        var read = Stopwatch.GetElapsedTime(start);
        var import = await store.Services.GetRequiredKeyedService<ILeadImports>(EffectRegistration.Key).ImportAsync(Guid.NewGuid(), "Ada", file, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(start);
        say($"import: {import.NewLeads} leads of {csv.Length / 1048576.0:0.0} MB in {took.TotalSeconds:0.0} s ({read.TotalSeconds:0.0} s of it reading), {import.NewLeads / took.TotalSeconds:0} rows a second; {before:0} MB before, {Footprint.Peak():0} MB at the peak");

        start = Stopwatch.GetTimestamp();
        await using (var db = store.Database()) await new SalesHistory(db, TimeProvider.System.GetUtcNow()).WriteAsync(events - Posts);
        say($"{events - Posts} events and a year of outcomes, deals and quotes written as rows in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        start = Stopwatch.GetTimestamp();
        await store.PostAsync();
        say($"{Posts} events posted to the hook: {Posts / Stopwatch.GetElapsedTime(start).TotalSeconds:0} a second, each scored; the file has {store.FileMb:0} MB");
        return store;
    }

    public JarvisDb Database() => Services.GetRequiredService<IDbContextFactory<JarvisDb>>().CreateDbContext();

    /// <summary>Runs a domain's periodic work once.</summary>
    public Task WorkAsync(string name) => works.Single(w => w.Name == name).RunAsync(CancellationToken.None);

    /// <summary>What the owner asked for in a turn; null where it was not understood without a model.</summary>
    public string? FunctionOf(long message) => witness.Calls.GetValueOrDefault($"turn:{message}")?.Function;

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PostAsync()
    {
        List<string?> known;
        await using (var db = Database()) known = await db.Set<Skills.Domains.Sales.Leads.Contact>().Where(c => c.Email != null).OrderBy(c => c.Id).Select(c => c.Email).Take(Posts).ToListAsync();
        var hook = Services.GetServices<IInboundHook>().Single(h => h.Name == "leads");
        for (var i = 0; i < Posts; i++)
        {
            var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["email"] = known[i % known.Count]!, ["event"] = "visit", ["of"] = "/pricing" };
            await hook.TakeAsync(new HookPost("website", fields, new string('d', 64), $"post{i}"), CancellationToken.None);
        }
    }
}
