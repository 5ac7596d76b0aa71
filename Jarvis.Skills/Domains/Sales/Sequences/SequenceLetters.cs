using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Templates;
using Jarvis.Skills.Domains.Sales.Answering;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Writes the mails of a sequence as they would go out now, and tells whether two are the same.</summary>
internal sealed class SequenceLetters(LeadMails writer, MailTemplates templates, MailArchive archive, IDbContextFactory<JarvisDb> databases)
{
    /// <summary>What a step's mail is for ever: it is never sent twice.</summary>
    public static string Key(int enrolment, int step) => string.Create(CultureInfo.InvariantCulture, $"sequence:{enrolment}:{step}");

    /// <summary>Fingerprint of what a person reads: whom it goes to, subject and text.</summary>
    public static string Fingerprint(OutgoingMail mail) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', new[] { mail.To.ToString(), mail.Subject, mail.Markdown }.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Length}:{p}"))))));

    /// <summary>All mails of a sequence, none of which has been sent. Where there is no thread yet, the first begins it and the others go on in it.</summary>
    public async Task<IReadOnlyList<OutgoingMail>> AllAsync(Lead lead, Sequence sequence, CancellationToken cancel)
    {
        var letters = new List<OutgoingMail>();
        foreach (var step in sequence.Steps)
        {
            var letter = await WriteAsync(lead, step.Template, "", cancel);
            letters.Add(letters.Count == 0 || letter.InReplyTo is not null ? letter : letter with { Subject = LeadMails.Again(letters[0].Subject) });
        }
        return letters;
    }

    /// <summary>The mail of a step: as it was sent, or as it would be.</summary>
    public async Task<OutgoingMail> OfAsync(Enrolment enrolment, Lead lead, EnrolmentStep step, CancellationToken cancel)
    {
        var key = Key(enrolment.Id, step.Number);
        if (await archive.SentAsync(key, cancel) is { State: not MailState.Failed } sent)
            return new OutgoingMail { Key = key, To = new MailParty(sent.ToName, sent.To), Subject = sent.Subject, Markdown = sent.Markdown, InReplyTo = sent.InReplyTo, Bulk = true };
        return await WriteAsync(lead, step.Template, key, cancel);
    }

    /// <summary>Whether the mail was handed over, or was being handed over when Jarvis was cut off.</summary>
    public async Task<bool> BegunAsync(string key, CancellationToken cancel) => await archive.SentAsync(key, cancel) is { State: not MailState.Failed };

    /// <summary>Which of the mails has the words of one that this person was sent before; null when none has.</summary>
    public async Task<OutgoingMail?> SentBeforeAsync(IEnumerable<OutgoingMail> letters, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        foreach (var letter in letters)
        {
            var address = letter.To.Address.ToLowerInvariant();
            if (await db.Set<SentMailRow>().AnyAsync(m => m.To == address && m.Markdown == letter.Markdown && m.Key != letter.Key && m.State != MailState.Failed, cancel)) return letter;
        }
        return null;
    }

    private async Task<OutgoingMail> WriteAsync(Lead lead, string template, string key, CancellationToken cancel) =>
        await writer.ByTemplateAsync(lead, templates.Need(template), key, cancel) with { Bulk = true };
}
