namespace Jarvis.Skills.Governance;

/// <summary>
/// Marks a port that changes the world: sends, restarts, pays, deletes. No constructor may take one; a commit gets it
/// from its <see cref="ActionContext"/>, so that the gate is the only way to a side effect.
/// </summary>
#pragma warning disable CA1040 // A marker is the point: the container and the architecture tests look for it.
public interface IEffect;
#pragma warning restore CA1040
