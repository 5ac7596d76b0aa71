using System.Buffers.Text;
using System.Security.Cryptography;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Quotes;

/// <summary>Writes quotes to Jarvis's own store. A number is taken by the row that holds it and by nothing else, so that none is lost.</summary>
internal sealed class QuoteWriter(IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business, TimeProvider time) : IQuotes
{
    private const int Tries = 5;
    private const int TokenBytes = 24;

    public async Task<Quote> MakeAsync(NewQuote quote, ActionContext action, CancellationToken cancel)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                return await TryMakeAsync(quote, action, cancel);
            }
            catch (DbUpdateException) when (tried < Tries)
            {
                // Another quote took the number between the look and the write.
            }
        }
    }

    public Task OpenAsync(int quote, SentMail mail, ActionContext action, CancellationToken cancel) => WriteAsync(quote, action, (row, deal, now) =>
    {
        if (row.State == QuoteState.Draft) row.State = QuoteState.Sent;
        if (mail.Left) row.SentAt ??= now;
        if (deal.ClosedAt is null) (deal.AmountMinor, deal.Currency) = (QuoteSums.Of(row).Net.Minor, row.Currency);
        return $"Quote {row.Number} over {row.Total} is open for its customer; the mail is {mail.Where}.";
    }, cancel);

    public Task WithdrawAsync(int quote, ActionContext action, CancellationToken cancel) => WriteAsync(quote, action, (row, _, _) =>
    {
        if (row.State == QuoteState.Accepted) throw new ActionFailedException($"Quote {row.Number} was accepted by now, so it stays.");
        row.State = QuoteState.Withdrawn;
        return $"Quote {row.Number} was withdrawn.";
    }, cancel);

    private async Task<Quote> TryMakeAsync(NewQuote quote, ActionContext action, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<Quote>().AsNoTracking().Include(q => q.Lines).FirstOrDefaultAsync(q => q.ActionId == action.ActionId, cancel) is { } before) return before;
        var now = time.GetUtcNow();
        var local = business.Value.Local(now);
        var last = await db.Set<Quote>().Where(q => q.Year == local.Year).MaxAsync(q => (int?)q.Sequence, cancel) ?? 0;
        // Valid to the end of its last day where the business is.
        var ends = local.Date.AddDays(quote.ValidDays + 1);
        var row = new Quote
        {
            Year = local.Year, Sequence = last + 1, DealId = quote.Deal, ContactId = quote.Contact, Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)), ActionId = action.ActionId,
            Lines = [.. quote.Items.Select((item, i) => new QuoteLine { Position = i + 1, Quantity = item.Quantity, What = item.What, UnitMinor = item.UnitMinor })],
            DiscountPercent = quote.DiscountPercent, TaxPercent = quote.TaxPercent, Currency = quote.Currency, CreatedAt = now, ValidUntil = new DateTimeOffset(ends, business.Value.Zone.GetUtcOffset(ends)),
            TotalMinor = QuoteSums.Of(quote.Items.Select(i => (i.Quantity, i.UnitMinor)), quote.DiscountPercent, quote.TaxPercent, quote.Currency).Total.Minor,
        };
        db.Add(row);
        db.Add(Line(row, now, action, $"Quote {row.Number} over {row.Total} was made."));
        await db.SaveChangesAsync(cancel);
        return row;
    }

    private async Task WriteAsync(int quote, ActionContext action, Func<Quote, Deal, DateTimeOffset, string> change, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var key = Key(action);
        if (await db.Set<Activity>().AnyAsync(a => a.Key == key, cancel)) return;
        var row = await db.Set<Quote>().Include(q => q.Lines).FirstAsync(q => q.Id == quote, cancel);
        var deal = await db.Set<Deal>().FirstAsync(d => d.Id == row.DealId, cancel);
        var now = time.GetUtcNow();
        db.Add(Line(row, now, action, change(row, deal, now)));
        await db.SaveChangesAsync(cancel);
    }

    private static Activity Line(Quote quote, DateTimeOffset now, ActionContext action, string text) =>
        new() { ContactId = quote.ContactId, DealId = quote.DealId, At = now, Kind = ActivityKinds.Quote, Of = quote.Number, Text = text, Key = Key(action) };

    private static string Key(ActionContext action) => $"quote:{action.ActionId:n}";
}
