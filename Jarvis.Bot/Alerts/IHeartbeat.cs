namespace Jarvis.Bot.Alerts;

/// <summary>A part of Jarvis that can tell whether it truly works. The dead-man's ping asks all of them.</summary>
public interface IHeartbeat
{
    /// <summary>Null when all is well; otherwise what is wrong, in words without secrets.</summary>
    Task<string?> TroubleAsync(CancellationToken cancel);
}
