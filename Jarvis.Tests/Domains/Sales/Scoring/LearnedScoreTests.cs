using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales;
using Jarvis.Skills.Domains.Sales.Scoring;
using Jarvis.Skills.Domains.Sales.Scoring.Learning;
using Jarvis.Skills.Storage;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Domains.Sales.Scoring;

/// <summary>Scores that are learned from the business's own leads: when they are used, why not, and what a restart keeps.</summary>
public sealed class LearnedScoreTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_enough_outcomes_a_better_learned_score_is_used_and_says_its_reasons()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.CloseAsync(320, Planted);
        await sales.NextDayAsync();
        await sales.PostAsync("f1", ("name", "Mara"), ("email", "mara@gmail.com"), ("message", "Hello"));
        var before = (await sales.LeadAsync(1 + 320)).Score;
        for (var i = 0; i < 3; i++) await sales.PostAsync($"e{i}", ("email", "mara@gmail.com"), ("event", "visit"), ("of", "/pricing"));

        var lead = await sales.LeadAsync(1 + 320);
        Assert.True(lead.Score > before + 10, $"{before} and then {lead.Score}: {lead.ScoreReasons}");
        Assert.InRange(lead.Score, 0, 100);
        // The rules take ten points for such an address; here those who have one buy more.
        Assert.Matches(@"\+\d+ free-mail address", lead.ScoreReasons);
        Assert.Matches(@"\+\d+ opened the pricing page 3 times", lead.ScoreReasons);

        var said = await sales.AskAsync("scoring");
        Assert.Contains("learned", said.Sentence, StringComparison.Ordinal);
        Assert.Contains("AUC", said.Sentence, StringComparison.Ordinal);
        Assert.Contains("320 closed leads", said.Sentence, StringComparison.Ordinal);
        Assert.Equal(10, said.Table!.Rows.Count);
        Assert.InRange(Assert.Single(await sales.Jarvis.Get<MetricStore>().ReadAsync("sales.score.auc", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Stop)).Value, 0.7, 1);

        sales.Jarvis.Clock.Sleep(TimeSpan.FromDays(90));
        await sales.Jarvis.Get<LeadScoring>().ScoreOpenAsync(Stop);
        var silent = await sales.LeadAsync(1 + 320);
        Assert.True(silent.Score < before + 3, $"{before}, {lead.Score}, and after 90 days {silent.Score}: {silent.ScoreReasons}");
        Assert.Contains("silent for 90 days", silent.ScoreReasons, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_outcomes_are_chance_the_rules_stay_and_it_is_said_why()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.CloseAsync(200, (_, _) => 0.4);
        await sales.NextDayAsync();
        var said = (await sales.AskAsync("scoring")).Sentence;
        Assert.True(said.StartsWith("Leads are scored by the **rules**", StringComparison.Ordinal), said);
        Assert.Matches("no better than the rules|no better than a coin|comes by chance|the rules are ahead", said);
        Assert.Contains("200 closed leads", said, StringComparison.Ordinal);
        await sales.PostAsync("f1", ("name", "Mara"), ("email", "mara@gmail.com"));
        Assert.Equal("−10 free-mail address", (await sales.LeadAsync(201)).ScoreReasons);
    }

    [Fact]
    public async Task Too_few_outcomes_are_said_with_what_is_missing()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.CloseAsync(60, (_, _) => 0.1);
        await sales.NextDayAsync();
        var said = await sales.AskAsync("scoring");
        Assert.Matches(@"There are 60, \d+ won and \d+ lost: it takes 40 more, and \d+ more that bought\.", said.Sentence);
        Assert.Contains(said.Table!.Rows, r => r[0] == "opened the pricing page" && r[1] == "+9");
    }

    [Fact]
    public async Task A_restart_keeps_what_was_learned_and_changed_rules_drop_it()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.CloseAsync(320, Planted);
        await sales.NextDayAsync();
        var lead = new LeadFacts("fair", "mara@gmail.com", "", "", "Hello", false, TimeSpan.Zero, [new Deed("visit", "/pricing", 3)]) { CameWithCompany = false, CameWithPhone = false };
        var before = (await sales.Jarvis.Get<LeadScorer>().InUseAsync(Stop))(lead);

        var restarted = Scorer(sales, sales.Jarvis.Get<IOptions<SalesOptions>>());
        Assert.Equal(before.Words, (await restarted.InUseAsync(Stop))(lead).Words);
        Assert.True((await restarted.ReportAsync(Stop))!.UsesLearned);
        await sales.WorkAsync("sales.scores");
        await using (var db = sales.Jarvis.Database()) Assert.Single(await db.Set<StoredScorer>().Where(s => s.Model != null).ToListAsync(Stop));

        var changed = new SalesOptions();
        changed.Scoring.Rules["free"] = new ScoreRule { Has = "free-mail", Points = -20, Words = "free-mail address" };
        Assert.Null(await Scorer(sales, Options.Create(changed)).ReportAsync(Stop));
    }

    private static LeadScorer Scorer(SalesRig sales, IOptions<SalesOptions> options)
    {
        var rules = new RuleScorer(options);
        return new LeadScorer(rules, new LeadFeatures(rules, options, sales.Jarvis.Get<IOptions<LearningOptions>>()), options, sales.Jarvis.Get<IDbContextFactory<JarvisDb>>());
    }

    /// <summary>Log odds -2.5 + 0.8 × visits + 2 with a free mail address.</summary>
    private static double Planted(int visits, bool free) => 1 / (1 + Math.Exp(2.5 - (0.8 * visits) - (free ? 2 : 0)));
}
