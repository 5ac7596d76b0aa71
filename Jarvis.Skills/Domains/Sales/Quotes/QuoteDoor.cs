using System.Globalization;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Pages;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>
/// The page on which a customer sees a quote and accepts it. Whoever does not know a quote's token learns nothing, not even that there are quotes. A look
/// at it and its acceptance go on the contact's timeline; the acceptance is an event, and what follows from it for the deal is proposed.
/// </summary>
internal sealed class QuoteDoor(QuoteBook book, QuotePage page, IDbContextFactory<JarvisDb> databases, EventStream events, TimeProvider time) : IPublicPage
{
    public const string Viewed = "quote.viewed";
    public const string Accepted = "quote.accepted";

    private const int LongestName = 100;
    private const int Gone = 410;
    private const int NotUsable = 422;

    public string Name => "quotes";

    public async Task<PublicAnswer?> ShowAsync(string token, PublicVisitor visitor, CancellationToken cancel)
    {
        if (await book.PublicAsync(token, cancel) is not { } found) return null;
        if (visitor.IsPerson && found.Quote.State == QuoteState.Sent) await ViewAsync(found, cancel);
        return new PublicAnswer(page.Of(found));
    }

    public async Task<PublicAnswer?> TakeAsync(string token, IReadOnlyDictionary<string, string> fields, PublicVisitor visitor, CancellationToken cancel)
    {
        if (await book.PublicAsync(token, cancel) is not { } found) return null;
        if (found.Quote.State == QuoteState.Accepted)
        {
            // A crash between the row and its event: publishing again does nothing where it was published.
            await PublishAsync(Accepted, found, found.Quote.AcceptedAt!.Value, $"Quote {found.Quote.Number} over {found.Quote.Total} was accepted by {found.Quote.AcceptedBy}.", cancel);
            return PublicAnswer.Again;
        }
        if (found.Quote.HasEnded(time.GetUtcNow())) return new PublicAnswer(page.Of(found), Gone);
        var name = new string([.. fields.GetValueOrDefault("name", "").Where(c => !char.IsControl(c))]).Trim();
        if (name.Length is 0 or > LongestName) return new PublicAnswer(page.Of(found, wrong: $"Please write your name, up to {LongestName} characters."), NotUsable);
        await AcceptAsync(found, name, cancel);
        return PublicAnswer.Again;
    }

    /// <summary>Once an hour: a page that is loaded again is no second look.</summary>
    private async Task ViewAsync(QuoteFor found, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var key = string.Create(CultureInfo.InvariantCulture, $"quote:{found.Quote.Id}:viewed:{now:yyyyMMddHH}");
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Activity>().AnyAsync(a => a.Key == key, cancel)) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Add(Line(found, now, Viewed, $"Quote {found.Quote.Number} was opened.", key));
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Two looks at once are one.
            return;
        }
        await db.Set<Quote>().Where(q => q.Id == found.Quote.Id).ExecuteUpdateAsync(set => set.SetProperty(q => q.Views, q => q.Views + 1).SetProperty(q => q.ViewedAt, now), cancel);
        await db.Set<Contact>().Where(c => c.Id == found.Contact.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastActiveAt, now), cancel);
        await transaction.CommitAsync(cancel);
        await PublishAsync(Viewed, found, now, $"Quote {found.Quote.Number} over {found.Quote.Total} was opened.", cancel);
    }

    private async Task AcceptAsync(QuoteFor found, string name, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var text = $"Quote {found.Quote.Number} over {found.Quote.Total} was accepted by {name}.";
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            // Only where it is still to be had: another click, or its withdrawal, may have come first.
            var taken = await db.Set<Quote>().Where(q => q.Id == found.Quote.Id && q.State == QuoteState.Sent && q.ValidUntil > now)
                .ExecuteUpdateAsync(set => set.SetProperty(q => q.State, QuoteState.Accepted).SetProperty(q => q.AcceptedAt, now).SetProperty(q => q.AcceptedBy, name), cancel);
            if (taken == 0) return;
            db.Add(Line(found, now, Accepted, text, string.Create(CultureInfo.InvariantCulture, $"quote:{found.Quote.Id}:accepted")));
            await db.SaveChangesAsync(cancel);
            await db.Set<Contact>().Where(c => c.Id == found.Contact.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.LastActiveAt, now), cancel);
            await transaction.CommitAsync(cancel);
        }
        await PublishAsync(Accepted, found, now, text, cancel);
    }

    private static Activity Line(QuoteFor found, DateTimeOffset now, string kind, string text, string key) =>
        new() { ContactId = found.Contact.Id, DealId = found.Quote.DealId, At = now, Kind = kind, Of = found.Quote.Number, Text = text, Untrusted = true, Key = key };

    /// <summary>Of looks only the first is told; the agent counts the rest.</summary>
    private Task PublishAsync(string type, QuoteFor found, DateTimeOffset at, string text, CancellationToken cancel) => events.PublishAsync(new BusinessEvent
    {
        Type = type, Key = string.Create(CultureInfo.InvariantCulture, $"{type}:{found.Quote.Id}"), At = at, Subject = string.Create(CultureInfo.InvariantCulture, $"{found.Contact.Title} (deal {found.Quote.DealId})"),
        Text = text, AmountMinor = found.Quote.TotalMinor, Currency = found.Quote.Currency, Untrusted = true,
    }, cancel);
}
