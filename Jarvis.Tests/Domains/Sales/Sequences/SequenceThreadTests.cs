using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Tests.Counterparts.Mail;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Jarvis.Tests.Domains.Sales.Sequences;

/// <summary>A sequence over a real mail server and a real mailbox.</summary>
public sealed class SequenceThreadTests(ImapServer imap, MailSink smtp) : IClassFixture<ImapServer>, IClassFixture<MailSink>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lead_writes_Jarvis_answers_the_sequence_goes_on_in_the_thread_and_the_reply_ends_it()
    {
        var settings = smtp.Settings.Concat(imap.Settings("sequence")).Select(s => (s.Key, s.Value)).Append(("Mail:From", "Northwind Audio <hello@northwind.example>"));
        await using var rig = new SequenceRig { Sales = await SalesRig.StartAsync(null, [("Autonomy:FirstAnalysisAfter", "1.00:00:00"), .. settings]) };
        await rig.Jarvis.UntilAsync(async () => await CountAsync<MailboxPosition>(rig) > 0, () => Task.FromResult("The mailbox is not read."));
        await imap.DeliverAsync("sequence", Letter("asked@studio.example", "Rental rooms", "Do you rent rooms in March?"));
        await ReadAsync(rig, 1);
        Assert.Equal(LeadState.New, (await rig.Sales.LeadAsync(1)).State);
        await rig.Jarvis.SayAsync("approve 1");
        using var answer = Assert.Single(await smtp.TakenAsync("jo@studio.example"));

        var asked = await rig.Sales.ActAsync("start_sequence", ("leads", "jo"), ("sequence", "new lead"));
        await rig.Jarvis.SayAsync($"approve {asked.Number}");
        await rig.DueAsync();
        Assert.Equal(ActionState.Done, Assert.Single(await rig.LookAsync()).State);
        using var step = (await smtp.TakenAsync("jo@studio.example"))[^1];
        Assert.Equal(("Re: Rental rooms", "asked@studio.example"), (step.Subject, step.InReplyTo));
        Assert.Contains("Did that help, or is something still open?", step.TextBody, StringComparison.Ordinal);
        Assert.Contains("unsubscribe", step.Headers[HeaderId.ListUnsubscribe], StringComparison.Ordinal);

        var reply = Letter("reply@studio.example", "Re: Rental rooms", "Yes, we take it.");
        reply.InReplyTo = step.MessageId;
        foreach (var id in step.References.Append(step.MessageId!)) reply.References.Add(id);
        await imap.DeliverAsync("sequence", reply);
        await ReadAsync(rig, 2);

        Assert.Equal(EnrolmentEnd.Replied, (await rig.EnrolmentAsync()).End);
        Assert.Empty(await rig.LookAsync());
        Assert.Equal(2, (await smtp.TakenAsync("jo@studio.example")).Count);
        Assert.Contains("Stopped after 1 of 3 mails: Jo Winter wrote.", await rig.TimelineAsync(), StringComparison.Ordinal);
    }

    /// <summary>Until so many mails have come in and been handed to those who answer them.</summary>
    private static async Task ReadAsync(SequenceRig rig, int mails)
    {
        await rig.Jarvis.UntilAsync(async () => await CountAsync<BusinessEvent>(rig, e => e.Type == MailArchive.ReceivedEvent) == mails, () => Task.FromResult($"{mails} mails were expected."));
        await rig.Sales.DispatchAsync();
    }

    private static async Task<int> CountAsync<T>(SequenceRig rig, System.Linq.Expressions.Expression<Func<T, bool>>? which = null) where T : class
    {
        await using var db = rig.Jarvis.Database();
        return await (which is null ? db.Set<T>() : db.Set<T>().Where(which)).CountAsync(Stop);
    }

    private static MimeMessage Letter(string id, string subject, string text)
    {
        var message = new MimeMessage { MessageId = id, Subject = subject, Body = new TextPart("plain") { Text = text } };
        message.From.Add(new MailboxAddress("Jo Winter", "jo@studio.example"));
        message.To.Add(new MailboxAddress("Northwind Audio", "hello@northwind.example"));
        return message;
    }
}
