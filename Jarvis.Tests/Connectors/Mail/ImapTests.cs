using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Reading;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Tests.Business.Mail;
using Jarvis.Tests.Counterparts.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Jarvis.Tests.Connectors.Mail;

/// <summary>A mailbox on a real server, and threads that go through two of them.</summary>
public sealed class ImapTests(ImapServer imap, MailSink smtp) : IClassFixture<ImapServer>, IClassFixture<MailSink>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_mail_is_told_by_the_server_and_read_once_and_nothing_in_the_mailbox_is_touched()
    {
        using var rig = Rig("quiet");
        await imap.DeliverAsync("quiet", Letter("old@example.org", "Before Jarvis came"));
        var reading = rig.Get<MailReading>();
        await reading.ReadAsync(Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var arrived = Next(rig);
        var running = reading.RunAsync(stop.Token);
        await imap.DeliverAsync("quiet", Letter("new@example.org", "A question"));
        var happened = await arrived;
        await stop.CancelAsync();
        await Task.WhenAny(running);
        Assert.Equal(("mail.received", "anna@example.org", "Anna: A question", true), (happened.Type, happened.Subject, happened.Text, happened.Untrusted));
        var mail = await rig.Get<MailArchive>().FindAsync(happened.Key, Cancel);
        Assert.Equal(("new@example.org", MailKind.Message, "Do you ship to Norway?"), (mail!.MessageId, mail.Kind, mail.Said));
        Assert.Equal([MailKit.MessageFlags.None, MailKit.MessageFlags.None], (await imap.FlagsAsync("quiet")).Select(f => f!.Value));

        using var restarted = Rig("quiet", rig.Store);
        await restarted.Get<MailReading>().ReadAsync(Cancel);
        Assert.Single(await rig.Store.AllAsync<ReceivedMail>());
    }

    [Fact]
    public async Task A_thread_goes_both_ways()
    {
        using var rig = Rig("thread", more: smtp.Settings);
        var reading = rig.Get<MailReading>();
        await reading.ReadAsync(Cancel);
        await imap.DeliverAsync("thread", Letter("asked@example.org", "Norway?"));
        await reading.ReadAsync(Cancel);
        var asked = await rig.Get<MailArchive>().FindAsync("asked@example.org", Cancel);
        await rig.SendAsync(MailRig.Mail("thread:1", "thread-lead@example.org", "Re: Norway?") with { InReplyTo = asked!.MessageId, References = asked.Thread });

        using var answer = Assert.Single(await smtp.TakenAsync("thread-lead@example.org"));
        Assert.Equal(("asked@example.org", "asked@example.org"), (answer.InReplyTo, string.Join(' ', answer.References)));
        var reply = Letter("reply@example.org", "Re: Norway?", "Great, I take two.\n\nOn Monday Northwind Audio wrote:\n> Hello Anna");
        reply.InReplyTo = answer.MessageId;
        foreach (var id in answer.References.Append(answer.MessageId!)) reply.References.Add(id);
        await imap.DeliverAsync("thread", reply);
        await reading.ReadAsync(Cancel);

        var received = await rig.Get<MailArchive>().FindAsync("reply@example.org", Cancel);
        Assert.Equal((MailKind.Reply, (await rig.RowAsync("thread:1")).Id, "Great, I take two."), (received!.Kind, received.AnswersId, received.Said));
        Assert.Equal(["asked@example.org", answer.MessageId!, "reply@example.org"], received.Thread);
    }

    [Fact]
    public async Task A_mailbox_that_was_renumbered_gives_nothing_twice()
    {
        using var rig = Rig("moved");
        var reading = rig.Get<MailReading>();
        await imap.DeliverAsync("moved", Letter("ancient@example.org", "Years ago"), at: rig.Clock.GetUtcNow().AddYears(-1));
        await reading.ReadAsync(Cancel);
        await imap.DeliverAsync("moved", Letter("first@example.org", "One"), at: rig.Clock.GetUtcNow());
        await reading.ReadAsync(Cancel);
        await imap.RenumberAsync("moved");
        await imap.DeliverAsync("moved", Letter("second@example.org", "Two"), at: rig.Clock.GetUtcNow());
        await Assert.ThrowsAsync<MailboxException>(() => reading.ReadAsync(Cancel));
        await reading.ReadAsync(Cancel);
        Assert.Equal(["first@example.org", "second@example.org"], (await rig.Store.AllAsync<ReceivedMail>()).Select(m => m.MessageId).Order());
        Assert.Equal(2, (await rig.Store.AllAsync<BusinessEvent>()).Count);
    }

    [Fact]
    public async Task A_server_that_goes_while_it_is_listened_to_is_named_and_read_on_when_it_is_back()
    {
        using var rig = Rig("gone");
        var reading = rig.Get<MailReading>();
        await reading.ReadAsync(Cancel);
        var running = reading.RunAsync(Cancel);
        await imap.GoDownAsync();
        Assert.Matches(@"127\.0\.0\.1:\d+", (await Assert.ThrowsAsync<MailboxException>(() => running)).Message);
        Assert.NotNull(reading.Trouble);
        Assert.Matches(@"^The mail server 127\.0\.0\.1:\d+ refuses the connection", (await Assert.ThrowsAsync<MailboxException>(() => reading.RunAsync(Cancel))).Message);
        await imap.ComeBackAsync();
        await imap.DeliverAsync("gone", Letter("meanwhile@example.org", "While you were away"));
        await reading.RunAsync(Cancel);
        Assert.Null(reading.Trouble);
        Assert.Single(await rig.Store.AllAsync<ReceivedMail>());
    }

    [Fact]
    public async Task A_wrong_password_says_what_to_write_and_shows_itself_nowhere()
    {
        using var rig = Rig("anna", more: new() { ["Mail:Imap:Password"] = "hunter2-hunter2" });
        var failed = await Assert.ThrowsAsync<MailboxException>(() => rig.Get<MailReading>().RunAsync(Cancel));
        Assert.Contains("Check Mail:Imap:User and the environment variable Mail__Imap__Password", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failed + rig.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_was_cut_is_found_among_the_sent_ones_or_is_said_to_be_unknown()
    {
        using var rig = Rig("cut", more: smtp.Settings);
        var sent = await rig.SendAsync(MailRig.Mail("cut:1", "cut@example.org"));
        await rig.SendAsync(MailRig.Mail("cut:2", "cut@example.org"));
        var copy = await rig.CopyAsync("cut:1");
        await imap.DeliverAsync("cut", copy, into: "Sent");
        await using (var db = rig.Store.CreateDbContext()) await db.Set<SentMailRow>().ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailState.Sending).SetProperty(m => m.Where, ""), Cancel);

        using var restarted = Rig("cut", rig.Store, smtp.Settings);
        Assert.Equal((sent.MessageId, "found among the sent mails of cut@127.0.0.1/INBOX"), (await restarted.SendAsync(MailRig.Mail("cut:1", "cut@example.org")) is var found ? (found.MessageId, found.Where) : default));
        var unknown = await Assert.ThrowsAsync<MailFailedException>(() => restarted.SendAsync(MailRig.Mail("cut:2", "cut@example.org")));
        Assert.True(unknown.Uncertain);
        Assert.Contains("it is not known whether it went: it is not among the sent mails", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await smtp.TakenAsync("cut@example.org")).Count);
    }

    [Fact]
    public async Task Whoever_unsubscribes_gets_no_more()
    {
        using var rig = Rig("off", more: smtp.Settings);
        await rig.Get<MailReading>().ReadAsync(Cancel);
        await imap.DeliverAsync("off", Letter("stop@example.org", "unsubscribe", ""));
        await rig.Get<MailReading>().ReadAsync(Cancel);
        Assert.Equal(MailKind.Unsubscribe, (await rig.Get<MailArchive>().FindAsync("stop@example.org", Cancel))!.Kind);
        Assert.Contains("it has unsubscribed", (await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_comes_back_is_marked_and_its_address_written_to_no_more()
    {
        using var rig = Rig("bounce", more: smtp.Settings);
        await rig.Get<MailReading>().ReadAsync(Cancel);
        var sent = await rig.SendAsync(MailRig.Mail("bounce:1", "nobody@example.org"));
        await imap.DeliverAsync("bounce", Notice("nobody@example.org", sent.MessageId));
        await rig.Get<MailReading>().ReadAsync(Cancel);
        var row = await rig.RowAsync("bounce:1");
        Assert.Equal((MailState.Bounced, "came back: userunknown (5.1.1)"), (row.State, row.Where));
        Assert.Equal(SuppressionReason.Bounced, (await rig.Get<SuppressionList>().FindAsync("nobody@example.org", Cancel))!.Reason);
        // A notice about what Jarvis never sent takes nobody off.
        await imap.DeliverAsync("bounce", Notice("victim@example.org", "made-up@northwind.example"));
        await rig.Get<MailReading>().ReadAsync(Cancel);
        Assert.Null(await rig.Get<SuppressionList>().FindAsync("victim@example.org", Cancel));
    }

    private MailRig Rig(string user, TestStore? store = null, Dictionary<string, string?>? more = null)
    {
        var settings = imap.Settings(user);
        foreach (var (name, value) in more ?? []) settings[name] = value;
        return new MailRig(settings, store, new FakeTimeProvider(TimeProvider.System.GetUtcNow()));
    }

    private static Task<BusinessEvent> Next(MailRig rig)
    {
        var arrived = new TaskCompletionSource<BusinessEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Get<EventStream>().Published += happened => arrived.TrySetResult(happened);
        return arrived.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Cancel);
    }

    private static MimeMessage Letter(string id, string subject, string text = "Do you ship to Norway?") =>
        new([new MailboxAddress("Anna", "anna@example.org")], [new MailboxAddress("Northwind", "hello@northwind.example")], subject, new TextPart("plain") { Text = text }) { MessageId = id };

    private static MimeMessage Notice(string address, string messageId)
    {
        var status = new MessageDeliveryStatus();
        status.StatusGroups.Add(new HeaderList { { "Reporting-MTA", "dns; mx.example.org" } });
        status.StatusGroups.Add(new HeaderList { { "Final-Recipient", $"rfc822; {address}" }, { "Action", "failed" }, { "Status", "5.1.1" }, { "Diagnostic-Code", "smtp; 550 5.1.1 User unknown" } });
        var report = new Multipart("report") { new TextPart("plain") { Text = $"Your mail to {address} could not be delivered." }, status, new TextPart("rfc822-headers") { Text = $"Message-ID: <{messageId}>\r\nSubject: Your question\r\n" } };
        report.ContentType.Parameters.Add("report-type", "delivery-status");
        return new MimeMessage([new MailboxAddress("Mail Delivery System", "mailer-daemon@mx.example.org")], [new MailboxAddress("Northwind", "hello@northwind.example")], "Undelivered Mail Returned to Sender", report) { MessageId = $"notice-{address}" };
    }
}
