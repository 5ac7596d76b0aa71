using Jarvis.Bot.Governance;
using Jarvis.Bot.Hosting;
using Jarvis.Skills.Business;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Jarvis.Tests.Simulation;

/// <summary>The whole of Jarvis on the simulated company, on a clock that tests move.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task Within_a_minute_three_questions_wait_and_they_have_the_numbers_that_a_newcomer_tries()
    {
        await using var jarvis = await StartAsync();
        // They are asked one after the other, so the third may wait before the service's own is asked.
        var waiting = await WaitingAsync(jarvis, TimeSpan.FromMinutes(1), asked => asked.Count >= 3 && asked.Any(Prunes) && asked.Any(RestartsLicences));
        Assert.Equal([1, 2, 3], waiting.Select(a => a.Id).Order().Take(3));
        Assert.All(waiting, a => Assert.NotEmpty(a.Why));
    }

    [Fact]
    public async Task An_outage_is_recovered_and_the_owner_may_approve_what_the_rest_needs()
    {
        await using var jarvis = await StartAsync();
        await WaitingAsync(jarvis, TimeSpan.FromMinutes(1), asked => asked.Count >= 3);
        Assert.Contains("done", await jarvis.SayAsync("approve 1"), StringComparison.OrdinalIgnoreCase);

        var recovered = await AdvanceAsync(jarvis, TimeSpan.FromMinutes(5), async db =>
            await db.Set<BusinessEvent>().AnyAsync(e => e.Type == "service.recovered" && e.Subject == "downloads"));
        await using var db = jarvis.Database();
        var story = string.Join('\n', (await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.At >= jarvis.Clock.Start).OrderBy(e => e.Id).ToListAsync()).Select(e => $"{e.At:HH:mm:ss} {e.Kind} {e.ActionNumber} {e.Text}"));
        Assert.True(recovered, story);
        Assert.Contains(await db.Set<ActionRecord>().AsNoTracking().Where(a => a.Function == "health.recover" && a.State == ActionState.Done).ToListAsync(),
            a => a.Call.Arguments["service"] == "downloads" && a.ProposedAt >= jarvis.Clock.Start);
    }

    private static async Task<TestJarvis> StartAsync()
    {
        var settings = new ConfigurationManager();
        settings.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
        settings.UseDemo([]);
        var demo = settings.AsEnumerable().Where(s => s.Value is not null && !s.Key.StartsWith("Storage:", StringComparison.Ordinal)).ToDictionary(s => s.Key, s => s.Value);
        demo["Autonomy:Enabled"] = "true";
        return await TestJarvis.StartAsync(demo, services => services.AddDemo());
    }

    private static bool Prunes(ActionRecord action) => action.Call.Function == "health.prune";

    private static bool RestartsLicences(ActionRecord action) => action.Call is { Function: "health.restart" } call && call.Arguments["service"] == "licence-server";

    private static async Task<IReadOnlyList<ActionRecord>> WaitingAsync(TestJarvis jarvis, TimeSpan within, Func<IReadOnlyList<ActionRecord>, bool> enough)
    {
        IReadOnlyList<ActionRecord> waiting = [];
        var reached = await AdvanceAsync(jarvis, within, async db =>
            enough(waiting = await db.Set<ActionRecord>().AsNoTracking().Where(a => a.State == ActionState.Waiting).ToListAsync()));
        Assert.True(reached, $"Only these wait: {string.Join("; ", waiting.Select(a => a.Call))}.");
        return waiting;
    }

    /// <summary>Lets time pass in small steps, giving what is under way room to end, until something has come to be.</summary>
    private static async Task<bool> AdvanceAsync(TestJarvis jarvis, TimeSpan atMost, Func<Jarvis.Skills.Storage.JarvisDb, Task<bool>> reached)
    {
        for (var end = jarvis.Clock.GetUtcNow() + atMost; jarvis.Clock.GetUtcNow() < end;)
        {
            jarvis.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(TimeSpan.FromMilliseconds(40), TimeProvider.System);
            await using var db = jarvis.Database();
            if (await reached(db)) return true;
        }
        return false;
    }
}
