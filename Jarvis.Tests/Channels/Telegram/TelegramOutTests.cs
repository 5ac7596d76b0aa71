using System.Globalization;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Channels.Telegram;

/// <summary>What Jarvis says, as people see it on Telegram; the other side is the Telegram test server.</summary>
public sealed class TelegramOutTests(TelegramServer server) : IClassFixture<TelegramServer>, IDisposable
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private readonly TestStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_text_has_its_marks_and_buttons()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        var id = await rig.SendAsync(TelegramRig.Text("**Restart** a < b?", new Button("Approve", "d:approve:12"), new Button("Say", "s:" + new string('x', 90))));
        var seen = Assert.Single(await bot.MessagesAsync(TelegramRig.Owner));
        Assert.Equal(id, seen.Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("Restart a < b?", seen.Text);
        Assert.Equal(7, Assert.Single(seen.Message.Entities!).Length);
        Assert.Equal(["Approve", "Say"], seen.Buttons);
    }

    [Fact]
    public async Task A_picture_a_file_and_a_picture_that_is_none_all_arrive()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        await rig.SendAsync(TelegramRig.Text("*Chart*") with { File = rig.Files.Save("chart.png", "image/png", Png) });
        await rig.SendAsync(TelegramRig.Text("") with { File = rig.Files.Save("rows.csv", "text/csv", "a,b"u8.ToArray()) });
        await rig.SendAsync(TelegramRig.Text("") with { File = rig.Files.Save("bad.png", "image/png", [1, 2, 3]) });
        var seen = await bot.MessagesAsync(TelegramRig.Owner);
        Assert.Equal([true, false, false], seen.Select(m => m.Message.Photo is not null));
        Assert.Equal(["Chart", "", ""], seen.Select(m => m.Text));
        Assert.Equal("a,b"u8.ToArray(), await bot.DownloadAsync(seen[1].Message.Document!.FileId));
    }

    [Fact]
    public async Task An_edit_shows_the_decision_however_often_it_is_made()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        var text = await rig.SendAsync(TelegramRig.Text("Restart?", new Button("Approve", "d:approve:12")));
        var picture = await rig.SendAsync(TelegramRig.Text("Restart?") with { File = rig.Files.Save("chart.png", "image/png", Png) });
        for (var i = 0; i < 2; i++)
            foreach (var id in new[] { text, picture }) await rig.Channel.EditAsync(id, TelegramRig.Text("Approved by **Ann**"), TestContext.Current.CancellationToken);
        var seen = await bot.MessagesAsync(TelegramRig.Owner);
        Assert.All(seen, m => Assert.Equal("Approved by Ann", m.Text));
        Assert.All(seen, m => Assert.Empty(m.Buttons));
    }

    [Fact]
    public async Task Markup_that_Telegram_cannot_read_goes_out_as_plain_text()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        await bot.FailAsync("sendMessage", TelegramFault.Refused(400, "Bad Request: can't parse entities: whatever"));
        await rig.SendAsync(TelegramRig.Text("**bold** & [link](https://x.example)"));
        var seen = Assert.Single(await bot.MessagesAsync(TelegramRig.Owner));
        Assert.Equal("bold & link", seen.Text);
    }

    [Fact]
    public async Task Refusals_say_whether_another_try_can_help()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        await bot.FailAsync("sendMessage", TelegramFault.TooMany(7));
        await bot.FailAsync("sendMessage", TelegramFault.Blocked);
        await bot.FailAsync("sendMessage", TelegramFault.Refused(400, "Bad Request: chat not found"));
        await bot.FailAsync("sendMessage", TelegramFault.ServerError);
        await bot.FailAsync("sendMessage", TelegramFault.DroppedAfter);
        Assert.Equal(TimeSpan.FromSeconds(7), (await RefusedAsync()).RetryAfter);
        Assert.True((await RefusedAsync()).Permanent);
        Assert.True((await RefusedAsync()).Permanent);
        // Whether it arrived is not known, which is no refusal: the outbox looks for it before it sends again.
        await Assert.ThrowsAsync<IOException>(() => rig.SendAsync(TelegramRig.Text("hello")));
        await Assert.ThrowsAsync<IOException>(() => rig.SendAsync(TelegramRig.Text("hello")));
        Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(TelegramRig.Text("\u200B \n")))).Permanent);

        async Task<DeliveryException> RefusedAsync() => await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(TelegramRig.Text("hello")));
    }

    [Fact]
    public async Task The_token_is_in_no_exception_and_no_log()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot);
        var said = new List<string>();
        foreach (var fault in new[] { TelegramFault.Refused(401, "Unauthorized"), TelegramFault.DroppedBefore, TelegramFault.DroppedAfter, TelegramFault.ServerError, TelegramFault.Blocked })
        {
            // More than once: the HTTP library repeats by itself a call without a body whose connection broke.
            await bot.FailAsync("*", fault, times: 9);
            said.Add((await Assert.ThrowsAnyAsync<Exception>(() => rig.SendAsync(TelegramRig.Text("x")))).ToString());
            said.Add((await Assert.ThrowsAnyAsync<Exception>(() => rig.Channel.RunAsync(TestContext.Current.CancellationToken))).ToString());
            await bot.HealAsync();
        }
        await using var nowhere = new TelegramRig(store, store.Options, ("Token", bot.Token), ("ApiUrl", "http://127.0.0.1:1"));
        said.Add((await Assert.ThrowsAnyAsync<Exception>(() => nowhere.SendAsync(TelegramRig.Text("x")))).ToString());
        said.Add((await Assert.ThrowsAnyAsync<Exception>(() => nowhere.Channel.RunAsync(TestContext.Current.CancellationToken))).ToString());
        Assert.All(said.Concat(rig.Log).Concat(nowhere.Log), line => Assert.DoesNotContain(bot.Token.Split(':')[1], line, StringComparison.Ordinal));
    }
}
