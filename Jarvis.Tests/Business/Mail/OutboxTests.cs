using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Suppression;
using MimeKit;

namespace Jarvis.Tests.Business.Mail;

/// <summary>What becomes of a mail where no server is set up.</summary>
public sealed class OutboxTests : IDisposable
{
    private readonly MailRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task A_mail_is_kept_as_a_file_and_nothing_more_is_claimed()
    {
        var sent = await rig.SendAsync(MailRig.Mail());
        Assert.False(sent.Left);
        Assert.Matches(@"^kept in outbox/20261123-anna-example\.org-[0-9a-f]{12}\.eml; no mail server is set up$", sent.Where);
        var row = await rig.RowAsync("lead:1:answer");
        Assert.Equal((MailState.Kept, sent.Where, sent.MessageId), (row.State, row.Where, row.MessageId));
        using var copy = await rig.CopyAsync("lead:1:answer");
        Assert.Equal("Hello Anna,\n\nthe pedal ships on Monday (https://northwind.example/ships).\n", copy.TextBody!.ReplaceLineEndings("\n"));
        Assert.Contains("<p>Hello <strong>Anna</strong>,</p>", copy.HtmlBody, StringComparison.Ordinal);
        Assert.Equal(("Anna Ärmel", "anna@example.org", "Northwind Audio", "hello@northwind.example"), (copy.To.Mailboxes.Single().Name, copy.To.Mailboxes.Single().Address, copy.From.Mailboxes.Single().Name, copy.From.Mailboxes.Single().Address));
        Assert.EndsWith("@northwind.example", copy.MessageId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_is_sent_once_also_after_a_restart()
    {
        var first = await rig.SendAsync(MailRig.Mail());
        Assert.Equal(first, await rig.SendAsync(MailRig.Mail()));
        using var restarted = new MailRig(store: rig.Store);
        Assert.Equal(first, await restarted.SendAsync(MailRig.Mail()));
        Assert.Single(Directory.GetFiles(Path.Combine(rig.Store.Folder, "outbox")));
        Assert.Equal(1, (await rig.RowAsync("lead:1:answer")).Attempts);
    }

    [Fact]
    public async Task An_answer_stays_in_its_thread()
    {
        await rig.SendAsync(MailRig.Mail() with { InReplyTo = "second@example.org", References = ["first@example.org", "second@example.org"] });
        using var copy = await rig.CopyAsync("lead:1:answer");
        Assert.Equal("second@example.org", copy.InReplyTo);
        Assert.Equal(["first@example.org", "second@example.org"], copy.References);
    }

    [Fact]
    public async Task One_of_many_says_how_to_unsubscribe()
    {
        await rig.SendAsync(MailRig.Mail() with { Bulk = true });
        using var copy = await rig.CopyAsync("lead:1:answer");
        Assert.Equal("<mailto:hello@northwind.example?subject=unsubscribe>", copy.Headers[HeaderId.ListUnsubscribe]);
        Assert.Contains("in touch with Northwind Audio. If you want no more of them, answer with \"unsubscribe\".", copy.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suppressed_address_gets_nothing_whoever_sends()
    {
        await rig.Effect<ISuppressionChanges>().AddAsync("ANNA@example.org", "she asked by phone", TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail(to: "Anna@Example.org")));
        Assert.True(refused.Suppressed);
        Assert.StartsWith("Nothing is sent to anna@example.org: it was taken off by hand.", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(rig.Store.Folder, "outbox")));
        await rig.Effect<ISuppressionChanges>().RemoveAsync("anna@example.org", TestContext.Current.CancellationToken);
        await rig.SendAsync(MailRig.Mail(to: "Anna@Example.org"));
    }

    [Fact]
    public async Task A_line_break_in_subject_or_name_begins_no_header()
    {
        await rig.SendAsync(MailRig.Mail(subject: "Hello\r\nBcc: all@example.org") with { To = new MailParty("Anna\r\nBcc: all@example.org", "anna@example.org") });
        using var copy = await rig.CopyAsync("lead:1:answer");
        Assert.Empty(copy.Bcc);
        Assert.Equal("Hello Bcc: all@example.org", copy.Subject);
        Assert.Equal(["anna@example.org"], copy.To.Mailboxes.Select(m => m.Address));
    }

    [Fact]
    public async Task Markup_of_a_stranger_is_shown_and_not_followed()
    {
        await rig.SendAsync(MailRig.Mail(markdown: "<script>alert(1)</script> [here](javascript:alert(1)) ![pixel](https://tracker.example/p.gif)"));
        using var copy = await rig.CopyAsync("lead:1:answer");
        Assert.DoesNotContain("<script", copy.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", copy.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", copy.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_address_is_refused_with_what_is_wrong()
    {
        var refused = await Assert.ThrowsAsync<MailFailedException>(() => rig.SendAsync(MailRig.Mail(to: "anna@")));
        Assert.Equal("anna@ is no mail address: there is nothing after the @.", refused.Message);
        Assert.False(refused.MayRetry);
    }
}
