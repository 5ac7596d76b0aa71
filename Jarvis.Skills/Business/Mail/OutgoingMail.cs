namespace Jarvis.Skills.Business.Mail;

/// <summary>A mail to one person, before it is sent.</summary>
public sealed record OutgoingMail
{
    /// <summary>
    /// What this mail is, for ever: "lead:17:first-answer". The same key is never sent twice, whatever crashes in between, and its Message-ID
    /// is made from it. At most 200 characters.
    /// </summary>
    public required string Key { get; init; }

    public required MailParty To { get; init; }

    public required string Subject { get; init; }

    /// <summary>The text in Markdown; it is sent as plain text and as HTML. HTML in it is text.</summary>
    public required string Markdown { get; init; }

    /// <summary>The Message-ID that it answers, without angle brackets; null when it begins a thread.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The Message-IDs of the thread so far, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>One of many alike: it says how to unsubscribe, in its text and in List-Unsubscribe.</summary>
    public bool Bulk { get; init; }

    public IReadOnlyList<MailFile> Files { get; init; } = [];
}

/// <summary>Who a mail is from or to.</summary>
/// <param name="Name">As people read it; null when only the address is known.</param>
public sealed record MailParty(string? Name, string Address)
{
    public override string ToString() => string.IsNullOrWhiteSpace(Name) ? Address : $"{Name} <{Address}>";
}

/// <summary>A file that goes with a mail.</summary>
/// <param name="ContentType">A MIME type such as application/pdf.</param>
public sealed record MailFile(string Name, string ContentType, byte[] Content);
