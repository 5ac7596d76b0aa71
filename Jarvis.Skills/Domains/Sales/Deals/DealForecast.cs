using Jarvis.Skills.Analytics;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>An open deal's part in the month.</summary>
/// <param name="Chance">Of being won at all.</param>
/// <param name="InMonth">If it is won, the chance that it is so before the month ends.</param>
internal sealed record DealOutlook(Deal Deal, double Chance, double InMonth)
{
    public double Weighted => Chance * InMonth * Deal.AmountMinor;
}

/// <summary>What the month will bring: what is won already, and what is likely to come. In the business's currency.</summary>
/// <param name="Low">In one month of twenty it is less.</param>
/// <param name="High">And in one of twenty more.</param>
/// <param name="Later">Open deals that are expected after the month.</param>
/// <param name="Unknown">Open deals without a date, of which too few were won before to say when.</param>
/// <param name="OtherCurrency">Deals that are in none of the sums.</param>
internal sealed record MonthOutlook(Money Won, int WonDeals, Money Expected, Money Low, Money High, IReadOnlyList<DealOutlook> Deals, IReadOnlyList<Deal> Later, IReadOnlyList<Deal> Unknown, int OtherCurrency, DateTimeOffset Ends);

/// <summary>
/// Forecasts the month: what was won in it, and over the open deals amount · chance · share of it that falls into the month. The chance is
/// <see cref="DealRecord.Chance"/>. A deal expected within the month, or overdue, falls into it wholly; one without a date by
/// <see cref="DealRecord.WinsWithin"/>. The interval is that of <see cref="SumOfChances"/>, simulated, at 90 %.
/// </summary>
internal sealed class DealForecaster(DealBook book, DealHistory history, OwnerTimes times, IOptions<BusinessOptions> business, IDbContextFactory<JarvisDb> databases)
{
    public async Task<MonthOutlook> ForecastAsync(CancellationToken cancel)
    {
        var wall = times.Wall;
        var currency = business.Value.Currency;
        var first = new DateOnly(wall.Today.Year, wall.Today.Month, 1);
        var (starts, ends) = (wall.StartOf(first), wall.StartOf(first.AddMonths(1)));
        await using var db = await databases.CreateDbContextAsync(cancel);
        var won = await db.Set<Deal>().Where(d => d.Won == true && d.ClosedAt >= starts && d.Currency == currency).Select(d => d.AmountMinor).ToListAsync(cancel);
        var record = await history.ReadAsync(cancel);
        var all = await book.OpenAsync(cancel);
        var open = all.Where(d => d.Currency == currency).ToList();
        var later = open.FindAll(d => d.ExpectedAt >= ends);
        var outlooks = new List<DealOutlook>();
        var unknown = new List<Deal>();
        foreach (var deal in open.Except(later))
        {
            var inMonth = deal.ExpectedAt is not null ? 1 : record.WinsWithin(deal.Stage, wall.Now - deal.StageSince, ends - wall.Now);
            if (inMonth is { } share) outlooks.Add(new DealOutlook(deal, record.Chance(deal.Stage).Mean, share));
            else unknown.Add(deal);
        }
        var sum = SumOfChances.Of([.. outlooks.GroupBy(o => o.Deal.Stage, StringComparer.OrdinalIgnoreCase).Select(g => new ChanceGroup(record.Chance(g.Key), [.. g.Select(o => ((double)o.Deal.AmountMinor, o.InMonth))]))]);
        var so = won.Sum();
        return new MonthOutlook(new Money(so, currency), won.Count, Of(sum.Expected), Of(sum.Low), Of(sum.High), [.. outlooks.OrderByDescending(o => o.Weighted)], later, unknown, all.Count - open.Count, ends);

        Money Of(double minor) => new(so + (long)Math.Round(minor), currency);
    }
}
