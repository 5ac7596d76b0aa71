using System.Text;
using Jarvis.Skills.Business.Mail.Templates;
using Microsoft.Extensions.Options;
using MimeKit;
using MimeKit.Utils;

namespace Jarvis.Skills.Business.Mail.Composing;

/// <summary>Makes the message that travels: text and HTML, threading headers, a way to unsubscribe.</summary>
internal sealed class MailComposer(IOptions<MailOptions> options, IOptions<BusinessOptions> business, MailTemplates templates, TimeProvider time)
{
    /// <summary>The template that closes a mail of which many alike are sent.</summary>
    public const string BulkFooter = "unsubscribe";

    /// <summary>As RFC 2606 has it, no server is called so.</summary>
    private const string Nowhere = "jarvis@business.invalid";

    public MailboxAddress From => MailOptions.Parse(options.Value.From) ?? new MailboxAddress(business.Value.Name, Nowhere);

    public string MessageId(string key) => MailIds.Of(key, From.Address);

    public MimeMessage Compose(OutgoingMail mail)
    {
        var from = From;
        if (string.IsNullOrEmpty(from.Name)) from.Name = business.Value.Name;
        var answers = MailOptions.Parse(options.Value.ReplyTo);
        var message = new MimeMessage
        {
            Date = business.Value.Local(time.GetUtcNow()),
            MessageId = MessageId(mail.Key),
            Subject = OneLine(mail.Subject),
        };
        message.From.Add(from);
        if (answers is not null) message.ReplyTo.Add(answers);
        message.To.Add(new MailboxAddress(Encoding.UTF8, OneLine(mail.To.Name ?? ""), mail.To.Address));
        Thread(message, mail);
        var markdown = mail.Markdown;
        if (mail.Bulk)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<mailto:{(answers ?? from).Address}?subject=unsubscribe>");
            markdown += "\n\n" + templates.Need(BulkFooter).Render(new Dictionary<string, string?>(StringComparer.Ordinal) { ["business"] = business.Value.Name }).Markdown;
        }
        var document = MailMarkdown.Parse(markdown);
        var body = new BodyBuilder { TextBody = MailText.Of(document), HtmlBody = MailMarkdown.Html(document) };
        foreach (var file in mail.Files) body.Attachments.Add(Path.GetFileName(file.Name), file.Content, ContentType.Parse(file.ContentType));
        message.Body = body.ToMessageBody();
        return message;
    }

    private static void Thread(MimeMessage message, OutgoingMail mail)
    {
        if (mail.InReplyTo is { Length: > 0 } answered)
        {
            message.InReplyTo = MimeUtils.ParseMessageId($"<{answered}>");
            foreach (var id in mail.References.Append(answered).Distinct(StringComparer.Ordinal)) message.References.Add(id);
        }
        else
        {
            foreach (var id in mail.References) message.References.Add(id);
        }
    }

    /// <summary>A line break in a header would begin another header.</summary>
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t', '\0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
