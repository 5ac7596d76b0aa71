using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>The same business on PostgreSQL, which takes time, letters and locks otherwise than SQLite.</summary>
public sealed class PostgresSalesTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task A_lead_is_noted_quoted_won_counted_and_found_twice()
    {
        await using var rig = await DealsRig.StartAsync(("Storage:Postgres", await postgres.NewDatabaseAsync()));
        var jarvis = rig.Jarvis;
        Assert.Contains("is lead 1", await jarvis.SayAsync("add lead Mara Lindqvist mara@fernhill.example"), StringComparison.Ordinal);
        await rig.ActAsync("note_lead", ("lead", "mara"), ("text", "Calls before noon."));
        await rig.ActAsync("add_task", ("lead", "1"), ("what", "call about licences"), ("due", "tomorrow at 10"));
        Assert.Contains("call about licences", (await rig.AskAsync("tasks")).Sentence, StringComparison.Ordinal);

        var deal = await rig.DealAsync(lead: new Lead { Id = 1, ContactId = 1, Key = "", Source = "" });
        var quote = await rig.SentQuoteAsync(deal);
        Assert.Equal(303, (await rig.AcceptAsync(quote, "Mara Lindqvist"))!.Status);
        Assert.Equal(QuoteState.Accepted, (await rig.QuoteRowAsync(quote.Number)).State);
        var won = await rig.ActAsync("win", ("deal", $"{deal}"));
        if (won.State == ActionState.Waiting) await jarvis.SayAsync($"approve {won.Number}");
        Assert.Equal(LeadState.Won, (await rig.LeadOfAsync(deal)).State);
        foreach (var figure in new[] { "win_rate", "pipeline", "forecast", "stage_times", "sources", "leads", "stale" }) Assert.NotEmpty((await rig.AskAsync(figure)).Sentence);

        await rig.LeadAsync("Jo Winter", "Söderström AB", "jo@soder.example");
        await rig.LeadAsync("Jo Winter", "SÖDERSTRÖM AB", "winter@soder.example");
        Assert.Contains("1 pair of contacts is likely one person", (await rig.AskAsync("duplicates")).Sentence, StringComparison.Ordinal);
        var merged = await jarvis.ActAsync(new FunctionCall("sales.merge", ("from", "3"), ("into", "2")));
        Assert.Equal(ActionState.Done, merged.State);
        await jarvis.SayAsync($"undo {merged.Number}");
        Assert.Contains("1 pair", (await rig.AskAsync("duplicates")).Sentence, StringComparison.Ordinal);
        Assert.Contains((await rig.AskAsync("timeline", ("lead", "1"))).Table!.Rows, r => r[2].Contains("before noon", StringComparison.Ordinal));
    }
}
