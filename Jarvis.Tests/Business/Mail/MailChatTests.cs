using Jarvis.Bot.Governance;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Suppression;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Counterparts.Mail;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Business.Mail;

/// <summary>E-mail in the owner's chat.</summary>
public sealed class MailChatTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_outbox_shows_what_is_kept_and_its_files()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        Assert.Contains("No mail server is set up: what I would send is kept", await jarvis.SayAsync("mail status"), StringComparison.Ordinal);
        await Transport(jarvis).SendAsync(MailRig.Mail(), Cancel);
        var shown = await jarvis.SayAsync("show the outbox");
        Assert.Contains("those that are kept here", shown, StringComparison.Ordinal);
        Assert.Contains("the pedal ships on", await jarvis.SayAsync("show mail 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_suppressed_at_a_word_and_allowed_again_only_after_a_question()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        Assert.Contains("Nothing is sent to anna@example.org any more.", await jarvis.SayAsync("suppress anna@example.org"), StringComparison.Ordinal);
        Assert.Contains("it was taken off by hand", await jarvis.SayAsync("is anna@example.org on the suppression list"), StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<MailFailedException>(() => Transport(jarvis).SendAsync(MailRig.Mail(), Cancel))).Suppressed);

        await jarvis.Get<SuppressionList>().AddAsync("ben@example.org", SuppressionReason.Unsubscribed, "by mail", untrusted: true, Cancel);
        var asked = await jarvis.ActAsync(new FunctionCall("mail.allow", ("address", "ben@example.org")));
        Assert.Equal(ActionState.Waiting, asked.State);
        Assert.NotNull(await jarvis.Get<SuppressionList>().FindAsync("ben@example.org", Cancel));
        await jarvis.SayAsync($"approve {asked.Number}");
        await jarvis.UntilAsync(asked.Number, ActionState.Done);
        Assert.Null(await jarvis.Get<SuppressionList>().FindAsync("ben@example.org", Cancel));
    }

    [Fact]
    public async Task A_mail_that_failed_is_in_the_briefing_and_can_be_sent_again()
    {
        await using var server = new ScriptedSmtp { Answers = verb => verb == "RCPT" ? "550 5.7.1 Not today" : null };
        await using var jarvis = await TestJarvis.StartAsync(new(server.Settings) { ["Mail:From"] = "Northwind <hello@northwind.example>" });
        await Assert.ThrowsAsync<MailFailedException>(() => Transport(jarvis).SendAsync(MailRig.Mail(), Cancel));
        jarvis.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("Not today", await jarvis.SayAsync("daily report"), StringComparison.Ordinal);
        server.Answers = _ => null;
        var asked = await jarvis.ActAsync(new FunctionCall("mail.send_again", ("number", "1")));
        await jarvis.SayAsync($"approve {asked.Number}");
        Assert.Equal("Mail 1 to anna@example.org: accepted by the server 127.0.0.1.", (await jarvis.UntilAsync(asked.Number, ActionState.Done)).Result);
        Assert.Equal(1, server.Texts);
    }

    [Fact]
    public async Task A_mail_that_was_cut_is_told_and_settled_by_a_persons_word()
    {
        await using var server = new ScriptedSmtp { Answers = verb => verb == "." ? "cut" : null };
        await using var jarvis = await TestJarvis.StartAsync(new(server.Settings) { ["Mail:From"] = "Northwind <hello@northwind.example>" });
        await Assert.ThrowsAsync<MailFailedException>(() => Transport(jarvis).SendAsync(MailRig.Mail(), Cancel));
        Assert.Contains("not known", await jarvis.SayAsync("show mail 1"), StringComparison.Ordinal);
        Assert.Contains("counts as sent", await jarvis.SayAsync("mail 1 went"), StringComparison.Ordinal);
        Assert.True((await Transport(jarvis).SendAsync(MailRig.Mail(), Cancel)).Left);
        Assert.Equal(1, server.Texts);
    }

    private static IMailTransport Transport(TestJarvis jarvis) => jarvis.Services.GetRequiredKeyedService<IMailTransport>(EffectRegistration.Key);
}
