using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Conversations;

/// <summary>A reply that is shown while a model writes it.</summary>
public sealed class LiveReplyTests : IDisposable
{
    /// <summary>The model has said all.</summary>
    private const string? End = null;
    private const string Unclear = "zzz qqq plugh wibble frob grue shop price xyzzy";
    private readonly Channel<string?> pieces = System.Threading.Channels.Channel.CreateUnbounded<string?>();
    private readonly ScriptedModel model = new();
    private readonly RecordingChannel channel = new("test", TimeSpan.FromSeconds(1));

    public LiveReplyTests() => model.Otherwise = _ => Slowly();

    public void Dispose() => model.Dispose();

    [Fact]
    public async Task It_grows_in_one_message_no_faster_than_the_platform_takes_and_ends_as_what_is_stored()
    {
        await using var jarvis = await StartAsync();
        var message = await jarvis.WriteAsync(Unclear);
        Write("All ", "is ");
        await ShowsAsync(jarvis, "All is");
        for (var i = 0; i < 50; i++) Write("well ");
        await ShowsAsync(jarvis, "well well");
        var before = channel.Edits.Count;
        Write(End);
        var said = await jarvis.AnswerAsync(message.Id);
        await channel.UntilAsync(s => s[0].Markdown == said);

        Assert.Single(channel.Shown);
        Assert.EndsWith("▸ Nothing was looked up, and nothing was changed.", said, StringComparison.Ordinal);
        Assert.True(before < 10, $"{before} edits for 52 pieces.");
        var times = channel.Edits.Select(e => e.At).SkipLast(1).ToList();
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_reply_that_is_there_within_a_second_is_sent_whole()
    {
        await using var jarvis = await StartAsync();
        Write("All is well.", End);
        await jarvis.SayAsync(Unclear);
        await channel.UntilAsync(s => s.Count == 1);
        Assert.Empty(channel.Edits);
    }

    [Fact]
    public async Task What_a_function_returned_shows_while_the_model_goes_on()
    {
        model.Calls("shop_price");
        await using var jarvis = await StartAsync();
        var message = await jarvis.WriteAsync(Unclear);
        await ShowsAsync(jarvis, "▸ shop price: The price is 10.");
        Write("Ten.", End);
        await jarvis.AnswerAsync(message.Id);
        await channel.UntilAsync(s => s is [{ Markdown: "Ten.\n\n▸ Looked at shop price. Nothing was changed." }]);
    }

    [Fact]
    public async Task A_stream_that_breaks_is_replaced_not_doubled()
    {
        model.Does(_ => Breaking());
        await using var jarvis = await StartAsync();
        var message = await jarvis.WriteAsync(Unclear);
        Write("All is w");
        await ShowsAsync(jarvis, "All is w");
        Write(End);
        var said = await jarvis.AnswerAsync(message.Id);
        await channel.UntilAsync(s => s is [{ Markdown: var now }] && now == said);
        Assert.DoesNotContain("All is w", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_answer_in_the_place_of_one_that_broke_off_is_all_that_is_said()
    {
        model.Does(_ => ScriptedModel.Of([new TextContent("From the first, half"), ScriptedModel.Other, new TextContent("From the second, whole.")]));
        await using var jarvis = await StartAsync();
        var said = await jarvis.SayAsync(Unclear);
        Assert.StartsWith("From the second, whole.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("From the first", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_in_the_middle_ends_with_one_message()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        var first = await StartAsync(folder);
        var message = await first.WriteAsync(Unclear);
        Write("All is w");
        await ShowsAsync(first, "All is w");
        await first.DisposeAsync();
        Assert.Equal("All is w", Assert.Single(channel.Shown).Markdown);

        await using (var second = await StartAsync(folder))
        {
            Write("Nothing is wrong.", End);
            var said = await second.AnswerAsync(message.Id);
            await channel.UntilAsync(s => s is [{ Markdown: var now }] && now == said);
            await using var db = second.Database();
            Assert.Equal(2, await db.Set<OutboxMessage>().CountAsync(m => m.Channel == "test" && (m.InboxId == message.Id || m.Key.StartsWith("live:"))));
        }
        await TestFolder.RemoveAsync(folder);
    }

    private Task<TestJarvis> StartAsync(string? folder = null) => TestJarvis.StartAsync(configure: s => s.AddSingleton<IChatClient>(model), folder: folder, channel: channel);

    private void Write(params IEnumerable<string?> what)
    {
        foreach (var piece in what) pieces.Writer.TryWrite(piece);
    }

    private async Task ShowsAsync(TestJarvis jarvis, string text)
    {
        await jarvis.PassAsync(TimeSpan.FromMinutes(10), () => channel.Shown.Any(p => p.Markdown.Contains(text, StringComparison.Ordinal)));
        Assert.Contains(channel.Shown, p => p.Markdown.Contains(text, StringComparison.Ordinal));
    }

    private async IAsyncEnumerable<AIContent> Slowly([EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (await pieces.Reader.ReadAsync(cancel) is { } piece) yield return new TextContent(piece);
    }

    private async IAsyncEnumerable<AIContent> Breaking([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var content in Slowly(cancel)) yield return content;
        throw new HttpRequestException("cut");
    }
}
