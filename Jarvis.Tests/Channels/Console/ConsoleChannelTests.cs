using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Console;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Answers;

namespace Jarvis.Tests.Channels.Console;

public sealed class ConsoleChannelTests : IDisposable
{
    private readonly TestStore store = new();
    private readonly StringWriter output = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        output.Dispose();
    }

    [Fact]
    public async Task What_is_typed_comes_from_the_owner_and_the_end_of_the_input_ends_nothing_else()
    {
        var channel = Channel("status\n\n  approve 12  \n");
        await channel.RunAsync(Stop);
        var stored = await store.AllAsync<InboxMessage>();
        Assert.Equal(["status", "approve 12"], stored.Select(m => m.Text));
        Assert.All(stored, m => Assert.Equal(("console", LocalOwner.Id, LocalOwner.Id), (m.Channel, m.SenderId, m.Address)));
        await channel.SendAsync(Part("still here"), Stop);
        Assert.Contains("still here", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_lines_up_and_a_picture_is_told_by_its_place()
    {
        var shelf = Shelf();
        await Channel("", shelf).SendAsync(Part("**Services**") with { Table = new Table(["name", "ms"], [["backend", "180"]]), File = shelf.Save("chart.png", "image/png", [1]) }, Stop);
        Assert.Contains("Services\nname      ms\n───────  ───\nbackend  180\n[chart.png: " + store.Folder, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_are_words_that_can_be_typed()
    {
        var typed = new Lines();
        var channel = Channel(typed);
        await channel.SendAsync(Part("Restart?") with { Buttons = [[new Button("Approve", "d:approve:12"), new Button("Reject", "d:reject:12")], [new Button("Approve all 3", "d:approve:p7"), new Button("Acknowledge", "a:ack:5"), new Button("How is backend?", "s:how is backend?")]] }, Stop);
        Assert.Contains("→ approve 12 · reject 12\napprove all 3 · ack 5 · how is backend?", output.ToString(), StringComparison.Ordinal);
        foreach (var line in new[] { "approve 12", "Approve all 3", "ack 5", "how is backend?" }) typed.Add(line);
        typed.Add(null);
        await channel.RunAsync(Stop);
        Assert.Equal(["d:approve:12", "d:approve:p7", "a:ack:5", "s:how is backend?"], (await store.AllAsync<InboxMessage>()).Select(m => m.Text));
    }

    [Fact]
    public async Task A_file_is_taken_and_one_that_is_not_there_is_said()
    {
        var shelf = Shelf();
        var path = Path.Combine(store.Folder, "my leads.csv");
        await File.WriteAllTextAsync(path, "a,b", Stop);
        await Channel($"/file {path}\n/file /no/such/file\n/file \0\n", shelf).RunAsync(Stop);
        var stored = Assert.Single(await store.AllAsync<InboxMessage>());
        Assert.Equal((InboundKind.File, "my leads.csv"), (stored.Kind, stored.FileName));
        Assert.Equal("a,b", await File.ReadAllTextAsync(shelf.PathOf(new StoredFile(stored.FilePath!, "", "")), Stop));
        Assert.Contains("I cannot take \"/no/such/file\": there is no such file.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_is_a_short_line()
    {
        await Channel("").EditAsync("1", Part("✅ **#12 Restart backend**\n\nApproved by Ann on web.\n\nIt was slow because …"), Stop);
        Assert.Equal("↻ ✅ #12 Restart backend: Approved by Ann on web.", output.ToString().Trim());
    }

    [Fact]
    public async Task Nobody_else_can_make_the_terminal_obey()
    {
        await Channel("").SendAsync(Part("\e[2J\u009B31m\u202Ehello\a"), Stop);
        Assert.DoesNotContain(output.ToString(), c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task A_terminal_that_went_away_is_a_failure_to_deliver_and_no_crash()
    {
        var gone = new StreamWriter(new MemoryStream());
        await gone.DisposeAsync();
        var channel = new ConsoleChannel(new ConsoleTerminal(TextReader.Null, gone, Ansi: false), Inbox(), Shelf(), new ChannelStates(TimeProvider.System), TimeProvider.System);
        Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => channel.SendAsync(Part("hello"), Stop))).Permanent);
    }

    private static OutboundPart Part(string markdown) => new() { Address = LocalOwner.Id, Markdown = markdown };

    private FileShelf Shelf() => new(Microsoft.Extensions.Options.Options.Create(store.Options));

    private Inbox Inbox() => new(store, new ChannelStates(TimeProvider.System));

    private ConsoleChannel Channel(string typed, FileShelf? shelf = null) => Channel(new StringReader(typed), shelf);

    private ConsoleChannel Channel(TextReader typed, FileShelf? shelf = null) =>
        new(new ConsoleTerminal(typed, output, Ansi: false), Inbox(), shelf ?? Shelf(), new ChannelStates(TimeProvider.System), TimeProvider.System);

    /// <summary>A terminal at which lines are typed when a test says so; null closes it.</summary>
    private sealed class Lines : TextReader
    {
        private readonly System.Collections.Concurrent.BlockingCollection<string?> typed = [];

        public void Add(string? line) => typed.Add(line);

        public override string? ReadLine() => typed.Take(TestContext.Current.CancellationToken);

        protected override void Dispose(bool disposing)
        {
            typed.Dispose();
            base.Dispose(disposing);
        }
    }
}
