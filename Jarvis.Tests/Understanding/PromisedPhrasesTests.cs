using Jarvis.Tests.Understanding.HeldOut;

namespace Jarvis.Tests.Understanding;

/// <summary>What the README and the help promise that can be said of sales and costs, with what each word of it asks for.</summary>
public sealed class PromisedPhrasesTests(OwnersBusiness business) : IClassFixture<OwnersBusiness>
{
    [Theory]
    [InlineData("follow up with everyone who went quiet for two weeks", "sales.follow_up_quiet(silence=P14D)")]
    [InlineData("follow up with everyone who went quiet for 10 days", "sales.follow_up_quiet(silence=P10D)")]
    [InlineData("follow up with everyone who went quiet for more than a month", "sales.follow_up_quiet(silence=P30D)")]
    [InlineData("follow up with everybody silent for over 10 days", "sales.follow_up_quiet(silence=P10D)")]
    [InlineData("follow up with everyone who went quiet", "sales.follow_up_quiet()")]
    [InlineData("which deals have been quiet for at least three weeks", "sales.stale(silence=P21D)")]
    [InlineData("deals nobody touched in a month", "sales.stale(silence=P30D)")]
    [InlineData("first response time", "sales.response_times()")]
    [InlineData("how fast do we answer leads?", "sales.response_times()")]
    [InlineData("top leads and why", "sales.leads()")]
    [InlineData("who are the five best leads", "sales.leads(count=5)")]
    [InlineData("timeline of Ravi Menon", "sales.timeline(lead=Ravi Menon)")]
    [InlineData("show me the pipeline as a chart", "sales.pipeline()")]
    [InlineData("follow up with Ravi Menon", "sales.follow_up(lead=Ravi Menon)")]
    [InlineData("draft a follow up for Greta Olsen about the licence", "sales.draft(kind=follow-up, lead=Greta Olsen, wish=the licence)")]
    [InlineData("quote for deal 3: 40 seats of Lumen at 129, 10% off", "sales.quote(deal=3, items=40 seats of Lumen at 129, 10% off)")]
    [InlineData("quote for Bluebird Records: 5 hours of consulting at 120", "sales.quote(deal=Bluebird Records, items=5 hours of consulting at 120)")]
    [InlineData("send quote Q-2026-0001", "sales.send_quote(quote=Q-2026-0001)")]
    [InlineData("we won Bluebird Records", "sales.win(deal=Bluebird Records)")]
    [InlineData("lose deal 3 because too expensive", "sales.lose(deal=3, reason=too expensive)")]
    [InlineData("deal 3 is worth 1,250.50", "sales.update_deal(amount=1250.50 EUR, deal=3)")]
    [InlineData("add lead Mara Lindqvist mara@fernhill.example", "sales.add_lead(email=mara@fernhill.example, name=Mara Lindqvist)")]
    [InlineData("add lead Jo Winter jo@winter.example from the fair", "sales.add_lead(email=jo@winter.example, name=Jo Winter, source=the fair)")]
    [InlineData("add lead Jo Winter, jo@winter.example, Winter GmbH", "sales.add_lead(company=Winter GmbH, email=jo@winter.example, name=Jo Winter)")]
    [InlineData("new lead: Jo Winter at Winter GmbH, jo@winter.example", "sales.add_lead(company=Winter GmbH, email=jo@winter.example, name=Jo Winter)")]
    [InlineData("import file 1", "sales.import(file=1)")]
    [InlineData("who answered?", "sales.replies()")]
    [InlineData("what is my win rate by source?", "sales.win_rate()")]
    [InlineData("every weekday at 8 send me open leads", "conversation.schedule(arguments={}, every=0 0 8 ? * MON-FRI, function=sales.leads, title=open leads)")]
    [InlineData("model costs by domain", "cost.spend(by=domain)")]
    [InlineData("set the budget to 100 dollars a month", "cost.set_budget(amount=100.00 USD, period=month)")]
    [InlineData("set the daily model budget to 2 dollars", "cost.set_budget(amount=2.00 USD, period=day)")]
    [InlineData("set the model mix to 80% gemini, 15% gpt, 5% claude", "cost.set_mix(shares=80% gemini, 15% gpt, 5% claude)")]
    [InlineData("move ticket summaries to gemini", "cost.use_model(model=gemini, purpose=ticket summaries)")]
    [InlineData("are you worth it", "cost.return()")]
    [InlineData("my hour is worth 60 euros", "cost.set_rate(amount=60.00 EUR)")]
    public void Is_understood_to_the_last_word(string text, string reading) => Assert.Equal(reading, business.Read(text));
}
