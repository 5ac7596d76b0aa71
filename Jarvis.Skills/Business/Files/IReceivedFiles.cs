using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Business.Files;

/// <summary>Files that people send into their conversations with Jarvis. The host implements it on its inbox.</summary>
public interface IReceivedFiles
{
    /// <summary>The last file of the conversation in which a call was asked for, also when the call runs after an approval elsewhere; null when there is none.</summary>
    Task<ReceivedFile?> LatestAsync(CallContext call, CancellationToken cancel);

    /// <summary>A file of that conversation by its number; null when there is none, or it was removed for its age.</summary>
    Task<ReceivedFile?> FindAsync(CallContext call, long number, CancellationToken cancel);
}

/// <summary>A file that somebody sent.</summary>
/// <param name="Number">By which people name it; the content under a number never changes.</param>
/// <param name="Name">As it came.</param>
public sealed record ReceivedFile(long Number, string Name, DateTimeOffset At, Func<CancellationToken, Task<byte[]>> ReadAsync);

/// <summary>What it means when somebody sends a file without a word.</summary>
/// <param name="Extension">With its dot, in lower case: ".csv".</param>
/// <param name="Call">A read, which finds the file with <see cref="IReceivedFiles.LatestAsync"/>.</param>
public sealed record DroppedFile(string Extension, FunctionCall Call);
