using System.Collections.Concurrent;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.SystemHealth;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel;

namespace Jarvis.Tests.Domains.SystemHealth;

/// <summary>The domain as Jarvis runs it, with a clock that a test turns, and services that it breaks. Real ports where a test asks for them.</summary>
internal sealed class HealthRig : IAsyncDisposable
{
    private readonly bool ownsStore;
    private ServiceProvider services;
    private readonly Dictionary<string, string?> settings;
    private readonly bool real;

    public HealthRig(Dictionary<string, string?> settings, bool real = false, TestStore? store = null, FakeTimeProvider? time = null)
    {
        (this.settings, this.real) = (settings, real);
        ownsStore = store is null;
        Store = store ?? new TestStore();
        Time = time ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        services = Start();
    }

    public TestStore Store { get; }

    public FakeTimeProvider Time { get; }

    public ScriptedAlerts Alerts { get; } = new();

    public ScriptedProbe Probe { get; } = new();

    public ScriptedContainers Containers { get; } = new();

    public ServiceBoard Board => Get<ServiceBoard>();

    public ServiceMonitor Monitor => Get<ServiceMonitor>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>One service of the settings.</summary>
    public static Dictionary<string, string?> Services(params (string Key, string Value)[][] all)
    {
        var written = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < all.Length; i++)
            foreach (var (key, value) in all[i]) written[$"Health:Services:{i}:{key}"] = value;
        return written;
    }

    public static (string Key, string Value)[] Http(string name, params (string Key, string Value)[] more) =>
        [("Name", name), ("Kind", "Http"), ("Target", $"http://{name}.test/health"), ("StartGrace", "00:00:00"), .. more];

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public ServiceState State(string name) => Board.Need(name);

    /// <summary>Jarvis is started again on the same store.</summary>
    public async Task RestartJarvisAsync()
    {
        await services.DisposeAsync();
        services = Start();
    }

    /// <summary>The clock goes on by so many rounds of 30 seconds, with the checks that fall due.</summary>
    public async Task RoundsAsync(int count, double seconds = 30)
    {
        for (var i = 0; i < count; i++)
        {
            await Monitor.RunAsync(Stop);
            await Monitor.SettleAsync();
            // A check of a child may have asked for one of its parent.
            await Monitor.RunAsync(Stop);
            await Monitor.SettleAsync();
            Time.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    /// <summary>Calls a function as the kernel does.</summary>
    public async Task<object> CallAsync(string function, params (string Name, object? Value)[] arguments)
    {
        var plugin = KernelPluginFactory.CreateFromObject(Get<SystemHealthSkill>(), "health");
        var result = await plugin[function].InvokeAsync(new Kernel(), new KernelArguments(arguments.ToDictionary(a => a.Name, a => a.Value)), Stop);
        return result.GetValue<object>()!;
    }

    /// <summary>Plans and commits, as the gate does once it lets an action pass.</summary>
    public async Task<Outcome> CommitAsync(string function, params (string Name, object? Value)[] arguments)
    {
        var plan = Assert.IsType<PlannedAction>(await CallAsync(function, arguments));
        return await plan.Commit(Action(), Stop);
    }

    /// <summary>What happens every five minutes.</summary>
    public Task MeasureAsync() => services.GetServices<IPeriodicWork>().Single(w => w.Name == "health.metrics").RunAsync(Stop);

    public async Task<List<Proposal>> AnalyseAsync()
    {
        var proposals = new List<Proposal>();
        await foreach (var proposal in services.GetServices<IDomainAgent>().Single().AnalyseAsync(Stop)) proposals.Add(proposal);
        return proposals;
    }

    public ActionContext Action(Guid? id = null) => new(services, 7, id ?? Guid.NewGuid(), "a test");

    /// <summary>What the domain proposes for the events that nobody has handled yet.</summary>
    public async Task<List<Proposal>> HandleEventsAsync()
    {
        await using var db = Store.CreateDbContext();
        var proposals = new List<Proposal>();
        foreach (var happened in await db.Set<BusinessEvent>().Where(e => e.HandledAt == null).OrderBy(e => e.Id).ToListAsync(Stop))
        {
            foreach (var handler in services.GetServices<IEventHandler>().Where(h => h.Handles(happened.Type)))
                await foreach (var proposal in handler.HandleAsync(happened, Stop)) proposals.Add(proposal);
            happened.HandledAt = Time.GetUtcNow();
        }
        await db.SaveChangesAsync(Stop);
        return proposals;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsStore) Store.Dispose();
    }

    private ServiceProvider Start()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddSingleton<IDbContextFactory<JarvisDb>>(Store);
        collection.AddSingleton<IAlerts>(Alerts);
        collection.AddBusiness();
        if (!real)
        {
            collection.AddSingleton<IServiceProbe>(Probe);
            collection.AddSingleton<IContainerRuntime>(Containers);
        }
        collection.AddSystemHealth();
        if (!real) collection.AddKeyedSingleton<IContainerControl>(EffectRegistration.Key, Containers);
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }
}

/// <summary>Services that are as a test says.</summary>
internal sealed class ScriptedProbe : IServiceProbe
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<ProbeResult>>> broken = new(StringComparer.Ordinal);
    private int checks;

    public int Checks => checks;

    public void Break(string service, string words = "HTTP 500") => broken[service] = _ => Task.FromResult(ProbeResult.Failed(words));

    public void Hang(string service) => broken[service] = async cancel =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel);
        return default;
    };

    public void Slow(string service, double milliseconds) => broken[service] = _ => Task.FromResult(ProbeResult.Good(TimeSpan.FromMilliseconds(milliseconds)));

    public void Mend(string service) => broken.TryRemove(service, out _);

    public Task<ProbeResult> CheckAsync(WatchedService service, CancellationToken cancel)
    {
        Interlocked.Increment(ref checks);
        return broken.TryGetValue(service.Name, out var how) ? how(cancel) : Task.FromResult(ProbeResult.Good(TimeSpan.FromMilliseconds(20)));
    }
}

/// <summary>An engine of a test's own.</summary>
internal sealed class ScriptedContainers : IContainerRuntime, IContainerControl
{
    public Dictionary<string, ContainerFacts> Facts { get; } = new(StringComparer.Ordinal);

    public List<string> Restarted { get; } = [];

    public List<ContainerUse> Use { get; } = [];

    public Dictionary<string, List<LogLine>> Logs { get; } = new(StringComparer.Ordinal);

    public DiskUse? Disk { get; set; }

    public string? NotConnected { get; set; }

    /// <summary>What a restart of a container does.</summary>
    public Action<string> OnRestart { get; set; } = _ => { };

    public Task<IReadOnlyList<ContainerUse>> UseAsync(CancellationToken cancel) => Ask<IReadOnlyList<ContainerUse>>(() => Use);

    public Task<ContainerFacts?> InspectAsync(string name, CancellationToken cancel) => Ask(() => Facts.GetValueOrDefault(name));

    public Task<IReadOnlyList<LogLine>> LogAsync(string name, DateTimeOffset since, int atMost, CancellationToken cancel) =>
        Ask<IReadOnlyList<LogLine>>(() => [.. Logs.GetValueOrDefault(name, []).Where(l => l.At > since).OrderBy(l => l.At).TakeLast(atMost)]);

    public Task<DiskUse?> DiskAsync(CancellationToken cancel) => Ask(() => Disk);

    public Task RestartAsync(string name, CancellationToken cancel) => Ask(() =>
    {
        Restarted.Add(name);
        OnRestart(name);
        return true;
    });

    public Task<long> PruneImagesAsync(CancellationToken cancel) => Ask(() => Disk?.Reclaimable ?? 0);

    private Task<T> Ask<T>(Func<T> answer) => NotConnected is { } why ? Task.FromException<T>(new ContainerRuntimeException(why)) : Task.FromResult(answer());
}

/// <summary>Alerts as the owner would see them.</summary>
internal sealed class ScriptedAlerts : IAlerts
{
    public Dictionary<string, AlertSignal> Open { get; } = new(StringComparer.Ordinal);

    public List<AlertSignal> Raised { get; } = [];

    public List<(string Key, string How)> Resolved { get; } = [];

    public List<(string Prefix, DateTimeOffset? Until)> Silences { get; } = [];

    public Task RaiseAsync(AlertSignal signal, CancellationToken cancel)
    {
        lock (Raised)
        {
            Raised.Add(signal);
            Open[signal.Key] = signal;
        }
        return Task.CompletedTask;
    }

    public Task ResolveAsync(string key, string how, CancellationToken cancel)
    {
        lock (Raised)
            if (Open.Remove(key)) Resolved.Add((key, how));
        return Task.CompletedTask;
    }

    public Task SilenceAsync(string keyPrefix, DateTimeOffset? until, CancellationToken cancel)
    {
        Silences.Add((keyPrefix, until));
        return Task.CompletedTask;
    }
}
