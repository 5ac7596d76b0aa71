using System.Collections.Concurrent;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>
/// Names that exist: services, customers. Slips are forgiven, and part of a name will do, as long as only one name fits;
/// otherwise the match says which it could be.
/// </summary>
internal sealed class NameSlot(string type, Func<IEnumerable<string>> names, Func<string, bool> isOrdinaryWord, Func<string, string>? valueOf = null) : ISlotReader
{
    private const int MostWords = 4;
    private readonly ConcurrentDictionary<string, Form> forms = new(StringComparer.Ordinal);

    public string Type { get; } = type;

    public IEnumerable<string> Names => names();

    public SlotMatch? Read(Utterance utterance, int at) => Read(utterance, at, [.. names().Select(FormOf)]);

    public SlotMatch?[] ReadAll(Utterance utterance)
    {
        List<Form> known = [.. names().Select(FormOf)];
        var matches = new SlotMatch?[utterance.Tokens.Count];
        for (var at = 0; at < matches.Length && known.Count > 0; at++) matches[at] = Read(utterance, at, known);
        return matches;
    }

    private SlotMatch? Read(Utterance utterance, int at, List<Form> known)
    {
        var tokens = utterance.Tokens;
        if (tokens[at].Kind is not (WordKind.Word or WordKind.Number or WordKind.Address or WordKind.Clock)) return null;
        (int Length, (List<string> Names, double Quality) Found)? best = null;
        for (var length = Math.Min(MostWords, tokens.Count - at); length > 0; length--)
        {
            if (Closest(known, tokens, at, length) is not { } found || found.Quality <= (best?.Found.Quality ?? 0)) continue;

            // "if backend" is the service and a word, and no slip in its name.
            var swallows = length > 1 && found.Quality < 1 && new[] { at, at + 1 }.Any(from => Closest(known, tokens, from, length - 1) is { } within && within.Quality > found.Quality);
            if (!swallows) best = (length, found);
        }
        if (best is { } closest) return Match(at, at + closest.Length, closest.Found);
        return tokens[at].Plain.Length >= (IsCapital(utterance, at) ? 3 : 4) && !isOrdinaryWord(tokens[at].Canonical) && known.FindAll(f => f.Parts.Contains(tokens[at].Plain, StringComparer.Ordinal)) is { Count: > 0 } partly
            ? Match(at, at + 1, ([.. partly.Select(f => f.Name)], 0.9)) : null;
    }

    /// <summary>"Mia", as a name is written.</summary>
    private static bool IsCapital(Utterance utterance, int at) => at > 0 && char.IsUpper(utterance.Text[utterance.Tokens[at].Start]);

    private SlotMatch Match(int from, int to, (List<string> Names, double Quality) found)
    {
        var values = valueOf is null ? found.Names : [.. found.Names.Select(valueOf).Distinct(StringComparer.Ordinal)];
        return values is [var one] ? new SlotMatch(Type, from, to, one) { Quality = found.Quality }
            : new SlotMatch(Type, from, to, "") { Quality = found.Quality, Either = values };
    }

    private (List<string> Names, double Quality)? Closest(List<Form> known, IReadOnlyList<WordToken> tokens, int at, int length)
    {
        var said = string.Concat(tokens.Skip(at).Take(length).Select(t => t.Plain));
        var ordinary = length == 1 && isOrdinaryWord(tokens[at].Canonical);
        var bound = ordinary ? 0 : Typos.Forgiven(said.Length);
        var letters = Typos.Letters(said);
        var best = bound + 1;
        var found = new List<string>();
        foreach (var form in known)
        {
            if (!Typos.CouldBe(letters, form.Letters, bound)) continue;
            var distance = Typos.Distance(said, form.Joined, bound);
            if (distance > bound || distance > best) continue;
            if (distance < best) found.Clear();
            best = distance;
            found.Add(form.Name);
        }
        return found.Count == 0 ? null : (found, 1 - (0.07 * best));
    }

    private Form FormOf(string name) => forms.GetOrAdd(name, static n =>
    {
        var parts = Words.Split(n).Select(t => t.ToStringValue()).SelectMany(w => w.Split('_')).ToArray();
        var joined = string.Concat(parts);
        return new Form(n, joined, parts, Typos.Letters(joined));
    });

    private sealed record Form(string Name, string Joined, string[] Parts, uint Letters);
}
