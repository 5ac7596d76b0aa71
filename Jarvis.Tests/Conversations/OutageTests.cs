using Jarvis.Bot.Conversations;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Conversations;

public sealed class OutageTests
{
    [Fact]
    public async Task An_outage_is_tried_ever_less_often_and_one_message_stands_for_those_behind_it()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var tries = 0;
        jarvis.Channel.Refuse = _ =>
        {
            tries++;
            return new HttpRequestException("unreachable");
        };
        var expected = Enumerable.Range(0, 40).Select(i => $"message {i}").ToList();
        foreach (var text in expected) await jarvis.Get<Outbox>().SayAsync(text, "test", "ada", new Reply(text), TestContext.Current.CancellationToken);

        await jarvis.PassAsync(TimeSpan.FromMinutes(10), () => false);
        Assert.InRange(tries, 5, 12);

        jarvis.Channel.Refuse = null;
        await jarvis.PassAsync(TimeSpan.FromMinutes(10), () => jarvis.Channel.Shown.Count == expected.Count);
        Assert.Equal(expected, jarvis.Channel.Shown.Select(p => p.Markdown));
    }
}
