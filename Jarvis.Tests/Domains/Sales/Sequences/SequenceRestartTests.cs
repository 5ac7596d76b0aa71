using Jarvis.Bot.Governance;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Domains.Sales.Sequences;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Jarvis.Tests.Domains.Sales.Sequences;

/// <summary>Jarvis is stopped in the middle of a sequence: nothing is sent twice, and nothing is lost.</summary>
public sealed class SequenceRestartTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("jarvis-test-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Between_two_mails()
    {
        await using (var rig = await SequenceRig.StartAsync(folder.FullName))
        {
            await rig.LeadAsync();
            await rig.EnrolAsync();
            await rig.DueAsync();
            await rig.LookAsync();
        }
        await using var again = await SequenceRig.StartAsync(folder.FullName);
        Assert.Empty(await again.LookAsync());
        await again.DueAsync();
        Assert.Equal(ActionState.Done, Assert.Single(await again.LookAsync()).State);
        Assert.Equal(["sequence:1:1", "sequence:1:2"], (await again.MailsAsync()).Select(m => m.Key));
        Assert.StartsWith("standing approval", (await again.Sales.ActionsAsync())[^1].DecidedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_the_send_and_its_record()
    {
        await using (var rig = await SequenceRig.StartAsync(folder.FullName))
        {
            await rig.LeadAsync();
            await rig.EnrolAsync();
            await rig.DueAsync();
            Assert.Equal(ActionState.Done, Assert.Single(await rig.LookAsync()).State);
            // As if the process had died after the server took the mail: the action runs, and nothing but the mail itself is written.
            await using var db = rig.Jarvis.Database();
            await db.Set<ActionRecord>().Where(a => a.Function == SequenceSkill.Step).ExecuteUpdateAsync(s => s.SetProperty(a => a.State, ActionState.Running), TestContext.Current.CancellationToken);
            await db.Set<EnrolmentStep>().ExecuteUpdateAsync(s => s.SetProperty(x => x.SentAt, (DateTimeOffset?)null), TestContext.Current.CancellationToken);
            await db.Set<Enrolment>().ExecuteUpdateAsync(s => s.SetProperty(e => e.NextStep, 1).SetProperty(e => e.DueAt, rig.Now), TestContext.Current.CancellationToken);
            await db.Set<Jarvis.Skills.Domains.Sales.Leads.Activity>().Where(a => a.Key.StartsWith("sequence:1:step1") || a.Key == "sequence:1:1").ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }
        var counting = new CountingCarrier();
        await using var again = await SequenceRig.StartAsync(folder.FullName, counting);
        var number = (await again.Sales.ActionsAsync()).Single(a => a.Function == SequenceSkill.Step).Id;
        await again.Jarvis.UntilAsync(number, ActionState.Done);
        Assert.Equal(0, counting.Taken);
        Assert.Single(await again.MailsAsync());
        var enrolment = await again.EnrolmentAsync();
        Assert.Equal((2, true), (enrolment.NextStep, enrolment.DueAt > again.Now));
        Assert.Contains("Mail 1 of 3 went out.", await again.TimelineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_mail_server_is_away_it_is_tried_again_and_given_up_in_the_end()
    {
        await using var rig = await SequenceRig.StartAsync(folder.FullName, new AwayCarrier());
        await rig.LeadAsync();
        await rig.EnrolAsync();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await rig.DueAsync();
            Assert.Equal(ActionState.Failed, Assert.Single(await rig.LookAsync()).State);
            Assert.Empty(await rig.LookAsync());
        }
        Assert.Equal(EnrolmentEnd.NotSent, (await rig.EnrolmentAsync()).End);
        Assert.Contains("could not be sent 5 times: The mail server is away.", await rig.TimelineAsync(), StringComparison.Ordinal);
    }

    internal sealed class CountingCarrier : MailCarrier
    {
        public int Taken { get; private set; }

        public override string Folder => "outbox";

        public override bool Repeatable => false;

        public override MailState Then => MailState.Accepted;

        public override Task<string> CarryAsync(MimeMessage message, string copy, CancellationToken cancel)
        {
            Taken++;
            return Task.FromResult("accepted by the server mail.test");
        }
    }

    private sealed class AwayCarrier : MailCarrier
    {
        public override string Folder => "outbox";

        public override bool Repeatable => false;

        public override MailState Then => MailState.Accepted;

        public override Task<string> CarryAsync(MimeMessage message, string copy, CancellationToken cancel) => throw new MailFailedException("The mail server is away.") { MayRetry = true };
    }
}
