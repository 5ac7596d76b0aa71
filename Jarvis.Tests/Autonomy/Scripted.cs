using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Autonomy;

/// <summary>An agent that does what a test tells it to.</summary>
internal sealed class ScriptedAgent(string domain = "shop") : IDomainAgent
{
    private int looks;

    public string Domain => domain;

    /// <summary>Found in each look.</summary>
    public List<Proposal> Finds { get; } = [];

    /// <summary>Runs in each look after the finds, with its number from 1.</summary>
    public Func<int, CancellationToken, Task>? Then { get; set; }

    public Func<BusinessEvent, bool>? ConcernedBy { get; set; }

    public int Looks => Volatile.Read(ref looks);

    public bool Concerns(BusinessEvent happened) => ConcernedBy?.Invoke(happened) == true;

    public async IAsyncEnumerable<Proposal> AnalyseAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        var look = Interlocked.Increment(ref looks);
        foreach (var proposal in Finds) yield return proposal;
        if (Then is { } then) await then(look, cancel);
    }
}

/// <summary>A handler that does what a test tells it to.</summary>
internal sealed class ScriptedHandler(string type, Func<BusinessEvent, int, IEnumerable<Proposal>> answer, string domain = "shop") : IEventHandler
{
    private int calls;

    public string Domain => domain;

    public int Calls => Volatile.Read(ref calls);

    public bool Handles(string eventType) => eventType == type;

    public async IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        foreach (var proposal in answer(happened, Interlocked.Increment(ref calls))) yield return proposal;
    }
}

/// <summary>Proposals of the shop domain.</summary>
internal static class Propose
{
    public static Proposal Restart(string service, double confidence = 0.5) => new(new FunctionCall("shop.restart", ("service", service)), $"{service} answers slowly.") { Confidence = confidence };

    public static Proposal Mail(string to) => new(new FunctionCall("shop.mail", ("to", to), ("text", "Hello")), $"{to} has not been heard of for a month.");

    public static Proposal Note(string text) => new(new FunctionCall("shop.note", ("text", text)), "Worth keeping.");
}
