using System.Runtime.InteropServices;

namespace Jarvis.Skills.Business.Models;

/// <summary>What an attempt read and wrote, in tokens.</summary>
/// <param name="In">All that was read, cached or not.</param>
/// <param name="Out">All that was written, reasoning included.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TokenUse(int In, int Out)
{
    /// <summary>Part of <see cref="In"/> that the provider had in its cache.</summary>
    public int Cached { get; init; }

    /// <summary>Part of <see cref="In"/> that the provider put into its cache.</summary>
    public int CacheWritten { get; init; }

    /// <summary>Part of <see cref="Out"/>.</summary>
    public int Reasoning { get; init; }
}
