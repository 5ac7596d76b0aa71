using Jarvis.Skills.Domains.Sales.Scoring.Learning;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Domains.Sales.Scoring;

/// <summary>What is learned from: what was known of a lead some days after it came, and nothing that came later.</summary>
public sealed class PastLeadsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_of_the_future_is_learned_from()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.CloseAsync(40, (visits, _) => visits / 4.0);
        var past = await sales.Jarvis.Get<PastLeads>().ReadAsync(Stop);
        Assert.Equal(40, past.Closed.Count);
        Assert.All(past.Closed, c => Assert.DoesNotContain(c.Then.Done, d => d.Kind is "contract" or "mail.in"));
        Assert.Contains(past.Closed, c => c.Then.Done.Any(d => d is { Kind: "visit", Count: > 1 }));
        Assert.All(past.Closed, c => Assert.Empty(c.Then.Phone));
        Assert.All(past.Closed, c => Assert.InRange(c.Then.Silence, TimeSpan.Zero, TimeSpan.FromDays(3)));
    }

    [Fact]
    public async Task A_lead_that_was_closed_at_once_teaches_nothing()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.CloseAsync(30, (_, _) => 0.5);
        var past = await new PastLeads(sales.Jarvis.Get<IDbContextFactory<JarvisDb>>(), Options.Create(new LearningOptions { KnownAfterDays = 12 })).ReadAsync(Stop);
        Assert.Equal((0, 30), (past.Closed.Count, past.TooSoon));
    }
}
