using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>A scheduled call, whoever asked for it.</summary>
/// <param name="Name">Unique, and lasting: the schedule and the runs refer to it.</param>
/// <param name="Cron">Quartz cron expression in the owner's time zone; null for a one-off at <paramref name="At"/>.</param>
internal sealed record Routine(string Name, string Title, string? Cron, DateTimeOffset? At, FunctionCall Call)
{
    private const string OwnerPrefix = "owner:";

    /// <summary>The row behind it when a person made it; null when a domain did.</summary>
    public OwnerRoutine? Owner { get; init; }

    public static Routine Of(OwnerRoutine row) => new(NameOf(row.Id), row.Title, row.Cron, row.At, row.Call) { Owner = row };

    public static string NameOf(int ownerRoutineId) => $"{OwnerPrefix}{ownerRoutineId}";

    public static int? OwnerIdOf(string name) =>
        name.StartsWith(OwnerPrefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(OwnerPrefix.Length), out var id) ? id : null;
}
