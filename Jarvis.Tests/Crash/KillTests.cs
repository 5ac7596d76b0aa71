using System.Globalization;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Jarvis.Tests.Counterparts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Crash;

/// <summary>
/// kill -9 at random moments, start-up included, while an owner writes and decides on Telegram. JARVIS_KILLS says how often
/// (default 8), JARVIS_KILL_SEED repeats a run's choices.
/// </summary>
public sealed class KillTests(TelegramServer server) : IClassFixture<TelegramServer>
{
    private const string Ready = "Application started";
    private static readonly long[] Chats = [4711, 4712, 4713];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Every_message_is_answered_once_and_no_decision_is_lost_or_takes_effect_twice()
    {
        var kills = Number("JARVIS_KILLS", 8);
        var seed = Number("JARVIS_KILL_SEED", Environment.TickCount & 0xFFFF);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, seed {seed}");
        var (when, what) = (new Random(seed), new Random(seed + 1));

        var bot = server.NewBot();
        await using var jarvis = new JarvisProcess(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Telegram__Token"] = bot.Token, ["Telegram__ApiUrl"] = bot.BaseUrl, ["Telegram__PollSeconds"] = "5", ["Autonomy__Enabled"] = "false",
            // The owner of this test is busier than a limit lets anybody be.
            ["Governance__Limits__ActionsPerHour"] = "100000",
        });
        await PairAsync(jarvis);

        var chats = Chats.Select(id => bot.User(id, "Ada")).ToList();
        var stream = new OwnersStream(bot, chats, what);
        using var enough = new CancellationTokenSource();
        var sawRunning = new HashSet<int>();
        var started = TimeProvider.System.GetTimestamp();
        Task? writing = null;
        for (var kill = 0; kill < kills; kill++)
        {
            await jarvis.StartAsync();
            // One in five dies while it starts.
            if (when.Next(5) > 0) await jarvis.WaitForLineAsync(Ready, Patience);
            writing ??= stream.WriteAsync(enough.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(when.Next(1500)), TimeProvider.System, TestContext.Current.CancellationToken);
            await jarvis.KillAsync();
            sawRunning.UnionWith(await RunningAsync(jarvis));
        }
        await enough.CancelAsync();
        await (writing ?? Task.CompletedTask);

        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready, Patience);
        // A Jarvis that starts most of the time answers more slowly than the owner writes.
        await UntilAtRestAsync(jarvis, stream.Sent, Patience + (kills * TimeSpan.FromSeconds(10)));
        await using var db = Open(jarvis);
        var summary = await new Aftermath(db, bot, stream).CheckAsync(chats, sawRunning);
        TestContext.Current.TestOutputHelper?.WriteLine($"{summary}; {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
    }

    /// <summary>The first start makes the owner; the accounts are written beside them as pairing would.</summary>
    private static async Task PairAsync(JarvisProcess jarvis)
    {
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready, Patience);
        await jarvis.KillAsync();
        await using var db = Open(jarvis);
        var owner = await db.Set<Person>().SingleAsync();
        db.AddRange(Chats.Select(id => id.ToString(CultureInfo.InvariantCulture)).Select(id => new Identity { PersonId = owner.Id, Channel = "telegram", ExternalId = id, Address = id }));
        await db.SaveChangesAsync();
    }

    private static async Task<List<int>> RunningAsync(JarvisProcess jarvis)
    {
        await using var db = Open(jarvis);
        return await db.Set<ActionRecord>().Where(a => a.State == ActionState.Running).Select(a => a.Id).ToListAsync();
    }

    private static async Task UntilAtRestAsync(JarvisProcess jarvis, int sent, TimeSpan patience)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < patience)
        {
            await using var db = Open(jarvis);
            if (await db.Set<InboxMessage>().CountAsync(m => m.State == InboxState.Answered) >= sent
                && !await db.Set<OutboxMessage>().AnyAsync(m => m.State == OutboxState.Queued || m.State == OutboxState.Sending)
                && !await db.Set<ActionRecord>().AnyAsync(a => a.State == ActionState.Running || a.State == ActionState.Approved)) return;
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
        await using var late = Open(jarvis);
        throw new TimeoutException($"Jarvis did not come to rest: {await late.Set<InboxMessage>().CountAsync(m => m.State == InboxState.Answered)} of {sent} messages are answered, "
            + $"{await late.Set<OutboxMessage>().CountAsync(m => m.State != OutboxState.Sent)} of {await late.Set<OutboxMessage>().CountAsync()} not sent.\n{jarvis.Output}");
    }

    private static JarvisDb Open(JarvisProcess jarvis)
    {
        // A pooled connection would keep the file of a killed process's log open.
        SqliteConnection.ClearAllPools();
        var options = Microsoft.Extensions.Options.Options.Create(new StorageOptions { Folder = jarvis.DataFolder });
        return new JarvisDbFactory(options, new ModelAssemblies(typeof(JarvisDb).Assembly, typeof(Person).Assembly)).CreateDbContext();
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
