namespace Jarvis.Bot.Understanding.Intents;

/// <summary>The shape of prompts/&lt;domain&gt;/intents.yaml.</summary>
internal sealed class IntentFile
{
    public List<IntentEntry> Intents { get; set; } = [];
}

/// <summary>Ways to ask for one function. A function may have several entries, with different fixed arguments.</summary>
internal sealed class IntentEntry
{
    /// <summary>"health.restart".</summary>
    public string Function { get; set; } = "";

    /// <summary>The function's argument, and what fills it: a type of <see cref="SlotTypes"/>, or words to choose from ("csv|json").</summary>
    public Dictionary<string, string> Slots { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Arguments that the function cannot do without, and the question that asks for each.</summary>
    public Dictionary<string, string> Ask { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Arguments with the same value whatever was said.</summary>
    public Dictionary<string, string> Fixed { get; set; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Functions that it changes when one of them was asked for just before ("make that 5 pm instead"), and which of its arguments it takes from there: own name, theirs.
    /// Without that before, its examples say nothing.
    /// </summary>
    public Dictionary<string, Dictionary<string, string>> After { get; set; } = new(StringComparer.Ordinal);

    /// <summary>At least twelve, with slots in braces: "restart {service}".</summary>
    public List<string> Examples { get; set; } = [];
}

/// <summary>The shape of prompts/strangers.yaml.</summary>
internal sealed class StrangersFile
{
    public List<string> Strangers { get; set; } = [];
}

/// <summary>
/// What an intents file can name as a slot's type, besides the names that domains keep (<see cref="Jarvis.Skills.Domains.IVocabulary"/>).
/// "instant" may be a day alone, "moment" has its time of day. "text" is what is written, as it is written; "name" too, but only words that a name can be made of. "command" is a request of its own, and becomes three arguments:
/// function, arguments (JSON, with times in words) and title.
/// </summary>
internal static class SlotTypes
{
    public const string Text = "text";
    public const string Name = "name";
    public const string Command = "command";

    public static readonly IReadOnlyList<string> CommandArguments = ["function", "arguments", "title"];
}
