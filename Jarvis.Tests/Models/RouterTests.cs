using Jarvis.Bot.Models;
using Jarvis.Skills.Business.Models;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Jarvis.Tests.Models;

/// <summary>Turns over each provider's wire format, and the ledger beside the counterpart's own count.</summary>
public sealed class RouterTests(ModelServer server) : IClassFixture<ModelServer>
{
    [Theory]
    [InlineData("gemini", 0.0)]
    [InlineData("openai", 0.65)]
    [InlineData("anthropic", 0.9)]
    public async Task A_streamed_turn_with_two_function_calls_is_counted_to_the_last_token(string provider, double floor)
    {
        var account = server.NewAccount();
        var say = $"order more strings please, {provider} {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, hasToolResult = false }, response = new { toolCalls = new[] { new { id = "c1", name = "shop_stock", arguments = "{\"product\":\"strings\"}" }, new { id = "c2", name = "shop_reorder", arguments = "{\"product\":\"strings\",\"count\":5}" } }, usage = new { prompt_tokens = 101, completion_tokens = 33, input_tokens = 101, output_tokens = 33 } } },
            new { match = new { userMessage = say, hasToolResult = true }, response = new { content = "There were 7, and 5 are on their way.", usage = new { prompt_tokens = 187, completion_tokens = 17, input_tokens = 187, output_tokens = 17 } } });
        // The cheapest good enough is the one under test.
        await using var rig = await ModelRig.StartAsync(account);
        var skill = new CountingSkill();
        var client = rig.Router.AsBuilder().UseKernelFunctionInvocation().Build();
        var request = ModelRig.Turn(floor: floor);
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }.For(request);

        var answer = await ModelRig.ReadAsync(client.GetStreamingResponseAsync([new(ChatRole.System, "You run a shop."), new(ChatRole.User, say)], settings.ToChatOptions(skill.Kernel)));

        Assert.Equal("There were 7, and 5 are on their way.", answer);
        Assert.Equal((1, 1), (skill.Looked, skill.Sent));
        var stated = (await account.ExchangesAsync()).Select(e => e.Usage!).ToList();
        var calls = await rig.CallsAsync();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, c => Assert.Equal((provider, ModelOutcome.Answered, false, true), (c.Provider, c.Outcome, c.Estimated, c.Streamed)));
        Assert.Equal((stated.Sum(s => s.In), stated.Sum(s => s.Out)), (calls.Sum(c => c.TokensIn), calls.Sum(c => c.TokensOut)));
        Assert.Equal((288, 50), (calls.Sum(c => c.TokensIn), calls.Sum(c => c.TokensOut)));
        Assert.All(calls, c => Assert.Equal(rig.Get<ModelTiers>().Find(c.Tier)!.Price.CostOf(c.Use), c.CostPico));
        Assert.Equal(calls.Sum(c => c.CostUsd), request.Report.CostUsd);
        Assert.All(calls, c => Assert.Equal(2, c.FunctionsOffered));
        Assert.Single(calls.Select(c => c.PrefixHash).Distinct());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.65)]
    [InlineData(0.9)]
    public async Task A_turn_through_semantic_kernel_carries_its_request(double floor)
    {
        var account = server.NewAccount();
        var say = $"how are the strings {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, hasToolResult = false }, response = new { toolCalls = new[] { new { id = "c1", name = "shop_stock", arguments = "{\"product\":\"strings\"}" } } } },
            new { match = new { userMessage = say }, response = new { content = "Seven." } });
        await using var rig = await ModelRig.StartAsync(account);
        var skill = new CountingSkill();
        var chat = rig.Router.AsBuilder().UseKernelFunctionInvocation().Build().AsChatCompletionService();
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }.For(ModelRig.Turn("turn:81", floor));

        var answer = await chat.GetChatMessageContentAsync(new ChatHistory([new ChatMessageContent(AuthorRole.User, say)]), settings, skill.Kernel);

        Assert.Equal("Seven.", answer.Content);
        Assert.Equal(1, skill.Looked);
        Assert.Equal(["turn:81", "turn:81"], (await rig.CallsAsync()).Select(c => c.Cause));
        Assert.All(await rig.CallsAsync(), c => Assert.Equal("chat", c.Purpose));
    }

    [Fact]
    public async Task Keys_go_only_to_their_provider()
    {
        var account = server.NewAccount();
        var say = $"keys {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes." } });
        await using var rig = await ModelRig.StartAsync(account);
        foreach (var floor in new[] { 0, 0.65, 0.9 }) await rig.AskAsync(say, ModelRig.Turn(floor: floor));
        Assert.Equal(["key-gemini", "key-openai", "key-anthropic"], (await account.ExchangesAsync()).Select(e => e.Key));
        Assert.DoesNotContain((await account.ExchangesAsync()), e => e.Body.Contains("jarvis", StringComparison.OrdinalIgnoreCase));
    }
}
