using Jarvis.Bot.Alerts;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business.Hooks;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>What Sales does unasked: leads that wait, leads that went quiet, and forms that are wrong.</summary>
public sealed class SalesAgentTests
{
    [Fact]
    public async Task A_lead_that_waits_longer_than_five_minutes_is_one_alert_until_it_is_answered()
    {
        await using var sales = await SalesRig.WithServerAsync();
        await sales.PostAsync("f1", ("name", "Mara"), ("email", "mara@school.example"));
        await sales.PostAsync("f2", ("name", "Jo"), ("email", "jo@school.example"));
        await sales.DispatchAsync();
        await sales.WorkAsync("sales.answers");
        Assert.Empty(await OpenAsync(sales));
        sales.Jarvis.Clock.Advance(TimeSpan.FromMinutes(6));
        await sales.WorkAsync("sales.answers");
        Assert.Equal(["2 leads wait for an answer longer than 5 minutes"], await OpenAsync(sales));

        await sales.Jarvis.SayAsync("approve 1 and 2");
        Assert.Equal(2, (await sales.MailsAsync()).Count);
        await sales.WorkAsync("sales.answers");
        Assert.Empty(await OpenAsync(sales));
    }

    [Fact]
    public async Task Whom_the_owner_will_not_answer_waits_for_nothing()
    {
        await using var sales = await SalesRig.WithServerAsync();
        await sales.PostAsync("f1", ("name", "Mara"), ("email", "mara@school.example"));
        await sales.DispatchAsync();
        await sales.Jarvis.SayAsync("reject 1 because we do not sell to schools");
        sales.Jarvis.Clock.Advance(TimeSpan.FromMinutes(6));
        await sales.WorkAsync("sales.answers");
        Assert.Empty(await OpenAsync(sales));
    }

    [Fact]
    public async Task Those_who_went_quiet_are_one_question_in_which_each_mail_can_be_read()
    {
        await using var sales = await SalesRig.WithServerAsync();
        foreach (var name in new[] { "Mara", "Jo", "Ann" }) await sales.PostAsync(name, ("name", name), ("email", $"{name}@school.example"));
        await sales.DispatchAsync();
        await sales.Jarvis.SayAsync("approve 1, 2 and 3");
        Assert.Empty(await sales.AnalyseAsync());
        sales.Jarvis.Clock.Sleep(TimeSpan.FromDays(15));

        var proposal = Assert.Single(await sales.AnalyseAsync());
        Assert.Equal("sales.follow_up_quiet", proposal.Call.Function);
        var outcome = (GateOutcome)await sales.Jarvis.CallAsync(proposal.Call, proposal: proposal);
        var shown = await sales.Jarvis.SayAsync("what needs me?");
        Assert.Contains("3 leads", shown, StringComparison.Ordinal);
        foreach (var name in new[] { "Hello Mara", "Hello Jo", "Hello Ann" }) Assert.Contains(name, (await sales.Jarvis.ActionAsync(outcome.Number)).Preview, StringComparison.Ordinal);

        await sales.Jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Equal(6, (await sales.MailsAsync()).Count);
        Assert.Empty(await sales.AnalyseAsync());
    }

    [Fact]
    public async Task One_person_is_one_open_lead_and_a_wrong_form_names_the_field()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.PostAsync("f1", ("name", "Mara"), ("email", "mara@school.example"), ("message", "One"));
        await sales.PostAsync("f2", ("name", "Somebody else"), ("email", "MARA@school.example"), ("message", "Two"));
        Assert.Equal("Mara", Assert.Single((await sales.AskAsync("leads")).Table!.Rows)[1]);
        Assert.Equal(2, (await sales.AskAsync("timeline", ("lead", "mara"))).Table!.Rows.Count);

        var wrong = await sales.PostAsync("f3", ("name", "No Way"), ("email", "not an address"));
        Assert.Equal(["email"], wrong.Errors.Keys);
        Assert.Contains("phone", (await sales.PostAsync("f4", ("name", "No Way"))).Errors["email"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_lead_does_moves_its_score_at_once_and_silence_takes_it_back()
    {
        await using var sales = await SalesRig.StartAsync();
        await sales.PostAsync("f1", ("name", "Mara"), ("email", "mara@gmail.com"));
        var before = (await sales.LeadAsync(1)).Score;
        await sales.PostAsync("e1", ("email", "mara@gmail.com"), ("event", "visit"), ("of", "/pricing"));
        await sales.PostAsync("e2", ("email", "mara@gmail.com"), ("event", "visit"), ("of", "/pricing"));
        await sales.PostAsync("e2", ("email", "mara@gmail.com"), ("event", "visit"), ("of", "/pricing"));
        Assert.Equal(HookAnswer.Taken, await sales.PostAsync("e3", ("email", "nobody@known.example"), ("event", "visit")));
        var lead = await sales.LeadAsync(1);
        Assert.Equal(before + 22, lead.Score);
        Assert.Contains("opened the pricing page twice", lead.ScoreReasons, StringComparison.Ordinal);

        sales.Jarvis.Clock.Sleep(TimeSpan.FromDays(60));
        await sales.WorkAsync("sales.scores");
        Assert.Equal(before + 1, (await sales.LeadAsync(1)).Score, 1.0);
    }

    private static async Task<List<string>> OpenAsync(SalesRig sales)
    {
        await using var db = sales.Jarvis.Database();
        return await db.Set<Alert>().Where(a => a.State != AlertState.Resolved).Select(a => a.Title).ToListAsync(TestContext.Current.CancellationToken);
    }
}
