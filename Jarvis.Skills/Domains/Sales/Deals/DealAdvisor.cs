using System.Globalization;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>What to do next about a deal.</summary>
/// <param name="Pressing">Higher is more pressing: 5 money waits, 0 nothing to do.</param>
/// <param name="What">In the imperative.</param>
/// <param name="Why">The finding, with its figures.</param>
internal sealed record DealStep(DealFacts Facts, int Pressing, string What, string Why);

/// <summary>
/// Rules over what happened around a deal. The next step is the first of: close what was accepted; answer who waits for us; call who looked at the
/// quote and said nothing; remind of a quote that ends within three days; give up what was silent for Sales:Deals:LoseAfterDays; follow up what
/// was quiet for StaleDays; ask again where the expected day has passed; otherwise wait. A stage is proposed when what happened since the deal
/// came to its present one belongs to a later one by the settings (WhenReplied, WhenQuoteSent, WhenQuoteViewed); the furthest counts.
/// </summary>
internal sealed class DealAdvisor(Stages stages, IOptions<DealOptions> options)
{
    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(3);

    public DealStep Next(DealFacts facts, DateTimeOffset now)
    {
        var (deal, quote) = (facts.Deal, facts.Quote);
        if (quote is { State: QuoteState.Accepted }) return new DealStep(facts, 5, $"Win it: quote {quote.Number} was accepted", $"Accepted {Ago(now - quote.AcceptedAt!.Value)}, {quote.Total}.");
        if (facts.TheyWrote is { } wrote && wrote > (facts.WeWrote ?? default) && wrote >= deal.CreatedAt) return new DealStep(facts, 4, "Answer: they wrote last", $"They wrote {Ago(now - wrote)} and have had no answer.");
        if (quote is { ViewedAt: { } viewed, Views: var views } && quote.ValidUntil > now && viewed > (facts.TheyWrote ?? default))
            return new DealStep(facts, 4, $"Call about quote {quote.Number}", $"They opened it {(views == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{views} times"))}, last {Ago(now - viewed)}, and have not written since.");
        if (quote is not null && quote.ValidUntil > now && quote.ValidUntil - now <= EndsSoon) return new DealStep(facts, 3, $"Remind of quote {quote.Number}", $"It ends in {Days(quote.ValidUntil - now)}.");
        var silent = now - facts.SilentSince;
        if (silent.TotalDays >= options.Value.LoseAfterDays) return new DealStep(facts, 2, "Give it up, or call once more", $"Not a sign of life for {Days(silent)}.");
        if (IsStale(facts, now)) return new DealStep(facts, 3, "Follow up", $"Nothing has happened for {Days(now - facts.QuietSince)}.");
        if (quote is not null && quote.ValidUntil <= now) return new DealStep(facts, 2, "Make a new quote, or ask why", $"Quote {quote.Number} has run out and was not accepted.");
        if (deal.ExpectedAt is { } expected && expected < now) return new DealStep(facts, 2, "Ask when they will decide", $"It was expected {Ago(now - expected)}.");
        if (facts.TheyWrote is null && facts.WeWrote is null) return new DealStep(facts, 1, "Write to them", "Nobody has written yet.");
        return new DealStep(facts, 0, "Wait", $"Last sign {Ago(now - facts.QuietSince)}.");
    }

    public bool IsStale(DealFacts facts, DateTimeOffset now) => (now - facts.QuietSince).TotalDays >= options.Value.StaleDays;

    /// <summary>A change of stage that follows from what happened; null when none does.</summary>
    public Proposal? Move(DealFacts facts, DealRecord record, DateTimeOffset now)
    {
        var (deal, quote) = (facts.Deal, facts.Quote);
        var number = deal.Id.ToString(CultureInfo.InvariantCulture);
        if (quote is { State: QuoteState.Accepted })
            return new Proposal(new FunctionCall("sales.win", ("deal", number), ("reason", $"quote {quote.Number} was accepted")), $"Quote {quote.Number} over {quote.Total} for deal {number} ({deal.Title}) was accepted {Ago(now - quote.AcceptedAt!.Value)}.")
            {
                Key = $"sales.win:{number}", Benefit = $"{quote.Total} are won; the forecast and the win rate count it.", Confidence = 0.95, Risk = Risk.Low,
            };

        // How sure it is that the stage has changed with it; estimates, the same for everybody.
        (string Stage, string Why, double Sure)[] signs =
        [
            .. quote is { ViewedAt: { } viewed, Views: var views } && viewed > deal.StageSince ? [(options.Value.WhenQuoteViewed, $"quote {quote.Number} ({quote.Total}) was opened {(views == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{views} times"))}, last {Ago(now - viewed)}", 0.6)] : Array.Empty<(string, string, double)>(),
            .. quote is { SentAt: { } sent } && sent > deal.StageSince ? [(options.Value.WhenQuoteSent, $"quote {quote.Number} ({quote.Total}) was sent {Ago(now - sent)}", 0.9)] : Array.Empty<(string, string, double)>(),
            .. facts.TheyWrote is { } wrote && wrote > deal.StageSince ? [(options.Value.WhenReplied, $"its contact wrote {Ago(now - wrote)}", 0.7)] : Array.Empty<(string, string, double)>(),
        ];
        var furthest = signs.Where(s => s.Stage.Length > 0 && stages.OrderOf(s.Stage) > stages.OrderOf(deal.Stage)).OrderByDescending(s => stages.OrderOf(s.Stage)).FirstOrDefault();
        if (furthest.Stage is { } to)
        {
            var (from, then) = (record.Chance(deal.Stage).Mean, record.Chance(to).Mean);
            return new Proposal(new FunctionCall("sales.move", ("deal", number), ("stage", to)), $"Deal {number} ({deal.Title}) stands at {deal.Stage}, and {furthest.Why}.")
            {
                Key = $"sales.move:{number}:{to}", Benefit = string.Create(CultureInfo.InvariantCulture, $"The forecast counts it with {then:P0} instead of {from:P0}."), Confidence = furthest.Sure, Risk = Risk.Low,
            };
        }

        var silent = now - facts.SilentSince;
        if (silent.TotalDays < options.Value.LoseAfterDays || (quote is not null && quote.ValidUntil > now)) return null;
        var chance = record.ChanceAfter(deal.Stage, now - deal.StageSince).Mean;
        var (won, closed) = record.Closed(deal.Stage, now - deal.StageSince);
        return new Proposal(new FunctionCall("sales.lose", ("deal", number), ("reason", $"no sign of life for {Days(silent)}")),
            $"Deal {number} ({deal.Title}, {deal.Amount}) has been silent for {Days(silent)} at {deal.Stage}. {(closed == 0 ? "No closed deal stayed there as long" : string.Create(CultureInfo.InvariantCulture, $"Of {closed} closed deals that stayed there as long, {won} {(won == 1 ? "was" : "were")} won"))}; its chance is {chance.ToString("P0", CultureInfo.InvariantCulture)}.")
        {
            // The days in the reason change from day to day; the proposal is the same.
            Key = $"sales.lose:{number}", Benefit = "The pipeline shows what is alive.", Confidence = 1 - chance, Risk = Risk.Low,
        };
    }

    private static string Days(TimeSpan span) => span.TotalDays switch
    {
        < 1 => "less than a day",
        < 2 => "a day",
        var d => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(d):0} days"),
    };

    private static string Ago(TimeSpan span) => span switch
    {
        { TotalMinutes: < 2 } => "just now",
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} minutes ago"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} hours ago"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days ago"),
    };
}
