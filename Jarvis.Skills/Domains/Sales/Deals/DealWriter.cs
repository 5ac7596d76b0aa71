using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>Writes deals to Jarvis's own store: row, history and timeline in one transaction, whose mark is the timeline's line.</summary>
internal sealed class DealWriter(IDbContextFactory<JarvisDb> databases, EventStream events, DealNames names, TimeProvider time) : IDeals
{
    public async Task<int> OpenAsync(NewDeal deal, ActionContext action, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var key = Key(action);
        if (await db.Set<Activity>().Where(a => a.Key == key).Select(a => a.DealId).FirstOrDefaultAsync(cancel) is { } before) return before;
        var now = time.GetUtcNow();
        var lead = deal.Lead is { } id ? await db.Set<Lead>().FirstAsync(l => l.Id == id, cancel) : null;
        var row = new Deal
        {
            ContactId = deal.Contact, LeadId = deal.Lead, Title = deal.Title, Stage = deal.Stage, StageSince = now, AmountMinor = deal.Amount.Minor, Currency = deal.Amount.Currency,
            Source = lead?.Source ?? "", CreatedAt = now, ExpectedAt = deal.ExpectedAt,
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(row);
        await db.SaveChangesAsync(cancel);
        db.Add(new StageChange { DealId = row.Id, To = deal.Stage, At = now, By = action.DecidedBy });
        db.Add(Line(row, now, action, deal.Stage, string.Create(CultureInfo.InvariantCulture, $"Deal {row.Id}, \"{row.Title}\", was opened at {deal.Stage} with {row.Amount}.")));
        if (lead is { Closed: false }) (lead.State, lead.StateSince) = (LeadState.Qualified, now);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        names.Learn(row);
        return row.Id;
    }

    public Task WithdrawAsync(int deal, ActionContext action, CancellationToken cancel) => WriteAsync(deal, action, async (db, row, lead, now) =>
    {
        if (await db.Set<Quote>().AnyAsync(q => q.DealId == deal, cancel)) throw new ActionFailedException($"Deal {deal} has a quote by now, so it stays. \"lose deal {deal}\" closes it.");
        db.Remove(row);
        if (lead is { State: LeadState.Qualified })
        {
            var wrote = await db.Set<Activity>().AnyAsync(a => a.LeadId == lead.Id && a.Kind == ActivityKinds.MailIn, cancel);
            (lead.State, lead.StateSince) = (wrote ? LeadState.Talking : lead.FirstAnsweredAt is null ? LeadState.New : LeadState.Answered, now);
        }
        return ("", $"Deal {deal}, \"{row.Title}\", was taken back.");
    }, cancel);

    public Task MoveAsync(int deal, string stage, string? reason, ActionContext action, CancellationToken cancel) => WriteAsync(deal, action, (db, row, _, now) =>
    {
        if (row.ClosedAt is not null) throw new ActionFailedException($"Deal {deal} is closed by now. \"reopen deal {deal}\" opens it again.");
        Note(db, row, stage, now, action, reason);
        var from = row.Stage;
        (row.Stage, row.StageSince) = (stage, now);
        return Task.FromResult((stage, $"Deal {deal} went from {from} to {stage}{(reason is null ? "" : $": {reason}")}."));
    }, cancel);

    public async Task CloseAsync(int deal, bool won, string? reason, ActionContext action, CancellationToken cancel)
    {
        Deal? closed = null;
        var end = won ? Stages.Won : Stages.Lost;
        await WriteAsync(deal, action, async (db, row, lead, now) =>
        {
            if (row.ClosedAt is not null) throw new ActionFailedException($"Deal {deal} was {(row.Won == true ? Stages.Won : Stages.Lost)} already.");
            Note(db, row, end, now, action, reason);
            (row.ClosedAt, row.Won, row.Reason, closed) = (now, won, reason, row);
            if (lead is not null && (won || !await db.Set<Deal>().AnyAsync(d => d.LeadId == lead.Id && d.Id != deal && d.ClosedAt == null, cancel)))
                (lead.State, lead.StateSince, lead.LostReason) = (won ? LeadState.Won : LeadState.Lost, now, won ? null : reason);
            return (end, $"Deal {deal}, {row.Amount}, was {end}{(reason is null ? "" : $": {reason}")}.");
        }, cancel);
        if (closed is not null)
            await events.PublishAsync(new BusinessEvent
            {
                Type = $"deal.{end}", Key = Key(action), At = time.GetUtcNow(), Subject = string.Create(CultureInfo.InvariantCulture, $"{closed.Title} (deal {deal})"), Text = reason ?? "", AmountMinor = closed.AmountMinor, Currency = closed.Currency,
                // A title may be a name that a stranger gave.
                Untrusted = true,
            }, cancel);
    }

    public Task ReopenAsync(int deal, ActionContext action, CancellationToken cancel) => WriteAsync(deal, action, (db, row, lead, now) =>
    {
        if (row.ClosedAt is null) throw new ActionFailedException($"Deal {deal} is open already.");
        db.Add(new StageChange { DealId = deal, From = row.Won == true ? Stages.Won : Stages.Lost, To = row.Stage, At = now, By = action.DecidedBy });
        (row.ClosedAt, row.Won, row.Reason, row.StageSince) = (null, null, null, now);
        if (lead is not null) (lead.State, lead.StateSince, lead.LostReason) = (LeadState.Qualified, now, null);
        return Task.FromResult((row.Stage, $"Deal {deal} was opened again at {row.Stage}."));
    }, cancel);

    public Task UpdateAsync(int deal, Money? amount, DateTimeOffset? expectedAt, ActionContext action, CancellationToken cancel) => WriteAsync(deal, action, (_, row, _, _) =>
    {
        if (amount is { } worth) (row.AmountMinor, row.Currency) = (worth.Minor, worth.Currency);
        row.ExpectedAt = expectedAt ?? row.ExpectedAt;
        return Task.FromResult(("", $"Deal {deal}: {(amount is null ? "" : $"worth {row.Amount}. ")}{(expectedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"Expected by {at:d MMM yyyy}.") : "")}".TrimEnd()));
    }, cancel);

    private delegate Task<(string Of, string Text)> Change(JarvisDb db, Deal deal, Lead? lead, DateTimeOffset now);

    private async Task WriteAsync(int deal, ActionContext action, Change change, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var key = Key(action);
        if (await db.Set<Activity>().AnyAsync(a => a.Key == key, cancel)) return;
        var row = await db.Set<Deal>().FirstOrDefaultAsync(d => d.Id == deal, cancel) ?? throw new ActionFailedException($"There is no deal {deal} any more.");
        var lead = row.LeadId is { } id ? await db.Set<Lead>().FirstOrDefaultAsync(l => l.Id == id, cancel) : null;
        var now = time.GetUtcNow();
        var (of, text) = await change(db, row, lead, now);
        db.Add(Line(row, now, action, of, text));
        await db.SaveChangesAsync(cancel);
    }

    private static void Note(JarvisDb db, Deal row, string to, DateTimeOffset now, ActionContext action, string? reason) =>
        db.Add(new StageChange { DealId = row.Id, From = row.Stage, To = to, At = now, By = action.DecidedBy, Reason = reason });

    private static Activity Line(Deal deal, DateTimeOffset now, ActionContext action, string of, string text) =>
        new() { ContactId = deal.ContactId, LeadId = deal.LeadId, DealId = deal.Id, At = now, Kind = ActivityKinds.Stage, Of = of, Text = text, Key = Key(action) };

    private static string Key(ActionContext action) => $"deal:{action.ActionId:n}";
}
