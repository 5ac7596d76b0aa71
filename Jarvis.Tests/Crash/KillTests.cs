using System.Globalization;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Jarvis.Tests.Counterparts;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Crash;

/// <summary>
/// kill -9 at random moments, start-up included, while an owner writes and decides on Telegram and on the page. JARVIS_KILLS says how often
/// (default 8; 200 take half an hour on two busy cores), JARVIS_KILL_SEED repeats a run's choices.
/// </summary>
public sealed class KillTests(TelegramServer server) : IClassFixture<TelegramServer>
{
    private const string Ready = "Application started";
    private static readonly long[] Chats = [4711, 4712, 4713];

    /// <summary>Most of a process's first calls to Telegram look for what was cut off, the later ones say what waited.</summary>
    private const int MostCalls = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

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
            ["Telegram__Token"] = bot.Token, ["Telegram__ApiUrl"] = bot.BaseUrl, ["Telegram__PollSeconds"] = "5", ["Telegram__ArriveSeconds"] = "2", ["Autonomy__Enabled"] = "false",
            // The owner of this test is busier than a limit lets anybody be.
            ["Governance__Limits__ActionsPerHour"] = "100000",
        });
        using var page = new PageVisitor(jarvis);
        await PairAsync(jarvis, page);

        var chats = Chats.Select(id => bot.User(id, "Ada")).ToList();
        var stream = new OwnersStream(bot, chats, what);
        using var enough = new CancellationTokenSource();
        var sawRunning = new HashSet<int>();
        var started = TimeProvider.System.GetTimestamp();
        Task? writing = null;
        var lives = new List<Life>();
        for (var kill = 0; kill < kills; kill++)
        {
            var born = TimeProvider.System.GetUtcNow();
            await jarvis.StartAsync();
            writing ??= Task.WhenAll(stream.WriteAsync(enough.Token), page.WriteAsync(enough.Token));
            await MomentAsync(jarvis, bot, when);
            var died = TimeProvider.System.GetUtcNow();
            await jarvis.KillAsync();
            lives.Add(new Life(kill, born, died, jarvis.Output));
            if (kill % 25 == 24) TestContext.Current.TestOutputHelper?.WriteLine($"{kill + 1} kills, {stream.Sent + page.Posted.Count} messages after {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
            await using var left = Open(jarvis);
            sawRunning.UnionWith(await left.Set<ActionRecord>().Where(a => a.State == ActionState.Running).Select(a => a.Id).ToListAsync(Stop));
            stream.Look(await left.Set<InboxMessage>().CountAsync(m => m.State == InboxState.Received, Stop) + await left.Set<OutboxMessage>().CountAsync(m => m.State != OutboxState.Sent, Stop));
        }
        await enough.CancelAsync();

        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready, Patience);
        await (writing ?? Task.CompletedTask);
        await UntilAtRestAsync(jarvis, stream.Sent + page.Posted.Count);
        // What a Jarvis that runs says while it is judged would look like too much.
        Assert.Equal(0, await jarvis.StopAsync());
        await using var db = Open(jarvis);
        var summary = await new Aftermath(db, bot, stream, page, lives).CheckAsync(chats, sawRunning);
        await CheckPageAsync(new WebHistory(Factory(jarvis)), db);
        TestContext.Current.TestOutputHelper?.WriteLine($"{summary}; {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s");
    }

    /// <summary>
    /// One in five dies while it starts, the others at any of their first calls to Telegram or a little later: a machine that is slow makes
    /// them later, and not fewer.
    /// </summary>
    private static async Task MomentAsync(JarvisProcess jarvis, TelegramBot bot, Random when)
    {
        var (starting, calls, more) = (when.Next(5) == 0, when.Next(MostCalls), when.NextDouble());
        if (!starting)
        {
            var before = await bot.CountCallsAsync(0, TimeSpan.Zero);
            await jarvis.WaitForLineAsync(Ready, Patience);
            await bot.CountCallsAsync(before + calls, TimeSpan.FromSeconds(30));
        }
        await Task.Delay(TimeSpan.FromMilliseconds(more * (starting ? 1500 : 100)), TimeProvider.System, Stop);
    }

    /// <summary>The first start makes the owner; the accounts are written beside them as pairing would.</summary>
    private static async Task PairAsync(JarvisProcess jarvis, PageVisitor page)
    {
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready, Patience);
        await page.SignInAsync();
        await jarvis.KillAsync();
        await using var db = Open(jarvis);
        var owner = await db.Set<Person>().SingleAsync();
        db.AddRange(Chats.Select(id => id.ToString(CultureInfo.InvariantCulture)).Select(id => new Identity { PersonId = owner.Id, Channel = "telegram", ExternalId = id, Address = id }));
        await db.SaveChangesAsync();
    }

    private static async Task UntilAtRestAsync(JarvisProcess jarvis, int sent)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(250), TimeProvider.System);
        var started = TimeProvider.System.GetTimestamp();
        // A commit that ends may have something to say a moment later.
        for (var quiet = 0; quiet < 4; await tick.WaitForNextTickAsync(Stop))
        {
            await using var db = Open(jarvis);
            var (answered, waiting) = (await db.Set<InboxMessage>().CountAsync(m => m.State == InboxState.Answered), await db.Set<OutboxMessage>().CountAsync(m => m.State == OutboxState.Queued || m.State == OutboxState.Sending));
            var busy = await db.Set<ActionRecord>().CountAsync(a => a.State == ActionState.Running || a.State == ActionState.Approved);
            quiet = answered >= sent && waiting + busy == 0 ? quiet + 1 : 0;
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
                throw new TimeoutException($"Jarvis did not come to rest: {answered} of {sent} messages are answered, {waiting} are not sent, {busy} actions run.\n{jarvis.Output}");
        }
    }

    /// <summary>Scrolled to its beginning, the page shows each message once.</summary>
    private static async Task CheckPageAsync(WebHistory history, JarvisDb db)
    {
        var shown = new List<string>();
        for (DateTimeOffset? before = null; await history.ReadAsync(WebChannel.Owner, before, Stop) is { Count: > 0 } screen; before = screen[0].At) shown.AddRange(screen.Select(m => m.Row));
        var received = await db.Set<InboxMessage>().Where(m => m.Channel == WebChannel.ChannelName).Select(m => $"i{m.Id}").ToListAsync(Stop);
        var said = await db.Set<OutboxMessage>().Where(m => m.Channel == WebChannel.ChannelName && m.EditOf == null).Select(m => $"o{m.Id}").ToListAsync(Stop);
        Assert.Equal(received.Concat(said).Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    private static JarvisDb Open(JarvisProcess jarvis) => Factory(jarvis).CreateDbContext();

    private static JarvisDbFactory Factory(JarvisProcess jarvis)
    {
        // A pooled connection would keep the file of a killed process's log open.
        SqliteConnection.ClearAllPools();
        var options = Microsoft.Extensions.Options.Options.Create(new StorageOptions { Folder = jarvis.DataFolder });
        return new JarvisDbFactory(options, new ModelAssemblies(typeof(JarvisDb).Assembly, typeof(Person).Assembly));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
