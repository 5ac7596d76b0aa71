namespace Jarvis.Skills.Governance;

/// <summary>What could go wrong, in the three grades that a prompt shows.</summary>
public enum Risk
{
    Low,
    Medium,
    High,
}
