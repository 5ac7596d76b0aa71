namespace Jarvis.Tests.Domains.Sales.Scoring;

/// <summary>What a tracker, a newsletter or a booking page posts about somebody known.</summary>
public sealed class BehaviourTests
{
    [Theory]
    [InlineData("visit", "/pricing", "opened the pricing page")]
    [InlineData("open", "Spring offer", "opened a mail")]
    [InlineData("reply", "Spring offer", "answered a mail")]
    [InlineData("signup", "trial", "signed up")]
    [InlineData("booking", "demo, Friday 10:00", "booked a meeting")]
    public async Task Each_counts_for_the_score_and_stands_on_the_timeline(string kind, string of, string reason)
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.PostAsync("f1", ("name", "Mara"), ("email", "mara@school.example"));
        var before = (await sales.LeadAsync(1)).Score;
        await sales.PostAsync("e1", ("email", "Mara@School.example"), ("event", kind), ("of", of));
        var lead = await sales.LeadAsync(1);
        Assert.True(lead.Score > before);
        Assert.Contains(reason, lead.ScoreReasons, StringComparison.Ordinal);
        Assert.Contains((await sales.AskAsync("timeline", ("lead", "1"))).Table!.Rows, r => r[1].EndsWith(of, StringComparison.Ordinal));
    }
}
