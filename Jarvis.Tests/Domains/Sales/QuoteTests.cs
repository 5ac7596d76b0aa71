using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Business.Pages;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>A quote from the owner's words to its acceptance, and what each bad turn gets.</summary>
public sealed class QuoteTests
{
    [Fact]
    public async Task A_quote_is_made_in_the_owners_words_with_its_number_and_sums()
    {
        await using var rig = await DealsRig.StartAsync(("Sales:Quotes:TaxPercent", "19"));
        var deal = await rig.DealAsync();
        var said = await rig.Jarvis.SayAsync($"quote for deal {deal}: 40 seats of Lumen at 129, 10% off");
        Assert.Contains("Quote Q-2026-0001 over **5,526.36 EUR** is made", said, StringComparison.Ordinal);
        var shown = await rig.AskAsync("show_quote", ("quote", "Q-2026-0001"));
        Assert.Contains("draft, valid until 7 December 2026", shown.Sentence, StringComparison.Ordinal);
        Assert.Equal(["seats of Lumen", "40", "129.00 EUR", "5,160.00 EUR"], shown.Table!.Rows[0]);
        Assert.Equal("Q-2026-0001.html", Assert.Single(shown.Files).Name);
        await rig.Jarvis.SayAsync("undo");
        Assert.Equal(QuoteState.Withdrawn, (await rig.QuoteRowAsync("Q-2026-0001")).State);
    }

    [Theory]
    [InlineData("40 seats at 129, 20% off", "The discount is 20%; at most 15% is allowed (Sales:Quotes:MostDiscountPercent")]
    [InlineData("40 seats at 0", "The quote comes to nothing")]
    [InlineData("40 seats at 129, valid 500 days", "allowed is 1 to 366")]
    [InlineData("40 seats at 129, 190% VAT", "The tax is 190%")]
    public async Task What_may_not_be_quoted_is_refused(string items, string said)
    {
        await using var rig = await DealsRig.StartAsync();
        await rig.DealAsync();
        Assert.Contains(said, await rig.RefusedAsync("quote", ("deal", "1"), ("items", items)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_have_no_gaps_after_crashes_and_begin_anew_with_the_year()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.RowAsync(await rig.DealAsync());
        var writer = rig.Jarvis.Services.GetRequiredKeyedService<IQuotes>(EffectRegistration.Key);
        var quote = new NewQuote(deal.Id, deal.ContactId, [(1, "seat", 100)], 0, 0, "EUR", 14);
        var first = new ActionContext(rig.Jarvis.Services, 1, Guid.NewGuid(), "Ada");
        // Cut off before it is kept, run again, and run once more after it was kept.
        using var crash = new CancellationTokenSource();
        await crash.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writer.MakeAsync(quote, first, crash.Token));
        Assert.Equal("Q-2026-0001", (await writer.MakeAsync(quote, first, DealsRig.Stop)).Number);
        Assert.Equal("Q-2026-0001", (await writer.MakeAsync(quote, first, DealsRig.Stop)).Number);
        var many = await Task.WhenAll(Enumerable.Range(2, 6).Select(n => writer.MakeAsync(quote, new ActionContext(rig.Jarvis.Services, n, Guid.NewGuid(), "Ada"), DealsRig.Stop)));
        Assert.Equal(Enumerable.Range(2, 6).Select(n => $"Q-2026-{n:0000}"), many.Select(q => q.Number).Order(StringComparer.Ordinal));
        rig.Jarvis.Clock.Sleep(TimeSpan.FromDays(60));
        Assert.Equal("Q-2027-0001", (await writer.MakeAsync(quote, new ActionContext(rig.Jarvis.Services, 9, Guid.NewGuid(), "Ada"), DealsRig.Stop)).Number);
    }

    [Fact]
    public async Task Sending_is_asked_for_with_the_amount_and_opens_the_page()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        await rig.Jarvis.SayAsync($"quote for deal {deal}: 40 seats of Lumen at 129, 10% off");
        var asked = await rig.Jarvis.SayAsync("send quote Q-2026-0001");
        Assert.Contains("Send quote Q-2026-0001 over 4,644.00 EUR to Mara Lindqvist (Fernhill Studios)", asked, StringComparison.Ordinal);
        var draft = await rig.QuoteRowAsync("Q-2026-0001");
        Assert.Null(await rig.LookAsync(draft));
        await using var db = rig.Jarvis.Database();
        var number = (await db.Set<ActionRecord>().SingleAsync(a => a.Function == "sales.send_quote", DealsRig.Stop)).Id;
        await rig.Jarvis.SayAsync($"approve {number}");
        await rig.Jarvis.UntilAsync(number, ActionState.Done);

        var mail = await db.Set<SentMailRow>().SingleAsync(DealsRig.Stop);
        Assert.Equal(("mara@fernhill.example", "Quote Q-2026-0001 from Northwind Audio"), (mail.To, mail.Subject));
        Assert.Contains($"https://offers.northwind.example/quotes/{draft.Token}", mail.Markdown, StringComparison.Ordinal);
        Assert.Equal(464_400, (await rig.RowAsync(deal)).AmountMinor);
        Assert.Contains("Accept quote for 4,644.00 EUR", (await rig.LookAsync(draft))!.Html, StringComparison.Ordinal);
        Assert.Contains("1 quote is out, worth **4,644.00 EUR** with tax", await rig.Jarvis.SayAsync("which quotes are open"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_is_mailed_in_the_thread_with_its_customer_and_planned_again_it_is_the_same()
    {
        await using var rig = await DealsRig.WithServerAsync();
        var deal = await rig.DealAsync();
        await using var db = rig.Jarvis.Database();
        db.Add(new ReceivedMail
        {
            MessageId = "m1@fernhill.example", From = "mara@fernhill.example", ReplyTo = "mara@fernhill.example", Subject = "Licences for 40", Text = "What would 40 cost?", Said = "What would 40 cost?", Kind = MailKind.Message, At = rig.Now,
        });
        await db.SaveChangesAsync(DealsRig.Stop);
        var quote = await rig.SentQuoteAsync(deal);
        var mail = await db.Set<SentMailRow>().SingleAsync(DealsRig.Stop);
        Assert.Equal(("m1@fernhill.example", "Re: Licences for 40"), (mail.InReplyTo, mail.Subject));
        Assert.Contains(quote.Token, mail.Markdown, StringComparison.Ordinal);

        // Without a mail of theirs, a quote planned again after a crash must not answer itself.
        await db.Set<ReceivedMail>().ExecuteDeleteAsync(DealsRig.Stop);
        var again = await rig.Jarvis.ActAsync(new FunctionCall("sales.send_quote", ("quote", quote.Number)));
        Assert.Contains("**Subject:** Quote Q-2026-0001 from Northwind Audio", (await db.Set<ActionRecord>().SingleAsync(a => a.Id == again.Number, DealsRig.Stop)).Preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_is_on_the_timeline_once_an_hour_and_a_robots_is_not()
    {
        await using var rig = await DealsRig.StartAsync();
        var deal = await rig.DealAsync();
        var quote = await rig.SentQuoteAsync(deal);
        await rig.Door.ShowAsync(quote.Token, new PublicVisitor(IsPerson: false), DealsRig.Stop);
        Assert.Equal(0, (await rig.QuoteRowAsync(quote.Number)).Views);
        await rig.LookAsync(quote);
        await rig.LookAsync(quote);
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(2));
        await rig.LookAsync(quote);
        Assert.Equal(2, (await rig.QuoteRowAsync(quote.Number)).Views);
        Assert.Equal(2, (await rig.TimelineAsync(deal)).Count(a => a is { Kind: QuoteDoor.Viewed, Untrusted: true }));
        Assert.Contains("sent, opened 2×", (await rig.AskAsync("show_quote", ("quote", "mara"))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepting_is_an_event_and_the_deal_is_won_by_a_proposal_that_is_asked_for()
    {
        await using var rig = await DealsRig.StartAsync(("Autonomy:Enabled", "true"), ("Governance:Clearance", "FULL_AUTONOMY"), ("Governance:AutoApproveModifyProduction", "true"));
        var deal = await rig.DealAsync();
        var asked = await rig.QuoteAsync(deal);
        await rig.Jarvis.ActAsync(new FunctionCall("sales.send_quote", ("quote", asked)));
        var quote = await rig.QuoteRowAsync(asked);
        Assert.Equal(303, (await rig.AcceptAsync(quote, "Mara <b>Lindqvist</b>"))!.Status);
        Assert.Equal(303, (await rig.AcceptAsync(quote, "Somebody else"))!.Status);
        var row = await rig.QuoteRowAsync(asked);
        Assert.Equal((QuoteState.Accepted, "Mara <b>Lindqvist</b>"), (row.State, row.AcceptedBy));
        Assert.Contains("Accepted</strong> by Mara &lt;b&gt;Lindqvist&lt;/b&gt; on 23 November 2026", (await rig.LookAsync(quote))!.Html, StringComparison.Ordinal);
        await using var db = rig.Jarvis.Database();
        var happened = await db.Set<BusinessEvent>().SingleAsync(e => e.Type == "quote.accepted", DealsRig.Stop);
        Assert.True(happened.Untrusted);

        await rig.Jarvis.UntilAsync(() => db.Set<ActionRecord>().AnyAsync(a => a.Function == "sales.win", DealsRig.Stop), () => Task.FromResult("Nothing was proposed."));
        var win = await db.Set<ActionRecord>().SingleAsync(a => a.Function == "sales.win", DealsRig.Stop);
        Assert.Equal(ActionState.Waiting, win.State);
        Assert.Null((await rig.RowAsync(deal)).Won);
        Assert.Contains("was accepted", await rig.RefusedAsync("send_quote", ("quote", asked)), StringComparison.Ordinal);
        Assert.Contains("what was accepted stays", await rig.RefusedAsync("withdraw_quote", ("quote", asked)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_has_ended_says_so_and_cannot_be_accepted()
    {
        await using var rig = await DealsRig.StartAsync();
        var quote = await rig.SentQuoteAsync(await rig.DealAsync());
        rig.Jarvis.Clock.Advance(quote.ValidUntil - rig.Now - TimeSpan.FromSeconds(1));
        Assert.Contains("Accept quote", (await rig.LookAsync(quote))!.Html, StringComparison.Ordinal);
        rig.Jarvis.Clock.Advance(TimeSpan.FromSeconds(1));
        var page = (await rig.LookAsync(quote))!.Html;
        Assert.Contains("This quote has ended.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Equal(410, (await rig.AcceptAsync(quote))!.Status);
        Assert.Equal(QuoteState.Sent, (await rig.QuoteRowAsync(quote.Number)).State);
        Assert.Contains("was valid until", await rig.RefusedAsync("send_quote", ("quote", quote.Number)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strangers_see_nothing_without_the_token_and_nothing_of_what_was_withdrawn()
    {
        await using var rig = await DealsRig.StartAsync();
        var quote = await rig.SentQuoteAsync(await rig.DealAsync());
        Assert.Matches("^[A-Za-z0-9_-]{32}$", quote.Token);
        Assert.Null(await rig.Door.ShowAsync(quote.Number, new PublicVisitor(true), DealsRig.Stop));
        Assert.Null(await rig.Door.ShowAsync(quote.Token.ToUpperInvariant(), new PublicVisitor(true), DealsRig.Stop));
        await rig.ActAsync("withdraw_quote", ("quote", quote.Number));
        await rig.Jarvis.SayAsync("approve");
        await rig.Jarvis.UntilAsync(async () => (await rig.QuoteRowAsync(quote.Number)).State == QuoteState.Withdrawn, () => Task.FromResult("It is not withdrawn."));
        Assert.Null(await rig.LookAsync(quote));
        Assert.Null(await rig.AcceptAsync(quote));
    }

    [Fact]
    public async Task A_name_is_needed_and_no_longer_than_a_name_is()
    {
        await using var rig = await DealsRig.StartAsync();
        var quote = await rig.SentQuoteAsync(await rig.DealAsync());
        foreach (var name in new[] { "", "  ", new string('x', 101) })
        {
            var answer = (await rig.AcceptAsync(quote, name))!;
            Assert.Equal(422, answer.Status);
            Assert.Contains("Please write your name", answer.Html, StringComparison.Ordinal);
        }
        Assert.Equal(QuoteState.Sent, (await rig.QuoteRowAsync(quote.Number)).State);
    }

    [Fact]
    public async Task What_sending_lacks_is_said()
    {
        await using var rig = await DealsRig.StartAsync(("Business:PublicUrl", null));
        await rig.QuoteAsync(await rig.DealAsync());
        Assert.Contains("write the address under which your customers reach me to Business:PublicUrl", await rig.RefusedAsync("send_quote", ("quote", "1")), StringComparison.Ordinal);
        var nobody = await rig.DealAsync(lead: await rig.LeadAsync("Kim Okoye", "", null));
        var number = await rig.QuoteAsync(nobody);
        Assert.Contains("Kim Okoye has no e-mail address", await rig.RefusedAsync("send_quote", ("quote", number)), StringComparison.Ordinal);
        Assert.Contains("I know no quote \"Q-2026-0099\"", await rig.RefusedAsync("show_quote", ("quote", "Q-2026-0099")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suppressed_address_gets_no_quote_and_it_stays_a_draft()
    {
        await using var rig = await DealsRig.StartAsync();
        var number = await rig.QuoteAsync(await rig.DealAsync());
        await rig.Jarvis.Services.GetRequiredKeyedService<ISuppressionChanges>(EffectRegistration.Key).AddAsync("mara@fernhill.example", "asked", DealsRig.Stop);
        var asked = await rig.ActAsync("send_quote", ("quote", number));
        await rig.Jarvis.SayAsync($"approve {asked.Number}");
        await rig.Jarvis.UntilAsync(asked.Number, ActionState.Failed);
        Assert.Equal(QuoteState.Draft, (await rig.QuoteRowAsync(number)).State);
    }
}
