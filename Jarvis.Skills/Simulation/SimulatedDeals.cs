using System.Globalization;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Simulation;

/// <summary>The simulated company's deals: those that were won or lost with their leads, and those of the leads that still talk.</summary>
internal sealed class SimulatedDeals(SimulatedWorld world, Stages stages)
{
    private const double LostAtADeal = 0.6;
    private const double StillOpen = 0.5;
    private const long SeatMinor = 12_900;
    private const string By = "the simulation";

    public async Task WritePastAsync(JarvisDb db, string currency, CancellationToken cancel)
    {
        if (stages.All.Count == 0 || await db.Set<Deal>().AnyAsync(cancel)) return;
        var leads = await db.Set<Lead>().Include(l => l.Contact).Where(l => l.State >= LeadState.Talking).OrderBy(l => l.Id).ToListAsync(cancel);
        foreach (var lead in leads)
        {
            if (lead.State == LeadState.Lost && Chance("deal", lead) >= LostAtADeal) continue;
            if (lead.State == LeadState.Talking && Chance("deal", lead) >= StillOpen) continue;
            await WalkAsync(db, lead, currency, cancel);
        }
    }

    /// <summary>From stage to stage, some days at each.</summary>
    private async Task WalkAsync(JarvisDb db, Lead lead, string currency, CancellationToken cancel)
    {
        var began = lead.StateSince;
        var deal = new Deal
        {
            ContactId = lead.ContactId, LeadId = lead.Id, Title = lead.Contact!.Company.Length > 0 ? lead.Contact.Company : lead.Contact.Name, Stage = stages.First.Name, StageSince = began, Source = lead.Source,
            AmountMinor = SeatMinor * (1 + (long)(40 * Chance("seats", lead))), Currency = currency, CreatedAt = began,
        };
        db.Add(deal);
        await db.SaveChangesAsync(cancel);
        Changed(db, lead, deal, null, deal.Stage, began, $"Deal {Number(deal.Id)} was opened with {deal.Amount}.");

        var last = lead.State == LeadState.Won ? stages.All.Count - 1 : (int)(Chance("stage", lead) * stages.All.Count);
        for (var (at, next) = (began, 1); next <= last; next++)
        {
            at = at.AddDays(0.5 + (4 * Chance($"days{Number(next)}", lead)));
            if (at >= world.Began) break;
            Changed(db, lead, deal, deal.Stage, stages.All[next].Name, at, $"Deal {Number(deal.Id)} went from {deal.Stage} to {stages.All[next].Name}.");
            (deal.Stage, deal.StageSince) = (stages.All[next].Name, at);
        }
        var ended = deal.StageSince.AddDays(1 + (3 * Chance("end", lead)));
        if (lead.Closed && ended < world.Began)
        {
            var won = lead.State == LeadState.Won;
            var end = won ? Stages.Won : Stages.Lost;
            (deal.ClosedAt, deal.Won, deal.Reason, lead.StateSince) = (ended, won, won ? null : lead.LostReason, ended);
            Changed(db, lead, deal, deal.Stage, end, ended, $"Deal {Number(deal.Id)}, {deal.Amount}, was {end}{(deal.Reason is null ? "" : $": {deal.Reason}")}.");
        }
        else
        {
            (lead.State, lead.StateSince, lead.LostReason, deal.ExpectedAt) = (LeadState.Qualified, began, null, world.Began.AddDays(3 + (25 * Chance("expected", lead))));
        }
        await db.SaveChangesAsync(cancel);
    }

    private static void Changed(JarvisDb db, Lead lead, Deal deal, string? from, string to, DateTimeOffset at, string text)
    {
        db.Add(new StageChange { DealId = deal.Id, From = from, To = to, At = at, By = By });
        db.Add(new Activity { ContactId = lead.ContactId, LeadId = lead.Id, DealId = deal.Id, At = at, Kind = ActivityKinds.Stage, Of = to, Text = text, Key = $"simulation:{lead.Key}:deal:{to}" });
    }

    private double Chance(string about, Lead lead) => Noise.Uniform(world.Seed, "deal" + about, lead.ArrivedAt.UtcTicks);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
