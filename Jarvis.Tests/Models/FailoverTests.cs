using Jarvis.Bot.Models;
using Jarvis.Skills.Business.Models;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Jarvis.Tests.Models;

/// <summary>Providers that refuse, break off and hang.</summary>
public sealed class FailoverTests(ModelServer server) : IClassFixture<ModelServer>
{
    private const string Broken = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";

    [Theory]
    [InlineData(429, "rate_limit_error", "Rate limited", ModelOutcome.RateLimited, 1)]
    [InlineData(500, "server_error", "Oops", ModelOutcome.Unavailable, 2)]
    [InlineData(400, "invalid_request_error", "This model's maximum context length is 8192 tokens", ModelOutcome.TooLong, 1)]
    [InlineData(400, "content_filter", "The response was filtered due to the content management policy", ModelOutcome.Refused, 1)]
    public async Task The_next_provider_answers(int status, string type, string message, ModelOutcome outcome, int tries)
    {
        var account = server.NewAccount();
        var say = $"fail {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "gemini-test" }, response = new { error = new { message, type }, status } },
            new { match = new { userMessage = say }, response = new { content = "Here I am." } });
        await using var rig = await ModelRig.StartAsync(account);
        var request = ModelRig.Turn();

        var answer = await rig.AskAsync(say, request);

        Assert.Equal("Here I am.", answer.Text);
        var calls = await rig.CallsAsync();
        Assert.Equal(Enumerable.Repeat(outcome, tries).Append(ModelOutcome.Answered), calls.Select(c => c.Outcome));
        Assert.NotEqual("gemini", calls[^1].Provider);
        Assert.Equal(0, calls.Take(tries).Sum(c => c.CostPico));
        Assert.Equal(Enumerable.Range(1, tries + 1), calls.Select(c => c.Attempt));
        Assert.Single(calls.Select(c => c.RequestId).Distinct());
    }

    [Fact]
    public async Task When_all_fail_each_attempt_is_told()
    {
        var account = server.NewAccount();
        var say = $"none {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "gemini-test" }, response = new { error = new { message = "no", type = "rate_limit_error" }, status = 429 } },
            new { match = new { userMessage = say }, response = new { error = new { message = "no", type = "server_error" }, status = 503 } });
        await using var rig = await ModelRig.StartAsync(account);

        var failure = await Assert.ThrowsAsync<ModelsFailedException>(() => rig.AskAsync(say));

        Assert.Contains("gemini (gemini-test): 429, too many requests.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("openai (gpt-test): 503, service unavailable.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("anthropic (claude-test): 503, service unavailable.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini", 0.0)]
    [InlineData("openai", 0.65)]
    [InlineData("anthropic", 0.9)]
    public async Task A_wrong_key_says_which_setting_to_mend_and_is_not_shown(string provider, double floor)
    {
        var account = server.NewAccount();
        var say = $"key {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Fine." } });
        await using var rig = await ModelRig.StartAsync(account, new() { [$"Models:Providers:{provider}:Key"] = "wrong-and-secret" });
        var request = ModelRig.Turn(floor: floor);

        var text = "";
        try
        {
            await rig.AskAsync(say, request);
        }
        catch (ModelsFailedException e)
        {
            text = e.ToString();
        }

        var note = Assert.Single(request.Report.Notes);
        Assert.Contains($"Models:Providers:{provider}:Key", note, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-and-secret", note + string.Join(' ', request.Report.Attempts), StringComparison.Ordinal);
        Assert.Equal(floor == 0.9, text.Length > 0);
        Assert.DoesNotContain("wrong-and-secret", text, StringComparison.Ordinal);
        Assert.Equal(ModelOutcome.NotAllowed, (await rig.CallsAsync())[0].Outcome);
        // It is not tried at every message.
        if (floor == 0.9) await Assert.ThrowsAsync<ModelsFailedException>(() => rig.AskAsync(say, ModelRig.Turn(floor: floor)));
        else await rig.AskAsync(say, ModelRig.Turn(floor: floor));
        Assert.Single(await account.ExchangesAsync(), e => e.Key == "wrong-and-secret");
    }

    [Fact]
    public async Task A_half_streamed_answer_that_breaks_is_replaced()
    {
        var account = server.NewAccount();
        var say = $"cut {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "gemini-test" }, response = new { content = Broken }, chunkSize = 12, latency = 30, truncateAfterChunks = 4 },
            new { match = new { userMessage = say }, response = new { content = "The whole answer." } });
        await using var rig = await ModelRig.StartAsync(account);
        var seen = new List<string>();
        var answers = new List<string?>();

        var text = await ModelRig.ReadAsync(Watched(rig.Router.GetStreamingResponseAsync([new(ChatRole.User, say)], new ChatOptions().For(ModelRig.Turn()))), seen);

        Assert.Equal("The whole answer.", text);
        Assert.Contains(seen, s => s.StartsWith("one two", StringComparison.Ordinal));
        Assert.DoesNotContain(seen, s => s.Contains("one two", StringComparison.Ordinal) && s.Contains("The whole", StringComparison.Ordinal));
        Assert.Equal(3, answers.Distinct(StringComparer.Ordinal).Count());
        var calls = await rig.CallsAsync();
        Assert.Equal([ModelOutcome.Cut, ModelOutcome.Cut, ModelOutcome.Answered], calls.Select(c => c.Outcome));
        Assert.All(calls.Take(2), c => Assert.True(c is { Estimated: true, TokensIn: > 0, TokensOut: > 0, CostPico: > 0 }));

        async IAsyncEnumerable<ChatResponseUpdate> Watched(IAsyncEnumerable<ChatResponseUpdate> updates)
        {
            await foreach (var update in updates)
            {
                answers.Add(update.ResponseId);
                yield return update;
            }
        }
    }

    [Fact]
    public async Task What_broke_off_is_no_part_of_the_turns_next_round_and_no_function_is_called_twice()
    {
        var account = server.NewAccount();
        var say = $"cut and call {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "gemini-test" }, response = new { content = Broken }, chunkSize = 12, latency = 30, truncateAfterChunks = 4 },
            new { match = new { userMessage = say, hasToolResult = false }, response = new { toolCalls = new[] { new { id = "c1", name = "shop_reorder", arguments = "{\"product\":\"strings\",\"count\":5}" } } } },
            new { match = new { userMessage = say, model = "gpt-test", hasToolResult = true }, response = new { error = new { message = "no", type = "server_error" }, status = 500 } },
            new { match = new { userMessage = say, hasToolResult = true }, response = new { content = "Ordered." } });
        await using var rig = await ModelRig.StartAsync(account);
        var skill = new CountingSkill();
        var client = rig.Router.AsBuilder().UseKernelFunctionInvocation().Build();
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() }.For(ModelRig.Turn());

        var text = await ModelRig.ReadAsync(client.GetStreamingResponseAsync([new(ChatRole.User, say)], settings.ToChatOptions(skill.Kernel)));

        Assert.Equal("Ordered.", text);
        Assert.Equal(1, skill.Sent);
        var last = (await account.ExchangesAsync())[^1];
        Assert.Contains("ordered 5 strings", last.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("one two", last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_hangs_is_left_for_the_next()
    {
        var account = server.NewAccount();
        var say = $"hang {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "gemini-test" }, response = new { content = "late" }, latency = 600_000 },
            new { match = new { userMessage = say }, response = new { content = "In time." } });
        await using var rig = await ModelRig.StartAsync(account);

        var asking = ModelRig.ReadAsync(rig.Router.GetStreamingResponseAsync([new(ChatRole.User, say)], new ChatOptions().For(ModelRig.Turn())));
        await Soon(async () => (await account.ExchangesAsync()).Count == 1);
        rig.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal("In time.", await asking);
        Assert.Equal([ModelOutcome.TimedOut, ModelOutcome.Answered], (await rig.CallsAsync()).Select(c => c.Outcome));
    }

    [Fact]
    public async Task A_provider_that_fails_again_and_again_is_left_alone_for_a_while()
    {
        var account = server.NewAccount();
        var say = $"down {Guid.NewGuid():n}";
        await account.AnswerAsync(
            new { match = new { userMessage = say, model = "gemini-test" }, response = new { error = new { message = "no", type = "server_error" }, status = 500 } },
            new { match = new { userMessage = say }, response = new { content = "Fine." } });
        await using var rig = await ModelRig.StartAsync(account);

        for (var i = 0; i < 10; i++) await rig.AskAsync(say, ModelRig.Turn($"turn:{i}"));
        var asked = (await account.ExchangesAsync()).Count(e => e.Path.StartsWith("/v1beta", StringComparison.Ordinal));
        Assert.InRange(asked, 4, 7);
        rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await rig.AskAsync(say);
        Assert.InRange((await account.ExchangesAsync()).Count(e => e.Path.StartsWith("/v1beta", StringComparison.Ordinal)), asked + 1, asked + 2);
    }

    [Fact]
    public async Task Who_no_longer_reads_no_longer_pays()
    {
        var account = server.NewAccount();
        var say = $"leave {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = string.Join(' ', Enumerable.Repeat(Broken, 50)) }, chunkSize = 12, latency = 50 });
        await using var rig = await ModelRig.StartAsync(account);
        await foreach (var update in rig.Router.GetStreamingResponseAsync([new(ChatRole.User, say)], new ChatOptions().For(ModelRig.Turn())))
            if (update.Text.Length > 0) break;
        var call = Assert.Single(await rig.CallsAsync());
        Assert.Equal((ModelOutcome.Cancelled, true), (call.Outcome, call.Estimated));
    }

    private static async Task Soon(Func<Task<bool>> so)
    {
        while (!await so()) await Task.Yield();
    }
}
