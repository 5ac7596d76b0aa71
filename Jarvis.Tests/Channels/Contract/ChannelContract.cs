using System.Text;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>What a person may rely on wherever they meet Jarvis. Each channel runs through all of it.</summary>
public abstract class ChannelContract
{
    /// <summary>Text that would be markup, a mention or a card somewhere.</summary>
    public static readonly string[] Attacks =
    [
        "**bold** _italic_ ~~gone~~ `code` ||spoiler||", "[click](https://evil.example)", "![pixel](https://evil.example/p.png)", "[a](javascript:alert(1))", "https://evil.example/login",
        "@everyone @here <@123> <@&456> <#789> <at>Ada</at>", "<script>alert(1)</script><b>b</b>&lt;i&gt;", "{{DATE(2026-11-23T09:00:00Z)}} ${card} {\"type\":\"AdaptiveCard\"}",
        "# heading\n> quote\n- list\n1. one\n| a | b |\n|---|---|\n| 1 | 2 |", "d:approve:1", "tg://user?id=1 \\*not\\* \\", "ab\u202Ecod\u0000e\u001b[31m",
    ];

    private static readonly FunctionCall Payment = new("shop.pay", ("to", "the landlord"), ("amount", "250"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_text_is_answered_once()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        await stage.Platform.WriteAsync("what needs me?");
        await stage.SettledAsync();
        var answer = Assert.Single(await stage.ShowsAsync(all => all.Count > 0));
        await using var db = stage.Jarvis.Database();
        Assert.Equal(Letters(Visible(Assert.Single(db.Set<OutboxMessage>().Where(m => m.InboxId != null).ToList()).Part().Markdown)), Letters(answer.Text));
    }

    [Fact]
    public async Task A_long_text_arrives_whole_in_order_and_in_messages_that_the_platform_takes()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        var words = Enumerable.Range(0, 2500).Select(i => $"word{i}").ToList();
        await stage.SayAsync(new Reply(string.Join("\n\n", words.Chunk(50).Select(p => $"**{p[0]}** {string.Join(' ', p[1..])}."))));
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        var read = shown.Select(m => m.File is { } file ? Encoding.UTF8.GetString(file) : m.Text).ToList();
        Assert.All(shown, m => Assert.InRange(m.Text.Length, 1, stage.Platform.LongestText));
        // A text that would take too many messages comes as its beginning and a file with all of it.
        var whole = shown.FirstOrDefault(m => m.File is not null) is { } all ? Encoding.UTF8.GetString(all.File!) : string.Join(' ', read);
        Assert.Equal(words, whole.Replace('.', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_table_shows_every_cell()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        await stage.SayAsync(new Reply("Two services.") { Table = new Table(["Service", "p95"], [["website", "120 ms"], ["checkout", "512 ms"]]) { Title = "Services" } });
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        var text = string.Join('\n', shown.Select(m => m.Text));
        Assert.Contains("Two services.", text, StringComparison.Ordinal);
        string[] cells = ["Service", "p95", "website", "120 ms", "checkout", "512 ms"];
        Assert.True(shown.Any(m => m.Picture) || cells.SequenceEqual(shown.SelectMany(m => m.Cells)) || cells.All(c => text.Contains(c, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_a_table_with_very_many_rows_none_is_lost()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        var rows = Enumerable.Range(0, 300).Select(i => (IReadOnlyList<string>)[$"customer{i}", $"{i} EUR"]).ToList();
        await stage.SayAsync(new Reply("All customers.") { Table = new Table(["Customer", "Owes"], rows) });
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        var read = string.Join('\n', shown.Select(m => m.File is { } file && m.FileName!.EndsWith(".csv", StringComparison.Ordinal) ? Encoding.UTF8.GetString(file) : m.Text + string.Join('\n', m.Cells)));
        Assert.All(rows, r => Assert.Contains(r[0], read, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chart_is_seen()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        var at = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);
        await stage.SayAsync(new Reply("Slower since eight.") { Chart = new Chart("p95", ChartKind.Line, [new("website", [new(1) { At = at }, new(3) { At = at.AddMinutes(5) }])]) { Unit = "ms" } });
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        Assert.Contains(shown, m => m.Picture || m.FileName?.EndsWith(".png", StringComparison.Ordinal) == true);
        Assert.Contains(shown, m => m.Text.Contains("Slower since eight.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_go_both_ways_unchanged()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        await stage.Platform.SendFileAsync("leads.csv", "name,mail\nAnn,ann@example.com"u8.ToArray());
        await stage.Jarvis.UntilAsync(async () => (await InboxAsync(stage)).Count == 1, () => Task.FromResult("No file came."));
        var received = Assert.Single(await InboxAsync(stage));
        Assert.Equal((InboundKind.File, "leads.csv"), (received.Kind, received.FileName));
        var path = stage.Jarvis.Get<FileShelf>().PathOf(new StoredFile(received.FilePath!, received.FileName!, ""));
        Assert.Equal("name,mail\nAnn,ann@example.com", await File.ReadAllTextAsync(path, Stop));

        await stage.SayAsync(new Reply("Here it is.") { Files = [new AnswerFile("ledger.csv", "text/csv", "a,b\n1,2"u8.ToArray())] });
        await stage.SettledAsync();
        var sent = await stage.ShowsAsync(m => m.FileName == "ledger.csv");
        Assert.Equal("a,b\n1,2"u8.ToArray(), sent.File);
    }

    [Fact]
    public async Task A_question_says_what_is_asked_and_offers_the_answers()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        var number = await stage.ProposeAsync(Payment);
        var asked = await stage.ShowsAsync(m => m.Text.Contains("Pay the landlord", StringComparison.Ordinal));
        Assert.Contains($"#{number}", asked.Text, StringComparison.Ordinal);
        Assert.Contains("250", asked.Text, StringComparison.Ordinal);
        Assert.Equal(["Approve", "Reject", "Why", "Edit", "Snooze", "Always"], asked.Buttons.Select(b => char.ToUpperInvariant(b[0]) + b[1..].Replace($" {number}", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_button_decides_once_and_the_question_shows_who_decided()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        await stage.ProposeAsync(Payment);
        await stage.ShowsAsync(m => m.Buttons.Count > 0);
        await stage.Platform.PressAsync("Approve");
        await DecidedAsync(stage, $"Approved by {stage.Platform.Person} on {stage.Platform.Channel}");
        await stage.Platform.RedeliverAsync();
        await stage.SettledAsync();
        Assert.Single(stage.Jarvis.Floor.Done);
    }

    [Fact]
    public async Task A_word_decides_and_a_reason_is_kept()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        var number = await stage.ProposeAsync(Payment);
        await stage.ShowsAsync(m => m.Buttons.Count > 0);
        await stage.Platform.WriteAsync($"reject {number} because too expensive");
        await DecidedAsync(stage, $"Rejected by {stage.Platform.Person} on {stage.Platform.Channel}: too expensive");
        Assert.Empty(stage.Jarvis.Floor.Done);
    }

    [Fact]
    public async Task What_was_decided_elsewhere_is_shown_here()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        var number = await stage.ProposeAsync(Payment);
        await stage.ShowsAsync(m => m.Buttons.Count > 0);
        await stage.Jarvis.SayAsync($"approve {number}", channel: "test");
        await DecidedAsync(stage, "Approved by Ada on test");
    }

    [Fact]
    public async Task What_the_platform_brings_twice_is_one_message()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        await stage.Platform.WriteAsync("what needs me?");
        await stage.Jarvis.UntilAsync(async () => (await InboxAsync(stage)).Count == 1, () => Task.FromResult("Nothing came."));
        await stage.Platform.RedeliverAsync();
        await stage.Platform.WriteAsync("status");
        await stage.Jarvis.UntilAsync(async () => (await InboxAsync(stage)).Count == 2, () => Task.FromResult("Nothing more came."));
        await stage.SettledAsync();
        Assert.Equal(["what needs me?", "status"], (await InboxAsync(stage)).Select(m => m.Text));
    }

    [Fact]
    public async Task What_came_before_a_crash_is_answered_once_after_it()
    {
        await using var stage = await ContractStage.StartAsync(answers: false, Platform());
        await stage.Platform.WriteAsync("what needs me?");
        await stage.Jarvis.UntilAsync(async () => (await InboxAsync(stage)).Count == 1, () => Task.FromResult("Nothing came."));
        Assert.Empty(await stage.Platform.ShownAsync());
        await stage.RestartAsync();
        await stage.Platform.RedeliverAsync();
        await stage.ShowsAsync(all => all.Count > 0);
        await stage.SettledAsync();
        Assert.Single(await stage.Platform.ShownAsync());
    }

    [Fact]
    public async Task Strangers_text_is_shown_as_it_was_written_and_nothing_of_it_lives()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        foreach (var attack in Attacks) await stage.SayAsync(new Reply("Ticket: " + MarkdownReader.Escape(CleanText.Of(attack))));
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        Assert.Equal(Attacks.Select(a => Letters($"Ticket: {CleanText.Of(a)}")), shown.Select(m => Letters(m.Text)));
        Assert.Empty(shown.SelectMany(m => m.Live));
    }

    [Fact]
    public async Task Markdown_by_a_stranger_notifies_nobody_and_loads_nothing()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        foreach (var attack in Attacks) await stage.SayAsync(new Reply("Ticket: " + attack));
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        Assert.Equal(Attacks.Length, shown.Count);
        Assert.All(shown.SelectMany(m => m.Live), live => Assert.StartsWith("https://evil.example", live, StringComparison.Ordinal));
        Assert.All(shown, m => Assert.False(m.Picture));
    }

    [Fact]
    public async Task A_question_about_a_strangers_words_has_only_Jarviss_own_buttons()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        foreach (var attack in Attacks) await stage.ProposeAsync(new FunctionCall("shop.note", ("text", attack)), untrusted: true);
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        Assert.Equal(Attacks.Length, shown.Count);
        foreach (var (attack, asked) in Attacks.Zip(shown))
        {
            Assert.Contains(Letters($"Note {CleanText.Of(attack)}"), Letters(asked.Text), StringComparison.Ordinal);
            Assert.Equal(6, asked.Buttons.Count);
            Assert.Empty(asked.Live);
        }
    }

    /// <summary>What a person writes may look like anything, too.</summary>
    [Fact]
    public async Task Whatever_a_person_writes_is_answered()
    {
        await using var stage = await ContractStage.StartAsync(Platform());
        string[] written = ["**approve** <at>1</at>", "@everyone ping", "{\"type\":\"AdaptiveCard\"}", "<script>", "ünïcödé 👩‍👩‍👧 \u202Eabc", "[x](y)"];
        foreach (var text in written) await stage.Platform.WriteAsync(text);
        await stage.Jarvis.UntilAsync(async () => (await InboxAsync(stage)).Count == written.Length, () => Task.FromResult("Not all came."));
        await stage.SettledAsync();
        Assert.True((await stage.Platform.ShownAsync()).Count >= written.Length);
        Assert.Equal(written.Select(CleanText.Of), (await InboxAsync(stage)).Select(m => CleanText.Of(m.Text)));
    }

    /// <summary>A fresh platform, with the owner on it.</summary>
    protected abstract ContractPlatform Platform();

    protected static string Letters(string text) => MarkdownCutter.Letters(text);

    private static string Visible(string markdown) => PlainText.Visible(markdown);

    private static async Task<List<InboxMessage>> InboxAsync(ContractStage stage)
    {
        await using var db = stage.Jarvis.Database();
        return [.. db.Set<InboxMessage>().Where(m => m.Channel == stage.Platform.Channel).OrderBy(m => m.Id)];
    }

    /// <summary>The question itself says it, wherever the platform can change what it shows; and it can be answered no more.</summary>
    private static async Task DecidedAsync(ContractStage stage, string said)
    {
        await stage.ShowsAsync(m => m.Text.Contains(said, StringComparison.Ordinal));
        await stage.SettledAsync();
        var shown = await stage.Platform.ShownAsync();
        if (stage.Platform.Edits) Assert.DoesNotContain(shown, m => m.Buttons.Contains("Approve"));
    }
}
