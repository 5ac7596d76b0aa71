namespace Jarvis.Bot.Understanding.Slots;

/// <summary>Words of a message that fill a slot of a type.</summary>
/// <param name="From">The first word's index.</param>
/// <param name="To">The index after the last word's.</param>
/// <param name="Value">As a function takes it: times as ISO 8601, money as "12.50 EUR".</param>
internal sealed record SlotMatch(string Type, int From, int To, string Value)
{
    /// <summary>The value in words where it means something else tomorrow ("last week"); otherwise the same.</summary>
    public string Lasting { get; init; } = Value;

    /// <summary>1, less where slips were forgiven.</summary>
    public double Quality { get; init; } = 1;

    /// <summary>Names that it could be; the value is none of them yet.</summary>
    public IReadOnlyList<string> Either { get; init; } = [];

    /// <summary>"from 22:00 to 23:30": how long what begins then is to last.</summary>
    public TimeSpan? Lasts { get; init; }

    /// <summary>"it": taken from the request before.</summary>
    public bool Recalled { get; init; }
}

/// <summary>Finds what fills slots of one type.</summary>
internal interface ISlotReader
{
    string Type { get; }

    /// <summary>The longest match that begins at this word; null when none does.</summary>
    SlotMatch? Read(Language.Utterance utterance, int at);

    /// <summary>The match that begins at each word.</summary>
    SlotMatch?[] ReadAll(Language.Utterance utterance)
    {
        var matches = new SlotMatch?[utterance.Tokens.Count];
        for (var at = 0; at < matches.Length; at++) matches[at] = Read(utterance, at);
        return matches;
    }
}
