using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Storage;
using Jarvis.Tests.Counterparts;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Channels.Telegram;

/// <summary>What people write, on its way into the inbox; the other side is the Telegram test server.</summary>
public sealed class TelegramInTests(TelegramServer server) : IClassFixture<TelegramServer>, IDisposable
{
    private readonly TestStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_message_is_received_with_who_wrote_it_and_then_confirmed()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot).Start();
        var sent = await bot.User(TelegramRig.Owner, "Ann").SendAsync("how is backend?");
        var message = await rig.ReceiveAsync();
        Assert.Equal(("how is backend?", InboundKind.Text, "4711", "4711", "Ann", $"m:4711:{sent.MessageId}"), (message.Text, message.Kind, message.Address, message.SenderId, message.SenderName, message.ExternalId));
        await bot.User(TelegramRig.Owner).SendAsync("second");
        await rig.ReceiveAsync();
        Assert.DoesNotContain(sent.UpdateId, await bot.PendingAsync());
        Assert.Equal(ChannelHealth.Connected, rig.State.Health);
    }

    [Fact]
    public async Task An_update_that_comes_again_after_a_crash_is_not_received_twice()
    {
        var bot = server.NewBot();
        var first = await bot.User(TelegramRig.Owner).SendAsync("one");
        await using (var crashing = new TelegramRig(store, bot).Start()) await crashing.ReceiveAsync();
        // Stopped before the next question could confirm it, or after: either way it is there once.
        await bot.User(TelegramRig.Owner).SendAsync("two");
        await using var again = new TelegramRig(store, bot).Start();
        Assert.Equal("two", (await again.ReceiveAsync()).Text);
        Assert.Single(await store.AllAsync<InboxMessage>(), m => m.ExternalId == $"m:4711:{first.MessageId}");
    }

    [Fact]
    public async Task A_message_that_could_not_be_stored_is_not_confirmed()
    {
        var bot = server.NewBot();
        var sent = await bot.User(TelegramRig.Owner).SendAsync("precious");
        await using (var broken = new TelegramRig(new BrokenStore(), store.Options, ("Token", bot.Token), ("ApiUrl", bot.BaseUrl)).Start())
            await Assert.ThrowsAsync<InvalidOperationException>(broken.EndAsync);
        Assert.Equal([sent.UpdateId], await bot.PendingAsync());
        await using var mended = new TelegramRig(store, bot).Start();
        Assert.Equal("precious", (await mended.ReceiveAsync()).Text);
    }

    [Fact]
    public async Task A_pressed_button_comes_with_its_data_and_its_clock_is_stopped()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot).Start();
        var id = await rig.SendAsync(TelegramRig.Text("Restart?", new Button("Approve", "d:approve:12")));
        var shown = await bot.WaitForMessageAsync(TelegramRig.Owner, m => m.Id.ToString() == id);
        await bot.User(TelegramRig.Owner).PressAsync(shown, "Approve");
        var press = await rig.ReceiveAsync();
        Assert.Equal((InboundKind.Button, "d:approve:12", "4711"), (press.Kind, press.Text, press.Address));
        await bot.User(TelegramRig.Owner).SendAsync("next");
        await rig.ReceiveAsync();
        Assert.Single(await bot.CallsAsync("answerCallbackQuery"));
    }

    [Fact]
    public async Task A_file_of_a_known_person_is_fetched()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot).Start();
        await rig.PairAsync(TelegramRig.Owner);
        await bot.User(TelegramRig.Owner).SendFileAsync("../leads 2026.csv", "text/csv", "a,b\n1,2"u8.ToArray(), "import these");
        var message = await rig.ReceiveAsync();
        Assert.Equal((InboundKind.File, "import these", "../leads 2026.csv"), (message.Kind, message.Text, message.FileName));
        using var reader = new StreamReader(rig.Files.Open(new StoredFile(message.FilePath!, "", "")));
        Assert.Equal("a,b\n1,2", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_of_a_stranger_is_left_where_it_is()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot).Start();
        await bot.User(666).SendFileAsync("x.bin", "application/octet-stream", [1, 2, 3], "take this");
        Assert.Null((await rig.ReceiveAsync()).FilePath);
        Assert.Empty(await bot.CallsAsync("getFile"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_named_instead()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot, ("MaxFileMegabytes", "1")).Start();
        await rig.PairAsync(TelegramRig.Owner);
        await bot.User(TelegramRig.Owner).SendFileAsync("big.bin", "application/octet-stream", new byte[1_100_000]);
        var message = await rig.ReceiveAsync();
        Assert.Null(message.FilePath);
        Assert.Equal("[The file \"big.bin\" was not received: it is larger than 1 MB.]", message.Text);
    }

    [Fact]
    public async Task In_a_group_only_what_is_addressed_to_the_bot_is_heard()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot).Start();
        var ann = bot.User(TelegramRig.Owner, "Ann", chatId: -77);
        await ann.SendAsync("lunch?");
        await ann.SendAsync("@JarvisTestBot, status");
        var message = await rig.ReceiveAsync();
        Assert.Equal(("status", "-77", "4711"), (message.Text, message.Address, message.SenderId));
    }

    [Fact]
    public async Task The_menu_offers_the_commands()
    {
        var bot = server.NewBot();
        await using var rig = new TelegramRig(store, bot).Start();
        await bot.User(TelegramRig.Owner).SendAsync("/approve 12");
        Assert.Equal("approve 12", (await rig.ReceiveAsync()).Text);
        Assert.Contains("pending", Assert.Single(await bot.CallsAsync("setMyCommands")).Body.GetRawText(), StringComparison.Ordinal);
    }

    private sealed class BrokenStore : IDbContextFactory<JarvisDb>
    {
        public JarvisDb CreateDbContext() => throw new InvalidOperationException("The disk is full.");
    }
}
