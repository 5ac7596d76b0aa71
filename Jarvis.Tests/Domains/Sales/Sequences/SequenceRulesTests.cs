using Jarvis.Bot.Alerts;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Domains.Sales.Sequences;

/// <summary>What keeps a mail of a sequence from going out, or has it asked for anew.</summary>
public sealed class SequenceRulesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("READ_ONLY", false, ActionState.Refused, ActionState.Refused)]
    [InlineData("SUGGEST", false, ActionState.Waiting, ActionState.Done)]
    [InlineData("MODIFY_SAFE", false, ActionState.Waiting, ActionState.Done)]
    [InlineData("MODIFY_PRODUCTION", false, ActionState.Waiting, ActionState.Done)]
    [InlineData("FULL_AUTONOMY", false, ActionState.Waiting, ActionState.Done)]
    [InlineData("MODIFY_PRODUCTION", true, ActionState.Done, ActionState.Done)]
    [InlineData("FULL_AUTONOMY", true, ActionState.Done, ActionState.Done)]
    public async Task Under_each_clearance(string clearance, bool auto, ActionState start, ActionState step)
    {
        await using var rig = await SequenceRig.StartAsync(("Governance:AutoApproveModifyProduction", auto ? "true" : "false"));
        await rig.LeadAsync();
        if (clearance == "READ_ONLY") await rig.EnrolAsync();
        Assert.True(ClearanceNames.TryParse(clearance, out var level));
        await rig.Jarvis.Get<Controls>().SetClearanceAsync(null, level, "test", Stop);
        if (clearance != "READ_ONLY")
        {
            var asked = await rig.Sales.ActAsync("start_sequence", ("leads", "1"));
            Assert.Equal(start, asked.State);
            if (start == ActionState.Waiting) await rig.Jarvis.SayAsync($"approve {asked.Number}");
        }
        await rig.DueAsync();
        Assert.Equal(step, Assert.Single(await rig.LookAsync()).State);
        Assert.Equal(step == ActionState.Done ? 1 : 0, (await rig.MailsAsync()).Count);
    }

    [Fact]
    public async Task Who_never_wrote_and_agreed_to_nothing_is_mailed_only_when_the_owner_was_told_so()
    {
        await using var rig = await SequenceRig.StartAsync(("Governance:Clearance", "FULL_AUTONOMY"), ("Governance:AutoApproveModifyProduction", "true"));
        await rig.LeadAsync();
        await rig.LeadAsync("Jo Winter", "jo@studio.example", state: LeadState.Listed);
        Assert.Equal(ActionState.Done, (await rig.Sales.ActAsync("start_sequence", ("leads", "1"), ("sequence", "new lead"))).State);
        var asked = await rig.Sales.ActAsync("start_sequence", ("leads", "2"), ("sequence", "new lead"));
        Assert.Equal(ActionState.Waiting, asked.State);
        Assert.Contains("Jo Winter never wrote to you and agreed to no mail (lead 2).", (await rig.Sales.ActionsAsync()).Single(a => a.Id == asked.Number).RiskNote, StringComparison.Ordinal);
        Assert.Equal(ActionState.Waiting, (await rig.Sales.ActAsync("write", ("lead", "2"), ("text", "Hello."))).State);
    }

    [Fact]
    public async Task What_the_clearance_let_begin_is_asked_for_once_the_clearance_is_lowered()
    {
        await using var rig = await SequenceRig.StartAsync(("Governance:Clearance", "FULL_AUTONOMY"), ("Governance:AutoApproveModifyProduction", "true"));
        await rig.LeadAsync();
        Assert.Equal(ActionState.Done, (await rig.Sales.ActAsync("start_sequence", ("leads", "1"))).State);
        await rig.Jarvis.Get<Controls>().SetClearanceAsync(null, ClearanceLevel.Suggest, "test", Stop);
        await rig.DueAsync();
        Assert.Equal(ActionState.Waiting, Assert.Single(await rig.LookAsync()).State);
    }

    [Fact]
    public async Task While_Jarvis_is_paused_nothing_goes_out()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.EnrolAsync();
        await rig.DueAsync();
        await rig.Jarvis.Get<Controls>().PauseAsync(true, "test", Stop);
        Assert.Equal(ActionState.Refused, Assert.Single(await rig.LookAsync()).State);
        Assert.Empty(await rig.MailsAsync());
        await rig.Jarvis.Get<Controls>().PauseAsync(false, "test", Stop);
        Assert.Equal(ActionState.Done, Assert.Single(await rig.LookAsync()).State);
    }

    [Fact]
    public async Task A_changed_lead_or_template_is_asked_for_anew_and_goes_out_as_it_was_then_approved()
    {
        await using var rig = await SequenceRig.StartAsync(("Governance:Clearance", "FULL_AUTONOMY"), ("Governance:AutoApproveModifyProduction", "true"));
        await rig.LeadAsync();
        var before = await rig.EnrolAsync();
        await using (var db = rig.Jarvis.Database())
        {
            var contact = await db.Set<Contact>().SingleAsync(Stop);
            contact.Name = "Maria Lindqvist";
            await db.SaveChangesAsync(Stop);
        }
        await rig.DueAsync();
        await Assert.ThrowsAsync<BadRequestException>(() => rig.Sales.ActAsync("sequence_step", ("lead", "1"), ("step", "1"), ("approved", $"{before}")));
        var proposal = Assert.Single(await rig.AnalyseAsync());
        Assert.Contains("It differs from what was approved", proposal.Why, StringComparison.Ordinal);
        var asked = (GateOutcome)await rig.Jarvis.CallAsync(proposal.Call, proposal: proposal);
        Assert.Equal(ActionState.Waiting, asked.State);
        Assert.Contains("Hello Maria", (await rig.Jarvis.ActionAsync(asked.Number)).Preview, StringComparison.Ordinal);
        await rig.Jarvis.SayAsync($"approve {asked.Number}");
        Assert.StartsWith("Hello Maria", Assert.Single(await rig.MailsAsync()).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_approved_at_night_leaves_in_the_morning_there()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync(zone: "America/New_York");
        await rig.EnrolAsync(stepByStep: true);
        var outcome = await rig.Sales.ActAsync("sequence_step", ("lead", "1"));
        var said = await rig.Jarvis.SayAsync($"approve {outcome.Number}");
        Assert.Contains("goes out on Mon 23 Nov 14:00, because nobody is at work there now", said, StringComparison.Ordinal);
        Assert.Empty(await rig.MailsAsync());
        Assert.Empty(await rig.LookAsync());
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(ActionState.Done, Assert.Single(await rig.LookAsync()).State);
        Assert.Single(await rig.MailsAsync());
    }

    [Fact]
    public async Task Over_the_cap_waits_for_the_next_day_and_is_said()
    {
        await using var rig = await SequenceRig.StartAsync(("Sales:Sequences:DailyCap", "2"));
        foreach (var name in new[] { "Mara", "Jo", "Ann" }) await rig.LeadAsync(name, $"{name}@studio.example".ToLowerInvariant(), "Europe/Berlin");
        await rig.EnrolAsync("1, 2, 3");
        foreach (var lead in new[] { 1, 2, 3 }) await rig.DueAsync(lead);
        var all = await rig.AnalyseAsync();
        Assert.Equal(2, all.Count);
        await rig.LookAsync();
        Assert.Equal(2, (await rig.MailsAsync()).Count);
        Assert.Empty(await rig.LookAsync());
        Assert.Contains("1 mail waits until the next day: today's 2 have gone out.", (await rig.Sales.AskAsync("sequences")).Sentence, StringComparison.Ordinal);
        await rig.Sales.WorkAsync("sales.sequences");
        Assert.Equal(["1 mail of sequences wait until the next day"], await AlertsAsync(rig));
        // Asked for by hand, it waits just as well.
        var asked = await rig.Sales.ActAsync("sequence_step", ("lead", "3"));
        Assert.Contains("because today's 2 mails have gone out", await rig.Jarvis.SayAsync($"approve {asked.Number}"), StringComparison.Ordinal);

        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(23));
        await rig.LookAsync();
        Assert.Contains("sequence:3:1", (await rig.MailsAsync()).Select(m => m.Key));
        await rig.Sales.WorkAsync("sales.sequences");
        Assert.Empty(await AlertsAsync(rig));
    }

    [Fact]
    public async Task An_address_on_the_suppression_list_gets_nothing()
    {
        await using var rig = await SequenceRig.StartAsync();
        await rig.LeadAsync();
        await rig.EnrolAsync();
        await rig.DueAsync();
        var due = Assert.Single(await rig.AnalyseAsync());
        await rig.Jarvis.Get<SuppressionList>().AddAsync("mara@school.example", SuppressionReason.ByHand, "asked on the phone", untrusted: false, Stop);
        await Assert.ThrowsAsync<BadRequestException>(() => rig.Jarvis.CallAsync(due.Call, proposal: due));
        Assert.Empty(await rig.MailsAsync());
        await rig.Sales.WorkAsync("sales.sequences");
        Assert.Equal("mara@school.example was taken off by hand", (await rig.EnrolmentAsync()).EndWords);
    }

    [Fact]
    public async Task Without_a_mail_server_it_ends_and_says_what_to_write()
    {
        await using var rig = new SequenceRig { Sales = await SalesRig.StartAsync(null, ("Autonomy:FirstAnalysisAfter", "1.00:00:00")) };
        await rig.LeadAsync();
        await rig.EnrolAsync();
        await rig.DueAsync();
        Assert.Contains("write your mail server to Mail:Smtp", Assert.Single(await rig.LookAsync()).Sentence, StringComparison.Ordinal);
        Assert.Equal(EnrolmentEnd.NotSent, (await rig.EnrolmentAsync()).End);
    }

    [Theory]
    [InlineData("Sales:Sequences:Hours", "17:00-09:00", "Sales:Sequences:Hours is \"17:00-09:00\"; allowed is two times of a day")]
    [InlineData("Sales:Sequences:Days", "Mon Someday", "Sales:Sequences:Days is \"Mon Someday\"; allowed is days of the week")]
    [InlineData("Sales:Sequences:DailyCap", "0", "Sales:Sequences:DailyCap is \"0\"; allowed is a number of mails from 1 to 10000")]
    [InlineData("Sales:Sequences:Bookings", "Meeting Booked", "Sales:Sequences:Bookings is \"Meeting Booked\"")]
    [InlineData("Sales:Sequences:Named:new lead:Steps:1:After", "soon", "Sales:Sequences:Named:new lead:Steps:1:After is \"soon\"; allowed is \"at once\", or a number of working days")]
    [InlineData("Sales:Sequences:Named:new lead:Steps:2:Template", "nowhere", "Sales:Sequences:Named:new lead:Steps:2:Template is \"nowhere\"; allowed is the name of a file in prompts/mail")]
    [InlineData("Sales:Sequences:Named:new lead:Steps:0:Template", "lead-welcome", "is for \"lead.first_answer\"; allowed is one that says \"for: sequence.new-lead.1\"")]
    [InlineData("Sales:Sequences:Named:new lead:OfferAfterDays", "-1", "Sales:Sequences:Named:new lead:OfferAfterDays is \"-1\"")]
    [InlineData("Sales:Sequences:Named:Älter:OfferAfterDays", "1", "Sales:Sequences:Named has a sequence \"Älter\"; allowed are names")]
    public async Task A_wrong_setting_stops_the_start_and_says_what_is_allowed(string setting, string value, string says) =>
        Assert.Contains(says, (await Assert.ThrowsAsync<OptionsValidationException>(() => SequenceRig.StartAsync((setting, value)))).Message, StringComparison.Ordinal);

    private static async Task<List<string>> AlertsAsync(SequenceRig rig)
    {
        await using var db = rig.Jarvis.Database();
        return await db.Set<Alert>().Where(a => a.State != AlertState.Resolved && a.Key.StartsWith("sales:sequence")).Select(a => a.Title).ToListAsync(Stop);
    }
}
