using System.Text.Encodings.Web;
using System.Text.Json;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.ML.Tokenizers;

namespace Jarvis.Tests.Models;

/// <summary>What a plain turn costs, counted by OpenAI's own tokenizer in what was really sent.</summary>
public sealed class WireSizeTests(ModelServer server) : IClassFixture<ModelServer>
{
    private const int Promised = 1500;

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task A_plain_turn_stays_under_its_tokens_however_much_was_said_before()
    {
        var account = server.NewAccount();
        await using var jarvis = await TestJarvis.StartAsync(new()
        {
            ["Models:Providers:a:Kind"] = "Compatible",
            ["Models:Providers:a:Url"] = account.Url + "v1",
            ["Models:Tiers:low:Provider"] = "a",
            ["Models:Tiers:low:Model"] = "first",
            ["Models:Tiers:low:Input"] = "0.1",
            ["Models:Tiers:low:Output"] = "0.1",
            ["Models:Tiers:low:Share"] = "100",
        });
        var answer = string.Concat(Enumerable.Repeat("The strings' price went from \"12.50 EUR\" to 13.00 EUR in März, 4 % more than the supplier's list says. ", 8));
        for (var i = 0; i < 12; i++)
        {
            var say = $"zzz qqq shop takes restart status alert report a note of price and stock by product xyzzy {Nonsense.New()}";
            await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = answer } });
            await jarvis.SayAsync(say);
        }

        var tokenizer = TiktokenTokenizer.CreateForEncoding("o200k_base");
        var turns = (await account.ExchangesAsync()).Select(e => JsonSerializer.Deserialize<JsonElement>(e.Body)).Where(b => b.TryGetProperty("tools", out _)).ToList();
        Assert.Equal(12, turns.Count);
        Assert.All(turns, t => Assert.Equal(8, t.GetProperty("tools").GetArrayLength()));
        Assert.True(turns[^1].GetProperty("messages").GetArrayLength() > 2);
        Assert.All(turns, t => Assert.InRange(tokenizer.CountTokens(JsonSerializer.Serialize(t, AsWritten)), 1, Promised - 1));
        Assert.All(turns.SelectMany(t => t.GetProperty("tools").EnumerateArray()), f =>
            Assert.Equal(["additionalProperties", "properties", "required", "type"], f.GetProperty("function").GetProperty("parameters").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)));
    }
}
