using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains;

/// <summary>Looks at its domain every five minutes, or when an event concerns it, and yields proposals.</summary>
public interface IDomainAgent
{
    /// <summary>The domain's plugin name.</summary>
    string Domain { get; }

    /// <summary>Finds what should be done now. Reads only; whatever it throws ends this agent's cycle and no other's.</summary>
    IAsyncEnumerable<Proposal> AnalyseAsync(CancellationToken cancel);

    /// <summary>Whether an event is worth a look before the five minutes are over.</summary>
    bool Concerns(BusinessEvent happened) => false;
}

/// <summary>What people said no to, so that an agent can draw its own conclusion from the reason.</summary>
public interface IRejections
{
    /// <summary>Rejections of a domain's proposals since then, newest first.</summary>
    Task<IReadOnlyList<Rejection>> OfAsync(string domain, DateTimeOffset since, CancellationToken cancel);
}

/// <summary>A person's no to a proposal.</summary>
/// <param name="Key">The proposal's key.</param>
/// <param name="Reason">In the person's words; null when none was given.</param>
public sealed record Rejection(string Key, FunctionCall Call, string? Reason, string By, DateTimeOffset At);

/// <summary>Answers an event at once with proposals, such as a restart for a service that went down.</summary>
public interface IEventHandler
{
    string Domain { get; }

    bool Handles(string eventType);

    IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, CancellationToken cancel);
}

/// <summary>Work of a domain that repeats at a fixed pace and decides nothing, such as checking services.</summary>
public interface IPeriodicWork
{
    string Name { get; }

    TimeSpan Interval { get; }

    Task RunAsync(CancellationToken cancel);
}

/// <summary>Names that exist in the store, for understanding what the owner means by one.</summary>
public interface IVocabulary
{
    /// <summary>The slot that it fills: "service".</summary>
    string Slot { get; }

    /// <summary>The current names. Called in every turn, so it answers from memory.</summary>
    IReadOnlyCollection<string> Names { get; }
}
