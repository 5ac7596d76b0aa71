using System.Globalization;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bench.Sales;

/// <summary>
/// A year of a business behind an imported list, written by the rows, since a million posts take an hour: when each lead came and what became of it, what
/// it did, deals and quotes. Who is more interested does more and buys more often.
/// </summary>
internal sealed class SalesHistory(JarvisDb db, DateTimeOffset now)
{
    private const int Days = 360;
    private static readonly string[] Kinds = ["visit", "visit", "visit", "visit", "open", "open", "open", "reply", "signup", "mail.out", "mail.in", "booking"];
    private static readonly string[] Pages = ["/", "/", "/blog", "/features", "/features", "/pricing", "/docs"];
    private static readonly string[] Stages = ["Qualified", "Meeting", "Proposal", "Negotiation"];

    /// <param name="Lead">Its number, which is its contact's too on a fresh store.</param>
    private sealed record Past(int Lead, int Contact, DateTimeOffset Came, LeadState State);

    public async Task WriteAsync(int events)
    {
        var leads = (await db.Set<Lead>().OrderBy(l => l.Id).Select(l => new { l.Id, l.ContactId }).ToListAsync())
            .ConvertAll(l => new Past(l.Id, l.ContactId, now.AddDays(-(SalesPeople.Mix(l.Id, 20) % (Days * 1000)) / 1000.0), StateOf(l.Id)));
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var lead in leads)
        {
            var (came, since) = (lead.Came.UtcTicks, End(lead).UtcTicks);
            await db.Database.ExecuteSqlAsync($"UPDATE leads SET ArrivedAt = {came}, StateSince = {since}, State = {(int)lead.State}, FirstAnsweredAt = {(lead.State > LeadState.New ? lead.Came.AddHours(1).UtcTicks : null)} WHERE Id = {lead.Lead}");
        }
        await BulkRows.InsertAsync(db, Activities(leads, events), CancellationToken.None);
        await DealsAsync(leads);
        await transaction.CommitAsync();
        await db.Database.ExecuteSqlAsync($"UPDATE contacts SET LastActiveAt = (SELECT MAX(At) FROM activities a WHERE a.ContactId = contacts.Id AND a.Kind NOT IN ('import', 'mail.out', 'stage', 'quote'))");
    }

    private IEnumerable<Activity> Activities(List<Past> leads, int events)
    {
        var spare = (double)events / leads.Count / 0.5;
        var written = 0;
        for (var round = 0; written < events; round++)
        {
            foreach (var lead in leads)
            {
                var count = round == 0 ? (int)(spare * SalesPeople.Interest(lead.Lead)) : 1;
                for (var i = 0; i < count && written < events; i++)
                {
                    var dice = SalesPeople.Mix((lead.Lead * 64) + i + (round * 7), 21);
                    var kind = Kinds[dice % Kinds.Length];
                    var at = lead.Came.AddDays((dice >> 8) % 40_000 / 1000.0);
                    yield return new Activity
                    {
                        ContactId = lead.Contact, LeadId = lead.Lead, At = at < now ? at : now.AddMinutes(-(dice % 1000)), Kind = kind, Of = kind == "visit" ? Pages[(dice >> 4) % Pages.Length] : "", Text = kind == "mail.in" ? "Thank you, I will look at it." : "",
                        Untrusted = true, Key = string.Create(CultureInfo.InvariantCulture, $"event:bench:{++written}"),
                    };
                }
            }
        }
    }

    private async Task DealsAsync(List<Past> leads)
    {
        var sold = leads.FindAll(l => l.State == LeadState.Qualified || (l.State > LeadState.Qualified && l.Lead % 4 == 0));
        var deals = sold.ConvertAll(l => new Deal
        {
            ContactId = l.Contact, LeadId = l.Lead, Title = $"{SalesPeople.Name(l.Lead)} {l.Lead}", Stage = Stages[l.Lead / 5 % Stages.Length], StageSince = End(l), AmountMinor = 100_00 * (1 + (l.Lead % 90)), Currency = "EUR",
            Source = l.Lead % 2 == 0 ? "web form" : "fair", CreatedAt = l.Came, ExpectedAt = l.Lead % 3 == 0 ? now.AddDays(l.Lead % 60) : null, ClosedAt = l.State > LeadState.Qualified ? End(l) : null, Won = l.State > LeadState.Qualified ? l.State == LeadState.Won : null,
        });
        db.AddRange(deals);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        await BulkRows.InsertAsync(db, deals.SelectMany(d => Ways(d)), CancellationToken.None);
        var sequence = 0;
        db.AddRange(deals.Where(d => d.ClosedAt is null && d.Id % 3 == 0).Select(d => new Quote
        {
            Year = now.Year, Sequence = ++sequence, DealId = d.Id, ContactId = d.ContactId, Token = Guid.NewGuid().ToString("n"), ActionId = Guid.NewGuid(), Currency = d.Currency, TotalMinor = d.AmountMinor, CreatedAt = d.StageSince,
            ValidUntil = d.StageSince.AddDays(14), SentAt = d.StageSince, State = QuoteState.Sent, Lines = [new QuoteLine { Position = 1, Quantity = 1, What = "Lumen", UnitMinor = d.AmountMinor }],
        }));
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
    }

    private static IEnumerable<StageChange> Ways(Deal deal)
    {
        var last = Array.IndexOf(Stages, deal.Stage);
        for (var i = 0; i <= last; i++) yield return new StageChange { DealId = deal.Id, From = i == 0 ? null : Stages[i - 1], To = Stages[i], At = deal.CreatedAt + ((deal.StageSince - deal.CreatedAt) * i / (last + 1)), By = "Ada" };
        if (deal.Won is { } won) yield return new StageChange { DealId = deal.Id, From = deal.Stage, To = won ? "won" : "lost", At = deal.ClosedAt!.Value, By = "Ada" };
    }

    /// <summary>When it came to where it stands.</summary>
    private DateTimeOffset End(Past lead) => lead.Came + ((now - lead.Came) * (SalesPeople.Mix(lead.Lead, 22) % 90 / 100.0));

    private static LeadState StateOf(int lead) => (SalesPeople.Mix(lead, 23) % 100) switch
    {
        < 1 => LeadState.New,
        < 11 => LeadState.Answered,
        < 16 => LeadState.Talking,
        < 18 => LeadState.Qualified,
        < 40 => SalesPeople.Mix(lead, 24) / (double)uint.MaxValue < 1 / (1 + Math.Exp(3 - (5 * SalesPeople.Interest(lead)))) ? LeadState.Won : LeadState.Lost,
        _ => LeadState.Listed,
    };
}
