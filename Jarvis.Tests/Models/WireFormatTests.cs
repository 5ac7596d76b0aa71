using System.Net;
using System.Net.Http.Json;
using Jarvis.Bot.Models;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Jarvis.Tests.Models;

/// <summary>What is sent, judged by the vendor's own description of its interface.</summary>
public sealed class WireFormatTests(ModelServer server) : IClassFixture<ModelServer>
{
    [Fact]
    public async Task OpenAI_would_take_a_turn_with_function_calls()
    {
        var account = server.NewAccount();
        var say = $"checked {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, hasToolResult = false }, response = new { toolCalls = new[] { new { id = "c1", name = "shop_reorder", arguments = "{\"product\":\"strings\",\"count\":5}" } } } },
            new { match = new { userMessage = say }, response = new { content = "Ordered." } });
        await using var check = await WireCheck.StartAsync("contracts/openai/openai.json", account.Url + "v1");
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", "key") } };
        using var refused = await http.PostAsJsonAsync(new Uri($"{check.Url}/chat/completions"), new { model = 7 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        await using var rig = await ModelRig.StartAsync(account, new() { ["Models:Providers:openai:Url"] = check.Url });
        var skill = new CountingSkill();
        var client = rig.Router.AsBuilder().UseKernelFunctionInvocation().Build();
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }.For(ModelRig.Turn(floor: 0.65));
        var answer = await client.GetResponseAsync([new(ChatRole.System, "You run a shop."), new(ChatRole.User, say)], settings.ToChatOptions(skill.Kernel));

        Assert.Equal("Ordered.", answer.Text);
        Assert.Equal(1, skill.Sent);
        Assert.Equal(2, (await account.ExchangesAsync()).Count);
    }
}
