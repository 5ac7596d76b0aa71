using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Channels.Telegram;

/// <summary>After a crash between sending and writing it down: is the message there? The other side is the Telegram test server.</summary>
public sealed class TelegramOnceTests(TelegramServer server) : IClassFixture<TelegramServer>, IDisposable
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private readonly TestStore store = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData("plain")]
    [InlineData("**bold** with [link](https://x.example) and `code`")]
    [InlineData("picture")]
    [InlineData("file without a word")]
    public async Task A_message_that_arrived_is_found_by_the_next_process(string what)
    {
        var bot = server.NewBot();
        var (part, baseline) = await CrashAsync(bot, TelegramFault.DroppedAfter, what);
        await bot.User(TelegramRig.Owner).SendAsync("are you there?");
        await using var next = new TelegramRig(store, bot).Start();
        var found = await next.Channel.FindAsync(part, baseline, Stop);
        var arrived = (await bot.MessagesAsync(TelegramRig.Owner))[^1];
        Assert.Equal(arrived.Id.ToString(CultureInfo.InvariantCulture), found);
        Assert.Empty(arrived.Edits);
    }

    [Fact]
    public async Task A_message_that_did_not_arrive_is_not_found_and_nothing_is_touched()
    {
        var bot = server.NewBot();
        var (part, baseline) = await CrashAsync(bot, TelegramFault.DroppedBefore, "plain");
        var before = await bot.MessagesAsync(TelegramRig.Owner);
        await using var next = new TelegramRig(store, bot).Start();
        Assert.Null(await next.Channel.FindAsync(part, baseline, Stop));
        Assert.Equal(before.Select(m => m.ToString()), (await bot.MessagesAsync(TelegramRig.Owner)).Select(m => m.ToString()));
        Assert.All(await bot.MessagesAsync(TelegramRig.Owner), m => Assert.Empty(m.Edits));
    }

    [Fact]
    public async Task Messages_of_other_chats_in_between_do_not_hide_it()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        await SentAsync(rig, "a message from before");
        for (var i = 0; i < 30; i++) await SentAsync(rig, $"to somebody else {i}", address: "99");
        var baseline = await rig.Channel.BaselineAsync("4711", Stop);
        await bot.FailAsync("sendMessage", TelegramFault.DroppedAfter);
        await Assert.ThrowsAsync<IOException>(() => rig.SendAsync(TelegramRig.Text("lost")));
        await using var next = new TelegramRig(store, bot).Start();
        Assert.NotNull(await next.Channel.FindAsync(TelegramRig.Text("lost"), baseline, Stop));
    }

    [Fact]
    public async Task What_others_wrote_while_Jarvis_did_not_look_does_not_hide_it()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        await SentAsync(rig, "a message from before");
        var baseline = await rig.Channel.BaselineAsync("4711", Stop);
        for (var i = 0; i < 60; i++) await bot.User(99, "Ben").SendAsync($"anybody there? {i}");
        await bot.FailAsync("sendMessage", TelegramFault.DroppedAfter);
        await Assert.ThrowsAsync<IOException>(() => rig.SendAsync(TelegramRig.Text("lost")));
        await using var next = new TelegramRig(store, bot).Start();
        Assert.NotNull(await next.Channel.FindAsync(TelegramRig.Text("lost"), baseline, Stop));
    }

    [Fact]
    public async Task An_earlier_message_with_the_same_words_is_not_taken_for_it()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        await SentAsync(rig, "ok");
        var baseline = await rig.Channel.BaselineAsync("4711", Stop);
        await bot.FailAsync("sendMessage", TelegramFault.DroppedBefore);
        await Assert.ThrowsAsync<IOException>(() => rig.SendAsync(TelegramRig.Text("ok")));
        await using var next = new TelegramRig(store, bot).Start();
        Assert.Null(await next.Channel.FindAsync(TelegramRig.Text("ok"), baseline, Stop));
    }

    [Fact]
    public async Task A_message_is_known_as_its_own_however_many_others_were_queued_after_and_sent_before_it()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        await SentAsync(rig, "a message from before");
        var baseline = await rig.Channel.BaselineAsync("4711", Stop);
        var heldUp = await rig.SendAsync(TelegramRig.Text("said while others were answered"));
        await using (var db = store.CreateDbContext())
        {
            db.Add(Row("4711", heldUp, DateTimeOffset.UnixEpoch.AddDays(2)));
            for (var i = 0; i < 2100; i++) db.Add(Row("99", $"{1_000_000 + i}", DateTimeOffset.UnixEpoch.AddDays(1)));
            await db.SaveChangesAsync(Stop);
        }
        await using var next = new TelegramRig(store, bot).Start();
        Assert.Null(await next.Channel.FindAsync(TelegramRig.Text("lost"), baseline, Stop));
        Assert.Equal("said while others were answered", (await bot.MessagesAsync(TelegramRig.Owner))[^1].Text);
    }

    [Fact]
    public async Task An_old_message_that_comes_in_first_does_not_hide_what_was_sent_since()
    {
        var bot = server.NewBot();
        string? baseline;
        await using (var rig = new TelegramRig(store, bot))
        {
            for (var i = 0; i < 2; i++) await SentAsync(rig, "a message from before");
            baseline = await rig.Channel.BaselineAsync("4711", Stop);
        }
        await using var next = new TelegramRig(store, bot);
        next.Ids.Seen("4711", 1);
        Assert.Equal(baseline, await next.Channel.BaselineAsync("4711", Stop));
        Assert.NotEqual("1", baseline);
    }

    /// <summary>As a process that is killed does it: the system would otherwise go on delivering for a while.</summary>
    [Fact]
    public async Task A_send_that_is_cut_off_leaves_nothing_on_its_way()
    {
        using var telegram = new TcpListener(IPAddress.Loopback, 0);
        telegram.Start();
        using var late = new CancellationTokenSource();
        var rig = new TelegramRig(store, store.Options, ("Token", "1:12345678901234567890"), ("ApiUrl", $"http://{telegram.LocalEndpoint}"));
        // More than the network holds while nobody reads.
        var part = TelegramRig.Text("") with { File = rig.Files.Save("large.bin", "application/octet-stream", new byte[20 * 1024 * 1024]) };
        var send = rig.Channel.SendAsync(part, late.Token);
        using var connection = await telegram.AcceptSocketAsync(Stop);
        await connection.ReceiveAsync(new byte[16], Stop);
        await late.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
        await rig.DisposeAsync();
        var rest = new byte[65_536];
        var came = 0L;
        try
        {
            for (int read; (read = await connection.ReceiveAsync(rest, Stop)) > 0;) came += read;
        }
        catch (SocketException end)
        {
            Assert.Equal(SocketError.ConnectionReset, end.SocketErrorCode);
        }
        // Whether it ends by a reset or between two writes: half a message is none.
        Assert.InRange(came, 0, (20 * 1024 * 1024) - 1);
    }

    [Fact]
    public async Task A_message_for_which_there_was_no_connection_is_known_not_to_have_left()
    {
        await using var rig = new TelegramRig(store, store.Options, ("Token", "1:12345678901234567890"), ("ApiUrl", $"http://127.0.0.1:{Counterpart.FreePort()}"));
        Assert.False((await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(TelegramRig.Text("hello")))).Permanent);
    }

    [Fact]
    public async Task A_doubtful_answer_is_no_answer()
    {
        var bot = server.NewBot();
        var (part, baseline) = await CrashAsync(bot, TelegramFault.DroppedAfter, "plain");
        await using var next = new TelegramRig(store, bot).Start();
        await bot.FailAsync("editMessageText", TelegramFault.TooMany(3));
        await Assert.ThrowsAsync<IOException>(() => next.Channel.FindAsync(part, baseline, Stop));
        Assert.NotNull(await next.Channel.FindAsync(part, baseline, Stop));
    }

    /// <summary>Sends and loses the answer, as a crash does; the process is gone when it returns.</summary>
    private async Task<(OutboundPart Part, string? Baseline)> CrashAsync(TelegramBot bot, TelegramFault fault, string what)
    {
        await using var rig = new TelegramRig(store, bot);
        await SentAsync(rig, "a message from before");
        var part = what switch
        {
            "picture" => TelegramRig.Text("*chart*", new Button("a", "s:a")) with { File = rig.Files.Save("chart.png", "image/png", Png) },
            "file without a word" => TelegramRig.Text("") with { File = rig.Files.Save("rows.csv", "text/csv", "a,b"u8.ToArray()) },
            _ => TelegramRig.Text(what, new Button("Approve", "d:approve:1")),
        };
        var baseline = await rig.Channel.BaselineAsync("4711", Stop);
        Assert.NotNull(baseline);
        await bot.FailAsync(part.File is null ? "sendMessage" : part.File.IsPicture ? "sendPhoto" : "sendDocument", fault);
        await Assert.ThrowsAsync<IOException>(() => rig.SendAsync(part));
        return (part, baseline);
    }

    private async Task SentAsync(TelegramRig rig, string text, string address = "4711")
    {
        var id = await rig.SendAsync(TelegramRig.Text(text) with { Address = address });
        await using var db = store.CreateDbContext();
        db.Add(Row(address, id, DateTimeOffset.UnixEpoch));
        await db.SaveChangesAsync(Stop);
    }

    private static OutboxMessage Row(string address, string id, DateTimeOffset sentAt) => new()
    {
        Channel = TelegramChannel.ChannelName, Address = address, Key = Guid.NewGuid().ToString(), PartJson = "{}", State = OutboxState.Sent, ExternalId = id, SentAt = sentAt,
    };
}
