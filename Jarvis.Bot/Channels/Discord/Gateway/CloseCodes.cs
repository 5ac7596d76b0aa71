namespace Jarvis.Bot.Channels.Discord.Gateway;

/// <summary>What follows from the number with which Discord closed a connection.</summary>
internal enum AfterClose
{
    Resume,

    /// <summary>What was missed is not replayed.</summary>
    BeginAnew,

    /// <summary>Nothing that Jarvis can do: somebody must mend it.</summary>
    GiveUp,
}

/// <summary>Discord's close codes.</summary>
internal static class CloseCodes
{
    /// <summary>Ours, when we go and mean to resume: 1000 and 1001 would end the session.</summary>
    public const int WeComeBack = 4000;

    /// <param name="code">Null when the connection broke without one.</param>
    public static AfterClose After(int? code) => code switch
    {
        4007 or 4009 => AfterClose.BeginAnew,
        4004 or (>= 4010 and <= 4014) => AfterClose.GiveUp,
        _ => AfterClose.Resume,
    };

    /// <summary>For the owner: what is wrong, and what to do.</summary>
    public static string Say(int code) => code switch
    {
        4004 => Rest.DiscordErrors.TokenRefused,
        4010 or 4011 => "Discord closed the connection for good (the bot is on too many servers for one connection). Give Jarvis a bot of its own that is on your server alone, and start Jarvis again.",
        4012 => "Discord closed the connection for good, because it no longer speaks version 10 of its gateway. Install a newer Jarvis.",
        4013 or 4014 => "Discord closed the connection for good, because the bot may not see direct messages. In the developer portal, look at the bot's intents and whether the application is limited; then start Jarvis again.",
        _ => $"Discord closed the connection for good ({code}). Look at the application in the developer portal, and start Jarvis again.",
    };
}

/// <summary>Discord closed the connection and will not have us back as we are. The message is for the owner.</summary>
internal sealed class ClosedForGoodException : Exception
{
    public ClosedForGoodException() { }
    public ClosedForGoodException(string message) : base(message) { }
    public ClosedForGoodException(string message, Exception innerException) : base(message, innerException) { }
}
