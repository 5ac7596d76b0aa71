using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Autonomy.Routines;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Autonomy;

public sealed class RetentionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Old_messages_events_and_runs_go_and_the_ledger_stays()
    {
        await using var jarvis = await StartAsync();
        var (old, young) = (jarvis.Clock.GetUtcNow().AddDays(-91), jarvis.Clock.GetUtcNow().AddDays(-89));
        await using (var db = jarvis.Database())
        {
            foreach (var at in new[] { old, young })
            {
                db.Add(new InboxMessage { Channel = "test", ExternalId = $"i{at.Ticks}", Address = "ada", SenderId = "ada", At = at, State = InboxState.Answered });
                db.Add(new OutboxMessage { Channel = "test", Address = "ada", Key = $"o{at.Ticks}", PartJson = """{"Address":"ada"}""", At = at, State = OutboxState.Sent });
                db.Add(new BusinessEvent { Type = "x", Key = $"e{at.Ticks}", At = at, Subject = "x", HandledAt = at });
                db.Add(new RoutineRun { Routine = "daily", ScheduledFor = at, StartedAt = at, State = RoutineRunState.Done });
                db.Add(new LedgerEntry { At = at, Domain = "shop", Kind = "done", Who = "jarvis", Text = "x" });
            }
            db.Add(new InboxMessage { Channel = "test", ExternalId = "unanswered", Address = "ada", SenderId = "ada", At = old });
            db.Add(new RoutineRun { Routine = "yearly", ScheduledFor = old, StartedAt = old, State = RoutineRunState.Done });
            await db.SaveChangesAsync(Cancel);
        }

        await jarvis.Get<Retention>().RunAsync(null, Cancel);

        await using var after = jarvis.Database();
        Assert.Equal(2, await after.Set<InboxMessage>().CountAsync(Cancel));
        Assert.Equal(1, await after.Set<OutboxMessage>().CountAsync(Cancel));
        Assert.Equal(1, await after.Set<BusinessEvent>().CountAsync(Cancel));
        Assert.Equal(["daily", "yearly"], await after.Set<RoutineRun>().Select(r => r.Routine).OrderBy(r => r).ToListAsync(Cancel));
        Assert.Equal(2, await after.Set<LedgerEntry>().CountAsync(Cancel));
    }

    [Fact]
    public async Task Metrics_become_hourly_means_even_after_jarvis_was_down_for_long()
    {
        await using var jarvis = await StartAsync();
        var metrics = jarvis.Get<MetricStore>();
        var hour = jarvis.Clock.GetUtcNow().AddDays(-30);
        for (var i = 0; i < 12; i++) await metrics.RecordAsync([new Measurement("x", "ms", i)], hour.AddMinutes(5 * i), Cancel);

        await jarvis.Get<Retention>().RunAsync(jarvis.Clock.GetUtcNow().AddDays(-20), Cancel);

        Assert.Equal((hour, 5.5), Assert.Single((await metrics.ReadAsync("x", hour, hour.AddDays(1), Cancel)).Select(p => (p.At, p.Value))));
    }

    [Fact]
    public async Task A_file_that_has_become_mostly_empty_gives_its_space_back()
    {
        await using var jarvis = await StartAsync();
        var old = jarvis.Clock.GetUtcNow().AddDays(-91);
        var part = $$"""{"Address":"ada","Markdown":"{{new string('x', 100_000)}}"}""";
        for (var batch = 0; batch < 10; batch++)
        {
            await using var db = jarvis.Database();
            for (var i = 0; i < 50; i++) db.Add(new OutboxMessage { Channel = "test", Address = "ada", Key = $"{batch}-{i}", PartJson = part, At = old, State = OutboxState.Sent });
            await db.SaveChangesAsync(Cancel);
        }
        await jarvis.Get<Retention>().RunAsync(null, Cancel);

        Assert.InRange(new FileInfo(Path.Combine(jarvis.Folder, "jarvis.db")).Length, 1, 5 * 1024 * 1024);
    }

    [Fact]
    public async Task Files_go_when_no_message_of_the_last_months_had_them()
    {
        await using var jarvis = await StartAsync();
        var shelf = jarvis.Get<FileShelf>();
        var (old, young) = (shelf.Save("old.txt", "text/plain", [1]), shelf.Save("young.txt", "text/plain", [2]));
        File.SetLastWriteTimeUtc(shelf.PathOf(old), jarvis.Clock.GetUtcNow().AddDays(-91).UtcDateTime);

        await jarvis.Get<Retention>().RunAsync(null, Cancel);

        Assert.Throws<FileNotFoundException>(() => shelf.PathOf(old));
        Assert.True(File.Exists(shelf.PathOf(young)));
    }

    [Fact]
    public async Task A_night_that_was_missed_is_made_up_for_soon_after_the_start()
    {
        await using var jarvis = await StartAsync();
        var metrics = jarvis.Get<MetricStore>();
        await Soon.UntilAsync(() =>
        {
            jarvis.Clock.Advance(TimeSpan.FromMinutes(1));
            return metrics.ReadAsync(Retention.SizeSeries, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancel).GetAwaiter().GetResult().Count == 1;
        });
    }

    private static Task<TestJarvis> StartAsync() => TestJarvis.StartAsync(configure: s => s.AddSingleton<IAlerts>(new RaisedAlerts()));
}
