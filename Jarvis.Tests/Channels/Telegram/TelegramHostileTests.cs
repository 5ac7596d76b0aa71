using System.Text.Json;
using System.Text.Json.Nodes;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Channels.Rendering;

namespace Jarvis.Tests.Channels.Telegram;

/// <summary>Updates as no Telegram would send them, or not yet.</summary>
public sealed class TelegramHostileTests : IDisposable
{
    private const string Good = """{"update_id":1,"message":{"message_id":5,"date":1790000000,"from":{"id":4711,"is_bot":false,"first_name":"Ann"},"chat":{"id":4711,"type":"private"},"text":"hello"}}""";
    private readonly TestStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Any_part_may_be_missing_or_of_another_kind()
    {
        await using var rig = Rig();
        var odd = new JsonNode?[] { null, "x", -1, 1e300, true, new JsonObject(), new JsonArray(1, "a") };
        foreach (var path in new[] { "update_id", "message", "message.message_id", "message.date", "message.from", "message.from.id", "message.chat", "message.chat.id", "message.chat.type", "message.text" })
        {
            foreach (var value in odd)
            {
                var update = JsonNode.Parse(Good)!;
                var names = path.Split('.');
                var at = names[..^1].Aggregate(update, (node, name) => node[name]!);
                at[names[^1]] = value?.DeepClone();
                await TakeAsync(rig, update.ToJsonString());
            }
        }
        await TakeAsync(rig, Good.Replace("hello", "after all that", StringComparison.Ordinal).Replace("\"message_id\":5", "\"message_id\":6", StringComparison.Ordinal));
        Assert.Contains(await store.AllAsync<InboxMessage>(), m => m.Text == "after all that");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("{}")]
    [InlineData("""{"update_id":7,"poll":{"id":"1"}}""")]
    [InlineData("""{"update_id":7,"edited_message":{"message_id":5,"date":1790000000,"from":{"id":4711,"is_bot":false,"first_name":"Ann"},"chat":{"id":4711,"type":"private"},"text":"changed"}}""")]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1790000000,"from":{"id":9,"is_bot":true,"first_name":"Bot"},"chat":{"id":4711,"type":"private"},"text":"I am a bot"}}""")]
    [InlineData("""{"update_id":7,"channel_post":{"message_id":5,"date":1790000000,"chat":{"id":-1001,"type":"channel"},"text":"news"}}""")]
    [InlineData("""{"update_id":7,"message":{"message_id":5,"date":1790000000,"from":{"id":4711,"is_bot":false,"first_name":"Ann"},"chat":{"id":4711,"type":"private"},"location":{"latitude":1,"longitude":2}}}""")]
    [InlineData("""{"update_id":7,"callback_query":{"id":"1","from":{"id":4711,"is_bot":false,"first_name":"Ann"},"chat_instance":"1","inline_message_id":"x","data":"d:approve:1"}}""")]
    public async Task What_is_no_message_of_a_person_is_left(string update)
    {
        await using var rig = Rig();
        await TakeAsync(rig, update);
        Assert.Empty(await store.AllAsync<InboxMessage>());
    }

    [Fact]
    public async Task Any_text_and_name_can_be_stored()
    {
        await using var rig = Rig();
        for (var seed = 0; seed < 60; seed++)
        {
            var update = JsonNode.Parse(Good)!;
            update["message"]!["message_id"] = 100 + seed;
            // A lone surrogate is escaped in JSON as Telegram's server would not, but nothing keeps others from it.
            update["message"]!["text"] = "x" + Hostile.Text(seed);
            update["message"]!["from"]!["first_name"] = Hostile.Text(seed + 1);
            await TakeAsync(rig, update.ToJsonString());
        }
        var stored = await store.AllAsync<InboxMessage>();
        Assert.Equal(60, stored.Count);
        Assert.All(stored, m => Assert.DoesNotContain('\0', m.Text + m.SenderName));
    }

    [Theory]
    [InlineData("/status", "status")]
    [InlineData("/status@JarvisTestBot now", "status now")]
    [InlineData("/start", "help")]
    [InlineData("/start ABCD2345", "ABCD2345")]
    [InlineData("/daily_report", "daily report")]
    [InlineData("/var/log/app.log is full", "/var/log/app.log is full")]
    [InlineData("approve 12", "approve 12")]
    public async Task A_command_is_what_one_would_write(string written, string read)
    {
        await using var rig = Rig();
        await TakeAsync(rig, Good.Replace("hello", written, StringComparison.Ordinal));
        Assert.Equal(read, Assert.Single(await store.AllAsync<InboxMessage>()).Text);
    }

    private TelegramRig Rig() => new(store, store.Options, ("Token", "1:00000000000000000000000000000000000"), ("ApiUrl", "http://127.0.0.1:1"));

    private static async Task TakeAsync(TelegramRig rig, string json)
    {
        using var document = JsonDocument.Parse(json);
        await rig.Inbound.TakeAsync(document.RootElement, TestContext.Current.CancellationToken);
    }
}
