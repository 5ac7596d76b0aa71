namespace Jarvis.Bot.Channels.Discord.Rest;

/// <summary>Discord took a request, and refused it: it had no effect.</summary>
internal sealed class DiscordRefusedException : Exception
{
    public DiscordRefusedException() { }
    public DiscordRefusedException(string message) : base(message) { }
    public DiscordRefusedException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>The HTTP status.</summary>
    public int Status { get; init; }

    /// <summary>Discord's own number of the error; 0 when there was none.</summary>
    public int Code { get; init; }

    /// <summary>How long Discord asks to wait (429).</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The interaction was not acknowledged in time, or is acknowledged already.</summary>
    public bool IsInteractionOver => Code is 10062 or 40060;

    /// <summary>The address for an interaction's answer has run out, or the answer is gone.</summary>
    public bool IsAnswerOver => Status is 401 or 404 || Code is 50027;
}
