namespace Jarvis.Skills.Governance;

/// <summary>How far Jarvis may go without asking. One level holds for all domains and one for each; the lower counts.</summary>
public enum ClearanceLevel
{
    /// <summary>Look and report. Every action is refused, and its finding kept for the report.</summary>
    ReadOnly = 0,

    /// <summary>Propose; carry out only what touches nobody (a note, a reminder).</summary>
    Suggest = 1,

    /// <summary>Carry out what is easily undone and costs nothing.</summary>
    ModifySafe = 2,

    /// <summary>Carry out what customers may notice, such as restarting a service.</summary>
    ModifyProduction = 3,

    /// <summary>Carry out everything that stays within the limits.</summary>
    FullAutonomy = 4,
}

/// <summary>The spelling that settings, environment variables and the owner use: READ_ONLY … FULL_AUTONOMY.</summary>
public static class ClearanceNames
{
    public const string Allowed = "READ_ONLY, SUGGEST, MODIFY_SAFE, MODIFY_PRODUCTION, FULL_AUTONOMY (or 0 to 4)";

    public static string Word(this ClearanceLevel level) => level switch
    {
        ClearanceLevel.ReadOnly => "READ_ONLY",
        ClearanceLevel.Suggest => "SUGGEST",
        ClearanceLevel.ModifySafe => "MODIFY_SAFE",
        ClearanceLevel.ModifyProduction => "MODIFY_PRODUCTION",
        _ => "FULL_AUTONOMY",
    };

    /// <summary>Reads "MODIFY_SAFE", "modify safe", "ModifySafe" or "2".</summary>
    public static bool TryParse(string? text, out ClearanceLevel level)
    {
        var word = (text ?? "").Trim().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return Enum.TryParse(word, ignoreCase: true, out level) && Enum.IsDefined(level);
    }
}
