using System.Globalization;
using Jarvis.Skills.Analytics;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Probes;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Jarvis.Skills.Simulation;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Simulation;

public sealed class SimulatedWorldTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider clock = new(Start);

    [Fact]
    public async Task The_same_seed_tells_the_same_story_and_another_seed_another()
    {
        var first = await StoryAsync(7);
        Assert.Equal(first, await StoryAsync(7));
        Assert.NotEqual(first, await StoryAsync(8));
        Assert.Contains(first, line => line.EndsWith(": HTTP 500", StringComparison.Ordinal));
        Assert.Contains(first, line => line.EndsWith(": no answer", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_that_failed_comes_back_only_after_its_container_was_restarted()
    {
        var world = World();
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.False(Answers(world, "downloads"));

        clock.Advance(TimeSpan.FromHours(3));
        Assert.False(Answers(world, "downloads"));

        Mend(world, "downloads");
        Assert.True(Answers(world, "downloads"));
    }

    [Fact]
    public void Whatever_fails_in_a_day_is_well_again_after_at_most_four_restarts()
    {
        var world = World();
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            if (world.Past.Count == 0 || world.Check(world.Past[^1].Service.Name) is { Ok: true }) continue;
            Assert.InRange(Mend(world, world.Past[^1].Service.Name), 1, 4);
            Assert.All(Company.Services, s => Assert.True(Answers(world, s.Name)));
        }
        Assert.True(world.Past.Select(f => f.Service.Name).Distinct(StringComparer.Ordinal).Count() >= 6);
    }

    [Fact]
    public void What_needs_a_service_that_is_down_answers_with_an_error_and_no_more_when_that_is_back()
    {
        var world = World();
        Until(world, f => f.Service.Name == "postgres");
        Assert.Equal("HTTP 503", world.Check("backend")!.Value.Words);
        Assert.Equal("HTTP 503", world.Check("checkout")!.Value.Words);
        Assert.True(Answers(world, "website"));

        Mend(world, "postgres");
        Assert.True(Answers(world, "checkout"));
    }

    [Fact]
    public async Task A_container_that_ended_says_so_and_nobody_asked_it_to()
    {
        var world = World();
        var runtime = new SimulatedRuntime(world, new SimulatedLog(world, clock));
        var name = Until(world, f => f is { Kind: FaultKind.Exit, Restarts: 1 }).Service.Container;
        var facts = (await runtime.InspectAsync(name, CancellationToken.None))!;
        Assert.Equal((false, 137, false), (facts.Running, facts.ExitCode, facts.StopAskedFor));
        Assert.Null((await runtime.UseAsync(CancellationToken.None)).Single(u => u.Name == name).CpuPercent);

        await new SimulatedControl(world).RestartAsync(name, CancellationToken.None);
        var again = (await runtime.InspectAsync(name, CancellationToken.None))!;
        Assert.True(again.Running);
        Assert.NotEqual(facts.Id, again.Id);
        Assert.Null(await runtime.InspectAsync("another", CancellationToken.None));
        var refused = await Assert.ThrowsAsync<ContainerRuntimeException>(() => new SimulatedControl(world).RestartAsync("another", CancellationToken.None));
        Assert.Contains("another", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_hangs_answers_when_the_check_is_cancelled_and_not_before()
    {
        var world = World();
        var fault = Until(world, f => f.Kind == FaultKind.Hang);
        using var patience = new CancellationTokenSource();
        var check = new SimulatedProbe(world, clock).CheckAsync(new WatchedService(fault.Service.Name, fault.Service.Kind, "x"), patience.Token);
        Assert.False(check.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check);
    }

    [Fact]
    public async Task The_disk_fills_until_images_are_removed_and_the_worker_forgets_what_it_lost_when_it_is_restarted()
    {
        var world = World();
        var runtime = new SimulatedRuntime(world, new SimulatedLog(world, clock));
        var (disk, memory) = await MeasureAsync();
        clock.Advance(TimeSpan.FromDays(1));
        var (fuller, larger) = await MeasureAsync();
        Assert.InRange(fuller - disk, 20e9, 24e9);
        Assert.True(larger - memory > 60e6);

        var freed = await new SimulatedControl(world).PruneImagesAsync(CancellationToken.None);
        await new SimulatedControl(world).RestartAsync("fernwave-worker", CancellationToken.None);
        var (after, small) = await MeasureAsync();
        Assert.Equal(fuller - freed, after);
        Assert.True(small < memory / 1.5);

        async Task<(double Disk, double Memory)> MeasureAsync() =>
            ((await runtime.DiskAsync(CancellationToken.None))!.UsedBytes, (await runtime.UseAsync(CancellationToken.None)).Single(u => u.Name == "fernwave-worker").MemoryBytes!.Value);
    }

    [Fact]
    public void A_log_reads_the_same_twice_and_its_new_error_is_new()
    {
        var world = World();
        var log = new SimulatedLog(world, clock);
        var day = log.Read("fernwave-checkout", Start.AddDays(-1), 5000);
        Assert.Equal(day, log.Read("fernwave-checkout", Start.AddDays(-1), 5000));
        Assert.True(day.Zip(day.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
        Assert.Equal(day.TakeLast(10), log.Read("fernwave-checkout", Start.AddDays(-1), 10));

        var errors = day.Where(l => LogSeverities.Of(l.Text) == LogSeverity.Error).ToList();
        Assert.True(errors.Count >= 10);
        Assert.All(errors, e => Assert.True(e.At >= Start.AddMinutes(-5)));
        var miner = new LogTemplateMiner();
        foreach (var error in errors) miner.Add(error.Text, error.At);
        Assert.Single(miner.Templates);
    }

    private SimulatedWorld World(int seed = 7) => new(Options.Create(new SimulationOptions { Seed = seed }), clock);

    private static bool Answers(SimulatedWorld world, string service) => world.Check(service) is { Ok: true };

    /// <summary>Mends whatever fails until something fails in the wanted way.</summary>
    private Fault Until(SimulatedWorld world, Func<Fault, bool> wanted)
    {
        for (var seen = 0; seen < 500;)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            var past = world.Past;
            if (past.Count == 0 || world.Check(past[^1].Service.Name) is { Ok: true }) continue;
            if (wanted(past[^1])) return past[^1];
            Mend(world, past[^1].Service.Name);
            seen++;
        }
        throw new InvalidOperationException("Nothing failed in that way.");
    }

    /// <summary>Restarts until it stays well. How many restarts that took.</summary>
    private int Mend(SimulatedWorld world, string service)
    {
        for (var restarts = 1; ; restarts++)
        {
            world.Restart($"fernwave-{service}");
            clock.Advance(TimeSpan.FromSeconds(10));
            if (Answers(world, service)) return restarts;
        }
    }

    private static async Task<IReadOnlyList<string>> StoryAsync(int seed)
    {
        var time = new FakeTimeProvider(Start);
        var world = new SimulatedWorld(Options.Create(new SimulationOptions { Seed = seed }), time);
        var control = new SimulatedControl(world);
        var story = new List<string>();
        for (var i = 0; i < 6 * 60 * 2; i++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            foreach (var service in Company.Services)
            {
                ProbeResult? said = world.Check(service.Name);
                story.Add(string.Create(CultureInfo.InvariantCulture, $"{i} {service.Name} {said?.Latency.TotalMilliseconds:0.000}: {(said is { } result ? result.Words : "no answer")}"));
                if (said is not { Ok: true } && i % 4 == 0) await control.RestartAsync(service.Container, CancellationToken.None);
            }
        }
        return story;
    }
}
