using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>A deal to be opened.</summary>
public sealed record NewDeal(int Contact, int? Lead, string Title, string Stage, Money Amount, DateTimeOffset? ExpectedAt);

/// <summary>
/// Writes deals. Each write is done once for an action, however often it is called, and leaves a line on the contact's timeline; a change of stage
/// leaves one in the deal's history too. Throws <see cref="ActionFailedException"/> where the deal has changed so that it cannot be done any more.
/// </summary>
public interface IDeals : IEffect
{
    /// <summary>Returns the deal's number. Its lead becomes qualified.</summary>
    Task<int> OpenAsync(NewDeal deal, ActionContext action, CancellationToken cancel);

    /// <summary>Takes back the opening of a deal that nothing has come of.</summary>
    Task WithdrawAsync(int deal, ActionContext action, CancellationToken cancel);

    Task MoveAsync(int deal, string stage, string? reason, ActionContext action, CancellationToken cancel);

    /// <summary>Wins or loses it; its lead follows.</summary>
    Task CloseAsync(int deal, bool won, string? reason, ActionContext action, CancellationToken cancel);

    /// <summary>Opens a closed deal again, at the stage at which it was closed.</summary>
    Task ReopenAsync(int deal, ActionContext action, CancellationToken cancel);

    /// <summary>What is null stays as it is.</summary>
    Task UpdateAsync(int deal, Money? amount, DateTimeOffset? expectedAt, ActionContext action, CancellationToken cancel);
}
