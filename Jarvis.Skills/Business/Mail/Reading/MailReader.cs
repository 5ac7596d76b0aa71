using System.Text.RegularExpressions;
using Jarvis.Skills.Business.Mail.Reading.Bounces;
using MimeKit;

namespace Jarvis.Skills.Business.Mail.Reading;

/// <summary>What a received mail is and says, from itself alone. Whether it answers one of Jarvis's own is for the archive to say.</summary>
/// <param name="Kind">Never <see cref="MailKind.Reply"/>.</param>
internal sealed record MailContents(MailKind Kind, string Text, string Said, IReadOnlyList<BouncedAddress> Bounced);

/// <summary>Tells people from machines: notices of failed delivery, automatic answers (RFC 3834) and wishes to get no more.</summary>
internal static partial class MailReader
{
    private const int LongestText = 100_000;

    public static MailContents Read(MimeMessage message)
    {
        var text = TextOf(message);
        var said = QuotedText.Without(text);
        // First: many servers mark their notices as automatic answers.
        var bounced = BounceReader.Read(message);
        var kind = bounced.Count > 0 ? bounced.Any(b => b.Reason == BounceReason.Complaint) ? MailKind.Unsubscribe : MailKind.Bounce
            : IsAutomaticAnswer(message) || IsMachine(message) ? MailKind.OutOfOffice
            : WantsNoMore(message, said) ? MailKind.Unsubscribe
            : MailKind.Message;
        return new MailContents(kind, text, said, bounced);
    }

    private static string TextOf(MimeMessage message)
    {
        var text = message.TextBody ?? (message.HtmlBody is { } html ? HtmlText.Of(html) : "");
        text = text.ReplaceLineEndings("\n").Replace("\0", "", StringComparison.Ordinal).Trim();
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    /// <summary>A person's program answers for them: by its headers, or by a subject that programs write.</summary>
    private static bool IsAutomaticAnswer(MimeMessage message) =>
        message.Headers["Auto-Submitted"] is { } automatic && automatic.Trim().StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
        || message.Headers["X-Autoreply"] is not null || message.Headers["X-Autorespond"] is not null || message.Headers["X-Auto-Response"] is not null
        || (message.Headers["Precedence"]?.Trim().Equals("auto_reply", StringComparison.OrdinalIgnoreCase) ?? false)
        || (Away().IsMatch(message.Subject ?? "") && !message.BodyParts.Any(p => p is MessageDeliveryStatus));

    /// <summary>Nobody wrote it: a list, a newsletter, a program. It is no lead's message, and nothing answers it.</summary>
    private static bool IsMachine(MimeMessage message) =>
        (message.Headers["Auto-Submitted"] is { } automatic && !automatic.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase))
        || message.Headers["List-Id"] is not null
        || message.Headers["Precedence"]?.Trim().ToLowerInvariant() is "bulk" or "list" or "junk";

    private static bool WantsNoMore(MimeMessage message, string said)
    {
        if (said.Length == 0) return Unsubscribe().IsMatch(message.Subject ?? "") && !(message.Subject ?? "").StartsWith("Re:", StringComparison.OrdinalIgnoreCase);
        // A wish stands alone: a question with the word in it is a question.
        var first = said.Split('\n', 2)[0];
        return said.Length <= 300 && Unsubscribe().IsMatch(first);
    }

    [GeneratedRegex(@"^\s*(re:\s*|aw:\s*)?(auto(matic|matische|matisch)?[ -]?(re(ply|sponse|sponder)|antwort)|out of( the)? office|abwesen(heit|d)|away (until|from|till)|i am (away|out)|on (vacation|holiday|leave)|vacation|r[ée]ponse automatique|absen(t|ce) du bureau|respuesta autom[áa]tica|fuera de la oficina|risposta automatica|fuori (sede|ufficio)|automatisch antwoord|autosvar|自動(返信|応答))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Away();

    [GeneratedRegex(@"^\W*(please\s+)?(unsubscribe( me)?( from (this|your|the) (list|mails?|e-?mails?|newsletter|mailing list))?|stop|remove( me)?( from (this|your|the) (list|mails?|mailing list))?|(please )?take me off (this|your|the) (list|mailing list)|(please )?(do not|don't) (contact|e-?mail|mail|write( to)?) me( again| any ?more)?|no more (e-?)?mails?|opt ?-?out|abmelden|abbestellen|keine (weiteren )?(e-?)?mails( mehr)?|d[ée]sabonner|se d[ée]sinscrire|darse de baja|uitschrijven)( please| bitte|, thanks?| thank you)?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Unsubscribe();
}
