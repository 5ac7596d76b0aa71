using Jarvis.Bot.Governance;

namespace Jarvis.Bot.Understanding.Intents;

/// <summary>Ways to ask for one function, ready to be matched.</summary>
internal sealed class Intent(SkillFunction function, IntentEntry entry)
{
    public SkillFunction Function { get; } = function;

    /// <summary>Argument to type.</summary>
    public IReadOnlyDictionary<string, string> Slots { get; } = entry.Slots;

    public IReadOnlyDictionary<string, string> Ask { get; } = entry.Ask;

    public IReadOnlyDictionary<string, string> Fixed { get; } = entry.Fixed;

    /// <summary>What it leans on; nothing when it says all by itself.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> After { get; } = entry.After;

    public IReadOnlyList<Template> Templates { get; set; } = [];
}

/// <summary>A word of an example, or a slot in it.</summary>
/// <param name="Word">Canonical; empty for a slot.</param>
/// <param name="Slot">The argument's name; null for a word.</param>
internal sealed record Element(string Word, string? Slot, string Type)
{
    public double Weight { get; set; }

    public bool IsRun => Type is SlotTypes.Text or SlotTypes.Name or SlotTypes.Command;

    /// <summary>Index into the words of all examples; -1 for a slot.</summary>
    public int WordId { get; set; } = -1;
}

/// <summary>An example, split.</summary>
internal sealed record Template(Intent Intent, string Example, Element[] Elements)
{
    public double Weight { get; set; }
}
