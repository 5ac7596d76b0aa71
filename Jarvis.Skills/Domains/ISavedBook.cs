namespace Jarvis.Skills.Domains;

/// <summary>What all of Jarvis's work saved, a line for each kind of it. The host implements it.</summary>
public interface ISavedBook
{
    Task<IReadOnlyList<SavedWork>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel);
}

/// <summary>What the owner says that a finished action saves. It counts instead of what the action said of itself.</summary>
public interface IStatedMinutes
{
    /// <summary>Minutes by function: "health.restart".</summary>
    Task<IReadOnlyDictionary<string, double>> ReadAsync(CancellationToken cancel);
}
