using System.Text.Json;
using Jarvis.Bot.Models;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Jarvis.Tests.Models;

/// <summary>What Anthropic is asked to keep of a prompt, and what that costs.</summary>
public sealed class PromptCacheTests(ModelServer server) : IClassFixture<ModelServer>
{
    private static readonly Dictionary<string, string?> Prices = new() { ["Models:Tiers:premium:CachedInput"] = "0.30", ["Models:Tiers:premium:CacheWrite"] = "3.75" };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_second_round_of_a_turn_reads_from_the_cache_what_the_first_wrote(bool streamed)
    {
        var account = server.NewAccount();
        await using var rig = await ModelRig.StartAsync(account, Prices);

        await TurnAsync(rig, account, streamed);

        var bodies = (await account.ExchangesAsync()).Select(e => JsonSerializer.Deserialize<JsonElement>(e.Body)).ToList();
        Assert.Equal(2, bodies.Count);
        Assert.All(bodies, b => Assert.Equal(["You run a shop.", "how are the strings"], Kept(b).Select(t => t.Length > 19 ? t[..19] : t)));
        Assert.All(bodies, b => Assert.Equal("5m", b.GetProperty("system")[0].GetProperty("cache_control").GetProperty("ttl").GetString()));
        var stated = (await account.ExchangesAsync()).Select(e => e.Usage!).ToList();
        var calls = await rig.CallsAsync();
        Assert.True(stated[0].CacheWritten > 0 && stated[1].CacheRead == stated[0].CacheWritten);
        foreach (var (call, said) in calls.Zip(stated))
        {
            Assert.Equal((said.In + said.CacheRead + said.CacheWritten, said.CacheRead, said.CacheWritten, said.Out), (call.TokensIn, call.TokensCached, call.TokensCacheWritten, call.TokensOut));
            Assert.Equal((said.In * 3m) + (said.CacheRead * 0.30m) + (said.CacheWritten * 3.75m) + (said.Out * 15m), call.CostUsd * 1_000_000);
        }
    }

    [Fact]
    public async Task Nothing_is_kept_where_turns_have_had_one_round_each()
    {
        var account = server.NewAccount();
        await using var rig = await ModelRig.StartAsync(account, Prices);
        for (var i = 0; i < 20; i++)
        {
            var say = $"once {Guid.NewGuid():n}";
            await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes." } });
            await rig.AskAsync(say, ModelRig.Turn($"turn:{i}", floor: 0.9));
            rig.Clock.Advance(TimeSpan.FromMinutes(6));
        }

        await TurnAsync(rig, account, streamed: true);

        Assert.All(await account.ExchangesAsync(), e => Assert.DoesNotContain("cache_control", e.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_beginning_that_comes_again_within_minutes_is_kept_without_the_message_after_it()
    {
        var account = server.NewAccount();
        await using var rig = await ModelRig.StartAsync(account, Prices);
        for (var i = 0; i <= 20; i++)
        {
            var say = $"often {Guid.NewGuid():n}";
            await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes." } });
            await rig.Router.GetResponseAsync([new(ChatRole.System, "You run a shop."), new(ChatRole.User, say)], new ChatOptions().For(ModelRig.Turn($"turn:{i}", floor: 0.9)));
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["You run a shop."], Kept(JsonSerializer.Deserialize<JsonElement>((await account.ExchangesAsync())[^1].Body)));
    }

    [Fact]
    public async Task A_model_whose_price_for_it_is_not_stated_is_asked_to_keep_nothing()
    {
        var account = server.NewAccount();
        await using var rig = await ModelRig.StartAsync(account);

        await TurnAsync(rig, account, streamed: true);

        Assert.All(await account.ExchangesAsync(), e => Assert.DoesNotContain("cache_control", e.Body, StringComparison.Ordinal));
    }

    private static async Task TurnAsync(ModelRig rig, ModelAccount account, bool streamed)
    {
        var say = $"how are the strings {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, hasToolResult = false }, response = new { toolCalls = new[] { new { id = "c1", name = "shop_stock", arguments = "{\"product\":\"strings\"}" } }, usage = new { input_tokens = 9, output_tokens = 7 } } },
            new { match = new { userMessage = say }, response = new { content = "Seven.", usage = new { input_tokens = 9, output_tokens = 3 } } });
        var client = rig.Router.AsBuilder().UseKernelFunctionInvocation().Build();
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }.For(ModelRig.Turn(floor: 0.9));
        ChatMessage[] messages = [new(ChatRole.System, "You run a shop."), new(ChatRole.User, say)];
        var options = settings.ToChatOptions(new CountingSkill().Kernel);
        var said = streamed ? await ModelRig.ReadAsync(client.GetStreamingResponseAsync(messages, options)) : (await client.GetResponseAsync(messages, options)).Text;
        Assert.Equal("Seven.", said);
    }

    /// <summary>The texts at whose end the provider is asked to keep the prompt.</summary>
    private static List<string> Kept(JsonElement body) =>
        [.. body.GetProperty("system").EnumerateArray().Concat(body.GetProperty("messages").EnumerateArray().SelectMany(m => m.GetProperty("content").EnumerateArray()))
            .Where(b => b.TryGetProperty("cache_control", out _)).Select(b => b.GetProperty("text").GetString()!)];
}
