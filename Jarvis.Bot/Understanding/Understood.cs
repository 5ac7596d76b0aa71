using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding;

/// <summary>What a message means.</summary>
public abstract record Understood
{
    private Understood() { }

    /// <summary>The owner's words name exactly this call.</summary>
    /// <param name="Call">Times are fixed: "2026-11-16T00:00:00+01:00/…".</param>
    /// <param name="Lasting">The same with times in words ("last week"), which a repeat on another day reads anew; for the request log and for routines.</param>
    public sealed record Request(FunctionCall Call, FunctionCall Lasting) : Understood
    {
        /// <summary>An action that the words are like, and do not name plainly: it is asked for, whatever the clearance.</summary>
        public bool Doubtful { get; init; }
    }

    /// <summary>The function is clear, but a slot is missing: ask for it, and the answer completes the request.</summary>
    public sealed record Missing(FunctionCall Call, string Slot, string Question) : Understood;

    /// <summary>Several readings are likely; the owner chooses.</summary>
    public sealed record Unsure(IReadOnlyList<(string Label, string Say)> Readings) : Understood;

    /// <summary>"never mind": the open question is dropped.</summary>
    public sealed record Dropped(string Said) : Understood;

    /// <summary>Nothing that Jarvis does; says what it can do instead.</summary>
    public sealed record Nothing(string Instead) : Understood
    {
        /// <summary>Readings that are too unlikely to be offered where a model can be asked.</summary>
        public IReadOnlyList<(string Label, string Say)> Nearest { get; init; } = [];
    }
}
