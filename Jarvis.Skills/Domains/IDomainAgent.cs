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
