using System.Globalization;

#pragma warning disable CA1032 // Nobody makes these without what they are about.

namespace Jarvis.Bot.Models;

/// <summary>
/// A budget has no room for the request. For a person's own turn (<see cref="MayAsk"/>) ask "go on all the same?", and repeat the
/// turn with <see cref="ModelRequest.OverBudget"/> when the answer is yes. Background work just ends.
/// </summary>
public sealed class BudgetExhaustedException : Exception
{
    internal BudgetExhaustedException(string budget, decimal estimateUsd, bool mayAsk, DateTimeOffset? until)
        : base($"There is no room left in {budget}.") =>
        (Budget, EstimateUsd, MayAsk, Until) = (budget, estimateUsd, mayAsk, until);

    /// <summary>In words: "today's budget for models (5.00 USD)".</summary>
    public string Budget { get; }

    /// <summary>What the request would cost at most.</summary>
    public decimal EstimateUsd { get; }

    /// <summary>Whether a person waits for the answer, who may allow it.</summary>
    public bool MayAsk { get; }

    /// <summary>When there is room again; null when that is not a matter of time (the budget of a turn).</summary>
    public DateTimeOffset? Until { get; }

    /// <summary>The question for the owner, to be shown with two buttons.</summary>
    public string Question => string.Create(CultureInfo.InvariantCulture, $"{Budget[..1].ToUpperInvariant()}{Budget[1..]} has no room left for this. Shall I ask a model all the same? It costs at most {EstimateUsd:0.00##} USD.");
}

/// <summary>
/// No model could answer. The message says of each attempt what became of it, and is fit to be shown. What providers said themselves is left out:
/// it may repeat a key or a prompt.
/// </summary>
public sealed class ModelsFailedException : Exception
{
    internal ModelsFailedException(IReadOnlyList<ModelAttempt> attempts, string? mend)
        : base(Write(attempts, mend)) =>
        (Attempts, Mend) = (attempts, mend);

    public IReadOnlyList<ModelAttempt> Attempts { get; }

    /// <summary>Which setting to mend, when one is wrong.</summary>
    public string? Mend { get; }

    private static string Write(IReadOnlyList<ModelAttempt> attempts, string? mend) =>
        $"No model could answer. {string.Join(" ", attempts.Select(a => $"{a.Provider} ({a.Model}): {a.What}."))}{(mend is null ? "" : " " + mend)}";
}
