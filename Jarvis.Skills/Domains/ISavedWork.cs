using Jarvis.Skills.Business;

namespace Jarvis.Skills.Domains;

/// <summary>
/// What a domain's work saved where that shows only after the action has ended: a restart is worth something when the outage ended with it.
/// What an action knows at once it says itself (<see cref="Governance.Outcome.SavedTime"/>); nothing is counted in both.
/// </summary>
public interface ISavedWork
{
    Task<IReadOnlyList<SavedWork>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel);
}

/// <param name="What">"System health: outages ended by a restart".</param>
/// <param name="Count">How many of them.</param>
/// <param name="Time">Working time that a person did not have to spend on all of them.</param>
/// <param name="Function">Which function's work it is: "health.recover"; the owner may state how many minutes each saves.</param>
public sealed record SavedWork(string What, int Count, TimeSpan Time, Money? Money = null, string? Function = null);
