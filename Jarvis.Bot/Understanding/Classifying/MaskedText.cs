using Jarvis.Bot.Understanding.Language;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding.Classifying;

/// <summary>
/// A text as the classifier reads it: every word as the one that stands for it, and what fills a slot as the slot's type,
/// because "restart backend" and "restart worker" are the same request.
/// </summary>
internal static class MaskedText
{
    /// <param name="stays">A word that stays one although it is also a name: examples use it as it is.</param>
    public static string Of(Utterance utterance, SlotLattice slots, IReadOnlyList<string> types, Func<WordToken, string, bool> stays)
    {
        var words = new List<string>(utterance.Tokens.Count);
        for (var at = 0; at < utterance.Tokens.Count;)
        {
            var token = utterance.Tokens[at];
            var found = types.Select(t => slots.At(t, at)).OfType<SlotMatch>().Where(m => !m.Recalled && !(m.To == at + 1 && stays(token, m.Type))).ToList();
            if (found.Count == 0) words.Add(token.Canonical);
            var end = found.Count == 0 ? at + 1 : found.Max(m => m.To);
            words.AddRange(found.Where(m => m.To == end).Select(m => Word(m.Type)).Distinct(StringComparer.Ordinal));
            at = end;
        }
        return string.Join(' ', words);
    }

    /// <summary>What stands for a slot.</summary>
    public static string Word(string type) => $"slot_{type}_";
}
