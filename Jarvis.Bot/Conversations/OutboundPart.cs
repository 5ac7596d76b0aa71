using System.Text.Json.Serialization;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Conversations;

/// <summary>One message as a platform takes it: a text, a picture or a file. Stored as JSON.</summary>
public sealed record OutboundPart
{
    public required string Address { get; init; }

    /// <summary>CommonMark with tables; each channel renders it to its own markup. Also the caption of a picture or file.</summary>
    public string Markdown { get; init; } = "";

    public IReadOnlyList<IReadOnlyList<Button>> Buttons { get; init; } = [];

    /// <summary>A stored file that goes with it; null for a text.</summary>
    public StoredFile? File { get; init; }

    /// <summary>For channels that draw tables and charts themselves.</summary>
    public Table? Table { get; init; }

    public Chart? Chart { get; init; }

    /// <summary>For alert targets: title, severity, link.</summary>
    public AlertNotice? Alert { get; init; }

    /// <summary>A report: platforms that have cards show it as one.</summary>
    public bool IsReport { get; init; }

    /// <summary>The platform's id of the message to which this is the first answer; null for what nobody asked. For platforms that tie the two together.</summary>
    public string? Answers { get; init; }

    /// <summary>True when it holds text from outside.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Untrusted { get; init; }

    /// <summary>Unique for the message, over retries: hand it to platforms that know idempotency keys.</summary>
    [JsonIgnore]
    public string Key { get; init; } = "";
}

/// <summary>A button under a message. Data comes back as it is when the button is pressed.</summary>
/// <param name="Label">At most 40 characters.</param>
/// <param name="Data">At most 64 bytes, as Telegram's callback_data allows: "d:approve:12", or "s:…" for something to say.</param>
public sealed record Button(string Label, string Data);

/// <summary>A file in Jarvis's own folder.</summary>
/// <param name="Path">Relative to the storage folder.</param>
public sealed record StoredFile(string Path, string Name, string ContentType)
{
    public bool IsPicture => ContentType.StartsWith("image/", StringComparison.Ordinal);
}

/// <summary>An alert as a push service shows it.</summary>
/// <param name="Number">0 for a digest of several.</param>
/// <param name="Severity">"info", "warning" or "critical".</param>
/// <param name="State">"open", "worse", "reminder", "escalated", "resolved" or "digest".</param>
public sealed record AlertNotice(int Number, string Title, string Severity, string State)
{
    /// <summary>The cause, as the domain named it; null for a digest.</summary>
    public string? Key { get; init; }

    public string? Domain { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }
}
