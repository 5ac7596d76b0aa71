using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>Jarvis at work on a platform, which may be stopped and started again.</summary>
internal sealed class ContractStage : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jarvis-contract-");
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private int said;

    private ContractStage(IReadOnlyList<ContractPlatform> platforms) => Platforms = platforms;

    public IReadOnlyList<ContractPlatform> Platforms { get; }

    public ContractPlatform Platform => Platforms[0];

    public TestJarvis Jarvis { get; private set; } = null!;

    /// <param name="answers">False: it receives, and dies before it answers.</param>
    public static async Task<ContractStage> StartAsync(bool answers, params ContractPlatform[] platforms)
    {
        var stage = new ContractStage(platforms);
        await stage.StartAsync(answers);
        return stage;
    }

    public static Task<ContractStage> StartAsync(params ContractPlatform[] platforms) => StartAsync(answers: true, platforms);

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync(answers: true);
    }

    /// <summary>Jarvis says something here of its own accord.</summary>
    public async Task SayAsync(Reply reply)
    {
        foreach (var platform in Platforms)
        {
            var here = await AddressAsync(platform);
            await Jarvis.Get<Outbox>().SayAsync($"contract:{said}:{platform.Channel}", platform.Channel, here, reply, TestContext.Current.CancellationToken);
        }
        said++;
    }

    /// <summary>Something is proposed, and asked wherever the owner is.</summary>
    public async Task<int> ProposeAsync(FunctionCall call, bool untrusted = false)
    {
        var asked = await Jarvis.ActAsync(call, untrusted: untrusted);
        Assert.Equal(ActionState.Waiting, asked.State);
        await Jarvis.Get<PromptDesk>().AnnounceAsync([asked.Number], TestContext.Current.CancellationToken);
        return asked.Number;
    }

    /// <summary>Waits until what the owner sees is as the test wants it.</summary>
    public async Task<IReadOnlyList<ShownMessage>> ShowsAsync(Func<IReadOnlyList<ShownMessage>, bool> fits, ContractPlatform? on = null)
    {
        IReadOnlyList<ShownMessage> shown = [];
        await Jarvis.UntilAsync(async () => fits(shown = await (on ?? Platform).ShownAsync()), () => Task.FromResult($"Shown on {(on ?? Platform).Channel}:\n{string.Join("\n---\n", shown)}"));
        return shown;
    }

    /// <summary>Waits until one message fits.</summary>
    public async Task<ShownMessage> ShowsAsync(Func<ShownMessage, bool> fits, ContractPlatform? on = null) => (await ShowsAsync(all => all.Any(fits), on)).Last(fits);

    /// <summary>Waits until all that came in is answered, and all that goes out has gone.</summary>
    public Task SettledAsync() => Jarvis.UntilAsync(
        async () =>
        {
            await using var db = Jarvis.Database();
            return !db.Set<InboxMessage>().Any(m => m.State != InboxState.Answered) && !db.Set<OutboxMessage>().Any(m => m.State == OutboxState.Queued || m.State == OutboxState.Sending);
        },
        async () =>
        {
            await using var db = Jarvis.Database();
            return $"Still waiting: {string.Join(", ", db.Set<OutboxMessage>().Where(m => m.State == OutboxState.Queued || m.State == OutboxState.Sending).Select(m => $"{m.Key} ({m.Error})"))}";
        });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var platform in Platforms) await platform.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task StartAsync(bool answers)
    {
        var settings = Platforms.SelectMany(p => p.Settings).ToDictionary(StringComparer.OrdinalIgnoreCase);
        Jarvis = await TestJarvis.StartAsync(settings, Configure, folder.FullName, clock);
        foreach (var platform in Platforms) await platform.StartedAsync(Jarvis);

        void Configure(IServiceCollection services)
        {
            foreach (var platform in Platforms) platform.Configure(services);
            if (!answers) services.Remove(services.Single(s => s.ImplementationType == typeof(TurnPipeline)));
        }
    }

    private async Task StopAsync()
    {
        foreach (var platform in Platforms) await platform.StoppingAsync();
        await Jarvis.DisposeAsync();
    }

    private async Task<string> AddressAsync(ContractPlatform platform)
    {
        var everybody = await Jarvis.Get<PeopleDirectory>().AddressesAsync(Audience.Owners, TestContext.Current.CancellationToken);
        return everybody.First(a => a.Channel == platform.Channel).Address;
    }
}
