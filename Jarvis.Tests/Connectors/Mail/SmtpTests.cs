using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Tests.Autonomy;
using Jarvis.Tests.Business.Mail;
using Jarvis.Tests.Counterparts.Mail;
using MimeKit;

namespace Jarvis.Tests.Connectors.Mail;

public sealed class SmtpTests(MailSink sink) : IClassFixture<MailSink>
{
    [Fact]
    public async Task A_mail_arrives_whole_and_no_more_is_claimed_than_that_the_server_took_it()
    {
        using var rig = new MailRig(sink.Settings);
        var sent = await rig.SendAsync(MailRig.Mail(to: "whole@example.org") with { InReplyTo = "asked@example.org", References = ["asked@example.org"], Files = [new MailFile("offer.pdf", "application/pdf", [1, 2, 3])] });
        Assert.Equal((true, "accepted by the server 127.0.0.1"), (sent.Left, sent.Where));
        Assert.Equal(MailState.Accepted, (await rig.RowAsync("lead:1:answer")).State);
        using var taken = Assert.Single(await sink.TakenAsync("whole@example.org"));
        Assert.Equal((sent.MessageId, "asked@example.org", "Your question"), (taken.MessageId, taken.InReplyTo, taken.Subject));
        Assert.Equal("Anna Ärmel", taken.To.Mailboxes.Single().Name);
        Assert.Contains("the pedal ships on Monday (https://northwind.example/ships)", taken.TextBody, StringComparison.Ordinal);
        Assert.Contains("<strong>Anna</strong>", taken.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("offer.pdf", Assert.IsType<MimePart>(taken.Attachments.Single()).FileName);
    }

    [Fact]
    public async Task Many_at_once_go_each_once()
    {
        using var rig = new MailRig(sink.Settings);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => rig.SendAsync(MailRig.Mail(key: $"many:{n}", to: "many@example.org", subject: $"Number {n}"))));
        Assert.Equal(20, (await sink.TakenAsync("many@example.org")).Select(m => m.Subject).Distinct().Count());
        Assert.Equal(20, (await sink.TakenAsync("many@example.org")).Count);
    }

    [Fact]
    public async Task A_wrong_password_says_what_to_write_and_shows_itself_nowhere()
    {
        using var rig = new MailRig(new(sink.Settings) { ["Mail:Smtp:Password"] = "hunter2-hunter2" });
        var failed = await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail(to: "wrong@example.org")));
        Assert.Contains("refuses the user name or the password. Check Mail:Smtp:User and the environment variable Mail__Smtp__Password", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", failed + rig.Log.ToString() + (await rig.RowAsync("lead:1:answer")).Where, StringComparison.Ordinal);
        Assert.True(failed.MayRetry);
        Assert.Equal(MailState.Failed, (await rig.RowAsync("lead:1:answer")).State);
        // The settings are mended: the same mail goes.
        using var mended = new MailRig(sink.Settings, rig.Store);
        await mended.SendAsync(MailRig.Mail(to: "wrong@example.org"));
        Assert.Single(await sink.TakenAsync("wrong@example.org"));
    }
}

public sealed class TlsSmtpTests(TlsMailSink sink) : IClassFixture<TlsMailSink>
{
    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_taken_by_its_fingerprint_alone()
    {
        using var trusting = new MailRig(sink.Settings);
        await trusting.SendAsync(MailRig.Mail(to: "tls@example.org"));
        Assert.Single(await sink.TakenAsync("tls@example.org"));
        using var strict = new MailRig(new(sink.Settings) { ["Mail:Smtp:TrustedCertificate"] = "" });
        var failed = await Assert.ThrowsAsync<MailFailedException>(() => strict.SendAsync(MailRig.Mail(to: "tls@example.org")));
        Assert.Contains("shows a certificate that nobody vouches for", failed.Message, StringComparison.Ordinal);
        Assert.Single(await sink.TakenAsync("tls@example.org"));
    }
}

/// <summary>Servers that refuse, break off or are not there.</summary>
public sealed class SmtpTroubleTests : IAsyncDisposable
{
    private readonly ScriptedSmtp server = new();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_written_to_no_more()
    {
        server.Answers = verb => verb == "RCPT" ? "550 5.1.1 No such user here" : null;
        using var rig = new MailRig(server.Settings);
        var failed = await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail()));
        Assert.Equal((false, true, false), (failed.MayRetry, failed.NoSuchAddress, failed.Uncertain));
        Assert.Equal("The server 127.0.0.1 refuses the mail to anna@example.org (550): 5.1.1 No such user here", failed.Message);
        Assert.Equal(SuppressionReason.Bounced, (await rig.Get<SuppressionList>().FindAsync("anna@example.org", TestContext.Current.CancellationToken))!.Reason);
        Assert.True((await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail("another")))).Suppressed);
    }

    [Fact]
    public async Task Not_now_is_tried_again_by_whoever_sends_and_then_goes()
    {
        server.Answers = verb => verb == "RCPT" ? "451 4.7.1 Greylisted, come back later" : null;
        using var rig = new MailRig(server.Settings);
        var failed = await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail()));
        Assert.Equal((true, "The server 127.0.0.1 does not take the mail to anna@example.org now (451): 4.7.1 Greylisted, come back later"), (failed.MayRetry, failed.Message));
        server.Answers = _ => null;
        Assert.True((await rig.SendAsync(MailRig.Mail())).Left);
        Assert.Equal((1, 2), (server.Texts, (await rig.RowAsync("lead:1:answer")).Attempts));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_text_began_leaves_it_open_and_nothing_is_sent_twice()
    {
        server.Answers = verb => verb == "." ? "cut" : null;
        using var rig = new MailRig(server.Settings);
        var failed = await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail()));
        Assert.Equal((true, false), (failed.Uncertain, failed.MayRetry));
        Assert.Contains("It is not known whether the server has it", failed.Message, StringComparison.Ordinal);
        server.Answers = _ => null;
        Assert.True((await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail()))).Uncertain);
        Assert.Equal((1, MailState.Unknown), (server.Texts, (await rig.RowAsync("lead:1:answer")).State));
    }

    [Fact]
    public async Task A_connection_that_breaks_before_is_made_anew()
    {
        var cuts = 2;
        server.Answers = verb => verb == "MAIL" && cuts-- > 0 ? "cut" : null;
        using var rig = new MailRig(new(server.Settings) { ["Mail:Smtp:Timeout"] = "00:10:00" });
        Assert.True((await PassUntilAsync(rig, rig.SendAsync(MailRig.Mail()))).Left);
        Assert.Equal((3, 1), (server.Connections, server.Texts));
    }

    [Fact]
    public async Task Without_a_server_the_mail_has_not_gone_and_says_why()
    {
        var settings = server.Settings;
        await server.DisposeAsync();
        using var rig = new MailRig(settings);
        var failed = await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail()));
        Assert.Equal((true, false), (failed.MayRetry, failed.Uncertain));
        Assert.Matches(@"^The mail to anna@example\.org has not gone\. The mail server 127\.0\.0\.1:\d+ refuses the connection\. Is it running, and is Mail:Smtp:Port right\?$", failed.Message);
    }

    [Fact]
    public async Task No_minute_sees_more_than_the_provider_allows()
    {
        using var rig = new MailRig(new(server.Settings) { ["Mail:Smtp:PerMinute"] = "2", ["Mail:Smtp:Timeout"] = "00:10:00" });
        await rig.SendAsync(MailRig.Mail("1"));
        await rig.SendAsync(MailRig.Mail("2"));
        var third = rig.SendAsync(MailRig.Mail("3"));
        rig.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(third.IsCompleted);
        Assert.Equal(2, server.Texts);
        await PassUntilAsync(rig, third);
        Assert.Equal(3, server.Texts);
    }

    /// <summary>Lets time pass, slowly enough for a real server's answers, until it is done.</summary>
    private static async Task<SentMail> PassUntilAsync(MailRig rig, Task<SentMail> sending)
    {
        await Soon.UntilAsync(() =>
        {
            rig.Clock.Advance(TimeSpan.FromMilliseconds(200));
            return sending.IsCompleted;
        });
        return await sending;
    }
}
