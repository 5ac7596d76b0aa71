using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels;

/// <summary>Something that delivers messages to a person: a channel, or an alert target such as ntfy.</summary>
public interface IMessageSender
{
    /// <summary>Lower-case and unique: "telegram", "ntfy". Stored with every message.</summary>
    string Name { get; }

    /// <summary>
    /// Delivers one part and returns the platform's id for it, when there is one. Throws <see cref="DeliveryException"/>;
    /// any other exception counts as worth another try.
    /// </summary>
    Task<string?> SendAsync(OutboundPart part, CancellationToken cancel);
}

/// <summary>A chat platform. Adding one means implementing this and registering it with <see cref="ChannelSetup"/>.</summary>
public interface IChannel : IMessageSender
{
    ChannelTraits Traits { get; }

    /// <summary>
    /// Receives until cancelled, handing each message to <see cref="Inbox"/> before confirming it to the platform.
    /// What it throws is shown as the channel's state, and it is started again with a growing delay.
    /// </summary>
    Task RunAsync(CancellationToken cancel);

    /// <summary>Replaces a message that was sent. Doing it twice is the same as doing it once.</summary>
    Task EditAsync(string externalId, OutboundPart part, CancellationToken cancel);

    /// <summary>Shows that Jarvis is busy. A failure is of no consequence.</summary>
    Task TypingAsync(string address, CancellationToken cancel);

    /// <summary>
    /// After a crash in the middle of a send: whether the part arrived after all, and its id. Null when it did not.
    /// <paramref name="baseline"/> is what <see cref="BaselineAsync"/> said before the send.
    /// </summary>
    Task<string?> FindAsync(OutboundPart part, string? baseline, CancellationToken cancel);

    /// <summary>A mark in the conversation after which a message about to be sent would be found.</summary>
    Task<string?> BaselineAsync(string address, CancellationToken cancel);
}

/// <summary>What a platform can show.</summary>
public sealed record ChannelTraits
{
    /// <summary>Longest text in one message, in UTF-16 units of the rendered text.</summary>
    public required int MaxText { get; init; }

    /// <summary>How long the platform counts a Markdown text; null where it counts what is shown, and neither marks nor escapes.</summary>
    public Func<string, int>? Measure { get; init; }

    public int MaxCaption { get; init; } = 1024;

    /// <summary>False: tables go out as text (console) or are drawn by the page itself.</summary>
    public bool TablesAsPictures { get; init; }

    public bool ChartsAsPictures { get; init; } = true;

    /// <summary>Where tables are no pictures: a table of more cells goes along as a file too, since the channel shows its beginning only.</summary>
    public int MaxCells { get; init; } = int.MaxValue;

    /// <summary>
    /// How long a message may still arrive after its send was cut off, by a crash or a broken connection. Until then one that is not
    /// found is not given up for lost. Zero where sending leaves nothing on its way.
    /// </summary>
    public TimeSpan ArrivesWithin { get; init; }

    /// <summary>How often the platform lets a message be edited, so that a reply shows while it is written; null when it shows only whole.</summary>
    public TimeSpan? EditEvery { get; init; }
}

/// <summary>Whether a channel works, for "where are you connected?" and the page.</summary>
public enum ChannelHealth
{
    NotConfigured,
    Starting,
    Connected,
    Down,
}

/// <summary>A send that failed, and whether another try can help.</summary>
public sealed class DeliveryException : Exception
{
    public DeliveryException() { }
    public DeliveryException(string message) : base(message) { }
    public DeliveryException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>True when the platform will never take it: blocked, malformed, unknown chat.</summary>
    public bool Permanent { get; init; }

    /// <summary>How long the platform asked to wait (429).</summary>
    public TimeSpan? RetryAfter { get; init; }
}
