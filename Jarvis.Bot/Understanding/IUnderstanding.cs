using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding;

/// <summary>What a message means.</summary>
public abstract record Understood
{
    private Understood() { }

    /// <summary>The owner's words name exactly this call.</summary>
    public sealed record Request(FunctionCall Call) : Understood;

    /// <summary>The function is clear, but a slot is missing: ask for it, and the answer completes the request.</summary>
    public sealed record Missing(FunctionCall Call, string Slot, string Question) : Understood;

    /// <summary>Several readings are likely; the owner chooses.</summary>
    public sealed record Unsure(IReadOnlyList<(string Label, string Say)> Readings) : Understood;

    /// <summary>Nothing that Jarvis does; says what it can do instead.</summary>
    public sealed record Nothing(string Instead) : Understood;
}
