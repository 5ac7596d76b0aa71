using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Duplicates;

/// <summary>Makes two contacts one, and parts them again. Each is safe to repeat.</summary>
internal interface IContactMerges : IEffect
{
    /// <returns>How many lines, leads and deals went over.</returns>
    Task<int> MergeAsync(Guid action, int from, int into, CancellationToken cancel);

    /// <summary>What was moved goes back; what came since stays where it is.</summary>
    Task<int> PartAsync(int contact, CancellationToken cancel);
}
