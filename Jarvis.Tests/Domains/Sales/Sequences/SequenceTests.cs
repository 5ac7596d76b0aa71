using Jarvis.Bot.Governance;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Domains.Sales.Sequences;

/// <summary>A sequence from the owner's word to its end, and everything that ends it.</summary>
public sealed class SequenceTests
{
    [Fact]
    public async Task Approved_once_with_every_mail_shown_each_goes_out_by_itself_when_it_is_due()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        var asked = await rig.Sales.ActAsync("start_sequence", ("leads", "1"), ("sequence", "new lead"));
        var action = await rig.Jarvis.ActionAsync(asked.Number);
        Assert.Equal(ActionState.Waiting, action.State);
        foreach (var words in new[] { "Did that help, or is something still open?", "what it costs in your case", "this is our last mail", "Mail 3 of 3" }) Assert.Contains(words, action.Preview, StringComparison.Ordinal);

        var said = await rig.Jarvis.SayAsync($"approve {asked.Number}");
        Assert.Contains("The first mail goes out on Tue 24 Nov 09:00", said, StringComparison.Ordinal);
        Assert.Empty(await rig.LookAsync());
        Assert.Contains("mail 1 of 3 is due on Tue 24 Nov 09:00", (await rig.Sales.AskAsync("next_step", ("lead", "mara"))).Sentence, StringComparison.Ordinal);

        for (var mail = 1; mail <= 3; mail++)
        {
            await rig.DueAsync();
            Assert.Equal(ActionState.Done, Assert.Single(await rig.LookAsync()).State);
            Assert.Empty(await rig.LookAsync());
        }

        var mails = await rig.MailsAsync();
        Assert.Equal(["sequence:1:1", "sequence:1:2", "sequence:1:3"], mails.Select(m => m.Key));
        Assert.Equal(["Did our answer help?", "Re: Did our answer help?", "Re: Did our answer help?"], mails.Select(m => m.Subject));
        Assert.Equal([null, mails[0].MessageId, mails[1].MessageId], mails.Select(m => m.InReplyTo));
        Assert.Equal(EnrolmentEnd.Finished, (await rig.EnrolmentAsync()).End);
        var timeline = await rig.TimelineAsync();
        foreach (var line in new[] { "Begun by Ada", "Mail 2 of 3 went out.", "All 3 mails went out." }) Assert.Contains(line, timeline, StringComparison.Ordinal);
        Assert.All((await rig.Sales.ActionsAsync()).Where(a => a.Function == SequenceSkill.Step), a => Assert.StartsWith("standing approval", a.DecidedBy, StringComparison.Ordinal));
        var table = (await rig.Sales.AskAsync("sequences")).Table!;
        Assert.Equal(["new lead", "1 day, 3 days, 5 days", "1", "0", "0 (0 %)", "1", "0", "3"], table.Rows[0]);
    }

    [Fact]
    public async Task Step_by_step_each_mail_is_asked_for_and_a_no_ends_it()
    {
        await using var rig = await SequenceRig.StartAsync(("Governance:Clearance", "FULL_AUTONOMY"), ("Governance:AutoApproveModifyProduction", "true"));
        await rig.LeadAsync();
        Assert.Contains("I ask you before each", await rig.Jarvis.SayAsync("start the sequence new lead for lead 1 step by step"), StringComparison.Ordinal);
        await rig.DueAsync();
        var first = Assert.Single(await rig.LookAsync());
        Assert.Equal(ActionState.Waiting, first.State);
        await rig.Jarvis.SayAsync($"approve {first.Number}");
        Assert.Single(await rig.MailsAsync());

        await rig.DueAsync();
        var proposal = Assert.Single(await rig.AnalyseAsync());
        var second = (GateOutcome)await rig.Jarvis.CallAsync(proposal.Call, proposal: proposal);
        await rig.Jarvis.Get<PromptDesk>().AnnounceAsync([second.Number], TestContext.Current.CancellationToken);
        await rig.Jarvis.SayAsync($"reject {second.Number} because they will call us");
        await rig.Sales.WorkAsync("sales.sequences");
        var ended = await rig.EnrolmentAsync();
        Assert.Equal(EnrolmentEnd.Refused, ended.End);
        Assert.Contains("they will call us", ended.EndWords, StringComparison.Ordinal);
        Assert.Single(await rig.MailsAsync());
    }

    [Theory]
    [InlineData(MailKind.Reply, EnrolmentEnd.Replied)]
    [InlineData(MailKind.Message, EnrolmentEnd.Replied)]
    [InlineData(MailKind.Bounce, EnrolmentEnd.Bounced)]
    [InlineData(MailKind.Unsubscribe, EnrolmentEnd.Unsubscribed)]
    public async Task What_comes_by_mail_ends_it(MailKind kind, EnrolmentEnd end)
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.EnrolAsync();
        await rig.ReceiveAsync(kind, "Thank you");
        await rig.Sales.WorkAsync("sales.sequences");
        await NothingMoreAsync(rig, end);
    }

    [Fact]
    public async Task A_booking_ends_it()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.EnrolAsync();
        await rig.Sales.PostAsync("v1", ("email", "mara@school.example"), ("event", "visit"), ("of", "pricing"));
        await rig.Sales.WorkAsync("sales.sequences");
        Assert.Equal(EnrolmentEnd.None, (await rig.EnrolmentAsync()).End);
        await rig.Sales.PostAsync("b1", ("email", "mara@school.example"), ("event", "booking"), ("of", "demo call"));
        await rig.Sales.WorkAsync("sales.sequences");
        await NothingMoreAsync(rig, EnrolmentEnd.Booked);
        Assert.Contains("Mara Lindqvist booked (demo call)", await rig.TimelineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deal_that_is_opened_or_moved_ends_it_and_so_does_a_closed_lead()
    {
        await using var rig = await SequenceRig.StartAsync(("Governance:Clearance", "MODIFY_SAFE"));
        await rig.LeadAsync();
        await rig.LeadAsync("Jo Winter", "jo@studio.example");
        await rig.EnrolAsync("1, 2");
        rig.Jarvis.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.Sales.ActAsync("open_deal", ("lead", "1"), ("amount", "5000"));
        await using (var db = rig.Jarvis.Database()) await db.Set<Lead>().Where(l => l.Id == 2).ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeadState.Lost), TestContext.Current.CancellationToken);
        await rig.Sales.WorkAsync("sales.sequences");
        await NothingMoreAsync(rig, EnrolmentEnd.StageChanged);
        Assert.Equal(EnrolmentEnd.Closed, (await rig.EnrolmentAsync(2)).End);
    }

    [Fact]
    public async Task A_mail_that_has_not_been_filed_yet_keeps_the_next_one_back()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.EnrolAsync();
        await rig.DueAsync();
        var due = Assert.Single(await rig.AnalyseAsync());
        await using (var db = rig.Jarvis.Database())
        {
            db.Add(new ReceivedMail { MessageId = "late@school.example", From = "mara@school.example", ReplyTo = "mara@school.example", Subject = "Re", Text = "Yes", Said = "Yes", Kind = MailKind.Reply, At = rig.Now });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        Assert.Contains("Mara Lindqvist wrote", (await Assert.ThrowsAsync<BadRequestException>(() => rig.Jarvis.CallAsync(due.Call, proposal: due))).Message, StringComparison.Ordinal);
        Assert.Empty(await rig.AnalyseAsync());
        Assert.Empty(await rig.MailsAsync());
    }

    [Theory]
    [InlineData("I am out of the office.", "2026-11-24T09:00Z")]
    [InlineData("I am out of the office and back on Monday, 30 November.", "2026-11-30T09:00Z")]
    public async Task An_absence_puts_it_off(string said, string due)
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.EnrolAsync();
        await rig.DueAsync();
        await rig.ReceiveAsync(MailKind.OutOfOffice, said);
        await rig.Sales.WorkAsync("sales.sequences");
        await rig.Sales.WorkAsync("sales.sequences");
        var enrolment = await rig.EnrolmentAsync();
        Assert.Equal((EnrolmentEnd.None, DateTimeOffset.Parse(due)), (enrolment.End, enrolment.DueAt));
        Assert.Empty(await rig.LookAsync());
        await rig.DueAsync();
        // And what the machine wrote is not what the next mail answers.
        Assert.Equal(ActionState.Done, Assert.Single(await rig.LookAsync()).State);
        Assert.Equal("Did our answer help?", Assert.Single(await rig.MailsAsync()).Subject);
    }

    [Fact]
    public async Task The_owner_stops_it_and_takes_that_back()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.EnrolAsync();
        var said = await rig.Jarvis.SayAsync("stop the sequence for lead 1");
        Assert.Contains("no further mail of it goes out", said, StringComparison.Ordinal);
        await NothingMoreAsync(rig, EnrolmentEnd.ByOwner);
        await rig.Jarvis.SayAsync("undo 2");
        Assert.Equal(EnrolmentEnd.None, (await rig.EnrolmentAsync()).End);
        await rig.DueAsync();
        Assert.Equal(ActionState.Done, Assert.Single(await rig.LookAsync()).State);
    }

    [Fact]
    public async Task A_lead_is_in_one_sequence_at_a_time_and_gets_no_text_twice()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.LeadAsync("Jo Winter", email: null);
        await rig.LeadAsync("Ann Bell", "ann@studio.example");
        await rig.EnrolAsync();
        Assert.Contains("is in \"new lead\" already, at mail 1 of 3", await TryAsync("1"), StringComparison.Ordinal);
        Assert.Contains("left no e-mail address", await TryAsync("jo"), StringComparison.Ordinal);
        var some = await rig.Sales.ActAsync("start_sequence", ("leads", "1, 2 and 3"));
        Assert.Contains("Left out: Lead 1", (await rig.Jarvis.ActionAsync(some.Number)).Preview, StringComparison.Ordinal);
        Assert.Equal(1, (await rig.Jarvis.ActionAsync(some.Number)).Recipients);

        await rig.DueAsync();
        await rig.LookAsync();
        await rig.Jarvis.SayAsync("stop the sequence for lead 1");
        Assert.Contains("was sent the mail \"Did our answer help?\" before, word for word", await TryAsync("1"), StringComparison.Ordinal);

        async Task<string> TryAsync(string leads) => (await Assert.ThrowsAsync<BadRequestException>(() => rig.Sales.ActAsync("start_sequence", ("leads", leads)))).Message;
    }

    [Fact]
    public async Task Leads_that_stay_silent_are_proposed_in_one_question_and_once()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync(daysAgo: 5);
        await rig.LeadAsync("Jo Winter", "jo@studio.example", daysAgo: 6);
        await rig.LeadAsync("Kit Frost", "kit@studio.example", daysAgo: 2);
        await rig.LeadAsync("Ann Bell", "ann@studio.example", state: LeadState.Talking, daysAgo: 5);
        var offer = Assert.Single(await rig.AnalyseAsync());
        Assert.Equal(("sales.start_sequence", true), (offer.Call.Function, offer.Untrusted));
        Assert.Equal(["1", "2"], offer.Call.Arguments["leads"]!.Split(", ").Order());
        var asked = (GateOutcome)await rig.Jarvis.CallAsync(offer.Call, proposal: offer);
        await rig.Jarvis.SayAsync($"approve {asked.Number}");
        Assert.Equal(2, (await rig.Sales.AskAsync("sequences", ("sequence", "new lead"))).Table!.Rows.Count);
        Assert.Empty(await rig.AnalyseAsync());
    }

    private static async Task NothingMoreAsync(SequenceRig rig, EnrolmentEnd end)
    {
        var enrolment = await rig.EnrolmentAsync();
        Assert.Equal(end, enrolment.End);
        Assert.Empty(await rig.LookAsync());
        Assert.Empty(await rig.MailsAsync());
        Assert.Contains("Stopped after 0 of 3 mails", await rig.TimelineAsync(), StringComparison.Ordinal);
    }
}
