using Jarvis.Bot.Alerts;
using Jarvis.Bot.Autonomy;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Jarvis.Tests.Autonomy;

public sealed class PeriodicWorkRunnerTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly RaisedAlerts alerts = new();
    private readonly CancellationTokenSource stop = new();

    [Fact]
    public async Task Work_runs_at_once_and_then_at_its_pace()
    {
        var work = new CountedWork();
        var loop = Run(work);
        await Soon.UntilAsync(() => work.Runs == 1);
        for (var i = 2; i <= 4; i++)
        {
            clock.Advance(work.Interval);
            var expected = i;
            await Soon.UntilAsync(() => work.Runs == expected);
        }
        await stop.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task A_run_that_takes_long_is_joined_by_no_second_and_not_caught_up_with()
    {
        var release = new TaskCompletionSource();
        var work = new CountedWork { Work = _ => release.Task };
        var loop = Run(work);
        await Soon.UntilAsync(() => work.Runs == 1);
        for (var i = 0; i < 10; i++) clock.Advance(work.Interval);
        Assert.Equal(1, work.Runs);

        work.Work = _ => Task.CompletedTask;
        release.SetResult();
        await Soon.UntilAsync(() => work.Runs == 2);
        Assert.Equal(2, work.Runs);
        await stop.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task Three_failures_in_a_row_are_told_and_the_end_of_them_too()
    {
        var work = new CountedWork { Work = _ => throw new InvalidOperationException("connection refused") };
        var loop = Run(work);
        for (var i = 1; i <= 3; i++)
        {
            var expected = i;
            await Soon.UntilAsync(() => work.Runs == expected);
            if (i == 2) Assert.Empty(alerts.Open);
            if (i < 3) clock.Advance(work.Interval);
        }
        await Soon.UntilAsync(() => !alerts.Open.IsEmpty);
        Assert.Contains("connection refused", alerts.Open["work:shop.counting"].Text, StringComparison.Ordinal);

        work.Work = _ => Task.CompletedTask;
        clock.Advance(work.Interval);
        await Soon.UntilAsync(() => alerts.Open.IsEmpty);
        await stop.CancelAsync();
        await loop;
    }

    public void Dispose() => stop.Dispose();

    private Task Run(CountedWork work)
    {
        var runner = new PeriodicWorkRunner([work], alerts, new Pulse(clock), Mock.Of<IHostApplicationLifetime>(), clock, NullLogger<PeriodicWorkRunner>.Instance);
        return runner.RepeatAsync(work, stop.Token);
    }

    private sealed class CountedWork : IPeriodicWork
    {
        private int runs;

        public string Name => "shop.counting";

        public TimeSpan Interval => TimeSpan.FromSeconds(30);

        public int Runs => Volatile.Read(ref runs);

        public Func<CancellationToken, Task> Work { get; set; } = _ => Task.CompletedTask;

        public Task RunAsync(CancellationToken cancel)
        {
            Interlocked.Increment(ref runs);
            return Work(cancel);
        }
    }
}
