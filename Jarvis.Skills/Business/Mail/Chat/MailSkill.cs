using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Mail.Reading;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Business.Mail.Suppression;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Business.Mail.Chat;

/// <summary>What the owner can ask about e-mail itself: what went, what lies in the outbox, who gets nothing. What is written to whom belongs to the domains.</summary>
internal sealed partial class MailSkill(
    MailBook book, MailArchive archive, MailCopies copies, SuppressionList suppressed, MailReading reading, IMailbox mailbox, IOptions<MailOptions> options, IOptions<BusinessOptions> business, TimeProvider time)
{
    private const int Shown = 20;

    [KernelFunction("status"), Description("How e-mail stands: which servers are connected, what was sent, kept, failed and came back in the last 24 hours.")]
    public async Task<Answer> StatusAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var counts = await book.CountAsync(now.AddDays(-1), now.AddSeconds(1), cancel);
        var trouble = reading.Trouble is { } why ? $" It cannot be read now: {why}" : reading.LastRead is { } at && mailbox.Name is not null ? $" Last read at {business.Value.Local(at):HH:mm}." : "";
        List<string> went = [$"{counts.Sent} taken by the server"];
        if (counts.Kept > 0) went.Add($"{counts.Kept} kept in the outbox");
        if (counts.Failed > 0) went.Add($"**{counts.Failed} not sent**");
        if (counts.Unknown > 0) went.Add($"**{counts.Unknown} of which it is not known whether they went**");
        if (counts.Bounced > 0) went.Add($"**{counts.Bounced} came back**");
        var off = await suppressed.CountAsync(cancel);
        return new Answer($"{MailWords.Sending(options.Value)} {MailWords.Reading(options.Value)}{trouble} In the last 24 hours: {string.Join(", ", went)}; {Wording.Count(counts.Received, "mail")} came in, {counts.Replies} of them answers. On the suppression list: {off}.")
        {
            Data = counts,
            Next = ["show the outbox", "show the suppression list"],
        };
    }

    [KernelFunction("outbox"), Description("Shows the mails that were sent or kept lately, and what became of each. With a number, that mail with its text and its file.")]
    public async Task<Answer> OutboxAsync([Description("The mail's number; leave out for all")] int? number = null, CancellationToken cancel = default)
    {
        if (number is { } one) return await OneAsync(one, cancel);
        var newest = await book.NewestAsync(Shown, cancel);
        if (newest.Count == 0) return new Answer($"No mail was written yet. {MailWords.Sending(options.Value)}");
        var kept = newest.Where(m => m.State == MailState.Kept && m.File is not null).Take(5).ToList();
        return new Answer($"The last {Wording.Count(newest.Count, "mail")}{(kept.Count > 0 ? "; those that are kept here come along as files" : "")}. \"show mail {newest[0].Id}\" shows one.")
        {
            Table = new Table(["No", "To", "Subject", "What became of it", "At"],
                [.. newest.Select(m => (IReadOnlyList<string>)[$"{m.Id}", m.To, m.Subject, MailWords.State(m), When(m.At)])]),
            Files = await FilesAsync(kept, cancel),
            Data = newest.Select(m => new { number = m.Id, to = m.To, subject = m.Subject, state = m.State.ToString(), where = m.Where, at = m.At }),
            Next = [$"show mail {newest[0].Id}", "mail status"],
            Untrusted = newest.Any(m => m.InReplyTo is not null),
        };
    }

    [KernelFunction("suppression"), Description("Shows the suppression list: addresses to which nothing is sent, and why. With an address, whether it is on it.")]
    public async Task<Answer> SuppressionAsync([Description("An address; leave out for the list")] string? address = null, CancellationToken cancel = default)
    {
        if (address is not null)
        {
            var found = await suppressed.FindAsync(address, cancel);
            return found is null
                ? new Answer($"{address} is not on the suppression list: mails go there.")
                : new Answer($"Nothing is sent to {found.Address}: it {found.Words} ({When(found.At)}{(found.Note.Length > 0 ? $"; {found.Note}" : "")}). \"allow mail to {found.Address}\" takes it off the list.") { Untrusted = found.Untrusted };
        }
        var count = await suppressed.CountAsync(cancel);
        if (count == 0) return new Answer("The suppression list is empty. Who unsubscribes or cannot be reached comes onto it by itself; \"suppress anna@example.org\" puts an address on it.");
        var newest = await suppressed.NewestAsync(Shown, cancel);
        return new Answer($"{(count == 1 ? "1 address gets" : $"{count} addresses get")} no mail{(count > newest.Count ? $"; the newest {newest.Count}" : "")}.")
        {
            Table = new Table(["Address", "Why", "What is known", "Since"], [.. newest.Select(a => (IReadOnlyList<string>)[a.Address, a.Words, a.Note, When(a.At)])]),
            Data = newest.Select(a => new { address = a.Address, reason = a.Reason.ToString(), at = a.At }),
            Untrusted = newest.Any(a => a.Untrusted),
        };
    }

    private async Task<Answer> OneAsync(int number, CancellationToken cancel)
    {
        var mail = await NeedAsync(number, cancel);
        var to = string.IsNullOrEmpty(mail.ToName) ? mail.To : $"{mail.ToName} ({mail.To})";
        return new Answer($"Mail {mail.Id} to {to}, \"{mail.Subject}\": {mail.Where} ({When(mail.At)}).\n\n{mail.Markdown}")
        {
            Files = await FilesAsync([mail], cancel),
            Data = new { number = mail.Id, to = mail.To, subject = mail.Subject, state = mail.State.ToString(), where = mail.Where },
            Untrusted = mail.InReplyTo is not null || mail.State == MailState.Bounced,
        };
    }

    private async Task<IReadOnlyList<AnswerFile>> FilesAsync(IReadOnlyList<SentMailRow> mails, CancellationToken cancel)
    {
        var files = new List<AnswerFile>();
        foreach (var mail in mails)
            if (mail.File is { } name && await copies.ReadAsync(name, cancel) is { } content) files.Add(new AnswerFile(Path.GetFileName(name), "message/rfc822", content));
        return files;
    }

    private async Task<SentMailRow> NeedAsync(int number, CancellationToken cancel) =>
        await archive.SentAsync(number, cancel) ?? throw new Governance.BadRequestException($"There is no mail {number}. \"show the outbox\" lists the last ones.");

    private string When(DateTimeOffset at) => business.Value.Local(at).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);
}
