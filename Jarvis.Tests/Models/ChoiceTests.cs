using Jarvis.Bot.Models;
using Jarvis.Skills.Business.Models;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.AI;

namespace Jarvis.Tests.Models;

/// <summary>Which model a request goes to.</summary>
public sealed class ChoiceTests(ModelServer server) : IClassFixture<ModelServer>
{
    [Fact]
    public async Task Requests_spread_over_the_tiers_as_the_owner_wants()
    {
        await using var rig = await ModelRig.StartAsync(server.NewAccount());
        await NeedsAsync(rig, Enumerable.Range(0, 200).Select(i => 0.1 + (0.2 * i / 200)));
        var chosen = new List<string>();
        for (var i = 0; i < 200; i++) chosen.Add((await FirstAsync(rig, 0.1 + (0.2 * i / 200))).Name);
        Assert.InRange(chosen.Count(c => c == "economy"), 135, 145);
        Assert.InRange(chosen.Count(c => c == "premium"), 15, 25);

        await rig.Plan.SetMixAsync(new Dictionary<string, double> { ["economy"] = 50, ["standard"] = 50 }, "Ada", CancellationToken.None);
        Assert.Equal("standard", (await FirstAsync(rig, 1)).Name);
        Assert.Equal("standard", (await FirstAsync(rig, 0.25)).Name);
        Assert.Equal("economy", (await FirstAsync(rig, 0.15)).Name);
    }

    [Fact]
    public async Task A_quality_floor_is_kept_and_a_purpose_goes_where_the_owner_sends_it()
    {
        await using var rig = await ModelRig.StartAsync(server.NewAccount());
        Assert.Equal("economy", (await FirstAsync(rig, 0)).Name);
        Assert.Equal("premium", (await FirstAsync(rig, 0, floor: 0.9)).Name);
        await rig.Plan.SetTierAsync("chat", "standard", "Ada", CancellationToken.None);
        Assert.Equal("standard", (await FirstAsync(rig, 0)).Name);
        Assert.Equal("premium", (await FirstAsync(rig, 0, floor: 0.9)).Name);
    }

    [Fact]
    public async Task Who_has_no_key_for_the_cheapest_gets_its_share_at_the_next()
    {
        await using var rig = await ModelRig.StartAsync(server.NewAccount(), new() { ["Models:Providers:gemini:Key"] = null });
        Assert.Equal("standard", (await FirstAsync(rig, 0.1)).Name);
        Assert.Equal("standard", (await FirstAsync(rig, 0.85)).Name);
        Assert.Equal("premium", (await FirstAsync(rig, 0.95)).Name);
    }

    [Fact]
    public async Task The_days_mix_is_known_beside_what_is_wanted()
    {
        var account = server.NewAccount();
        var say = $"mix {Guid.NewGuid():n}";
        await account.AnswerAsync(new { match = new { userMessage = say }, response = new { content = "Yes." } });
        await using var rig = await ModelRig.StartAsync(account);
        foreach (var floor in new[] { 0, 0, 0, 0.9 }) await rig.AskAsync(say, ModelRig.Turn(floor: floor));
        var mix = await rig.Get<ModelMix>().ReadAsync(rig.Clock.GetUtcNow().AddHours(-1), rig.Clock.GetUtcNow().AddHours(1), CancellationToken.None);
        Assert.Equal([("economy", 3, 75.0, 70.0, 5.0), ("standard", 0, 0.0, 20.0, -20.0), ("premium", 1, 25.0, 10.0, 15.0)], mix.Select(m => (m.Tier, m.Requests, m.Percent, m.Target, m.Drift)));
    }

    [Theory]
    [InlineData("what is on today?", "compare last quarter's campaigns, explain why the worst one failed, and then draft a plan with a budget for each of the 3 that are worth repeating")]
    [InlineData("thanks, and the price?", "should we renegotiate the contract, because 30 % = 4,200 a year, or would it be better to switch?")]
    public void A_harder_request_is_taken_to_be_harder(string easy, string hard)
    {
        var estimator = new NeedEstimator();
        Assert.True(Need(hard) > Need(easy) + 0.15, $"{Need(easy)} {Need(hard)}");
        Assert.True(Need(easy, corrects: true) > Need(easy) + 0.3);

        double Need(string text, bool corrects = false)
        {
            List<ChatMessage> messages = [new(ChatRole.User, text)];
            return estimator.Estimate(messages, PromptSize.Of(messages, new ChatOptions()), new ModelRequest { Purpose = "chat", Cause = "turn:1", Corrects = corrects });
        }
    }

    private static async Task<ModelTier> FirstAsync(ModelRig rig, double need, double floor = 0) =>
        (await rig.Get<ModelChoice>().RankAsync(new RouterJob(ModelRig.Turn(floor: floor), [], new ChatOptions(), new PromptSize(10, 0, 0, 30, 0, ""), need, false), CancellationToken.None))[0].Tier;

    private static async Task NeedsAsync(ModelRig rig, IEnumerable<double> needs)
    {
        await using var db = rig.Store.CreateDbContext();
        db.AddRange(needs.Select(n => new ModelCall { At = rig.Clock.GetUtcNow(), RequestId = Guid.NewGuid(), Attempt = 1, Cause = "before", Provider = "openai", Model = "gpt-test", Tier = "standard", Purpose = "chat", Domain = "jarvis", Outcome = ModelOutcome.Answered, Need = n }));
        await db.SaveChangesAsync();
    }
}
