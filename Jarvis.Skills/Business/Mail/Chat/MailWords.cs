namespace Jarvis.Skills.Business.Mail.Chat;

/// <summary>E-mail in words for the owner.</summary>
internal static class MailWords
{
    public static string State(SentMailRow mail) => mail.State switch
    {
        MailState.Sending => "on its way",
        MailState.Kept => "kept here, not sent",
        MailState.Accepted => "taken by the server",
        MailState.Failed => "not sent",
        MailState.Unknown => "not known",
        _ => "came back",
    };

    /// <summary>What sends, or what to write so that something does.</summary>
    public static string Sending(MailOptions options) => options.Smtp.IsSet
        ? $"Mails go through {options.Smtp.Host.Trim()} as {options.From}."
        : "No mail server is set up: what I would send is kept in the storage folder's \"outbox\". Write Mail:From and Mail:Smtp:Host, Port, User and Mail__Smtp__Password.";

    /// <summary>What is read, or what to write so that something is.</summary>
    public static string Reading(MailOptions options) => options.Imap.IsSet
        ? $"I read {options.Imap.Folder} of {options.Imap.User} at {options.Imap.Host.Trim()}."
        : "No mailbox is set up, so I see no answers. Write Mail:Imap:Host, User and Mail__Imap__Password.";
}
