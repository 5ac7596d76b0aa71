using System.Collections.Concurrent;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Bench.Cost;

/// <summary>Notes what local understanding called in each turn, by its cause ("turn:81").</summary>
internal sealed class CallWitness : IFunctionInvocationFilter
{
    public ConcurrentDictionary<string, FunctionCall> Calls { get; } = new(StringComparer.Ordinal);

    public Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        if (CallContext.Of(context.Kernel) is { Origin: Origin.Turn, AskedFor: { } asked } call) Calls.TryAdd(call.Cause, asked);
        return next(context);
    }
}
