using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Language;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>
/// Finds, for the functions that a message may ask for, the example that fits it best: what fills which slot, and whether
/// the words are the example's own.
/// </summary>
internal sealed class Matcher(IReadOnlyList<Intent> intents, Vocabulary vocabulary)
{
    private const int LookedAtClosely = 60;

    /// <summary>Of one intent: a likely one with many examples leaves room for the others.</summary>
    private const int OfOneIntent = 6;

    /// <summary>What it costs an example to leave a value unused that another of its intent would take.</summary>
    private const double UnusedSlot = 0.2;

    /// <summary>What reading a name is worth beside a text that takes it in.</summary>
    private const double Swallowed = 0.25;

    /// <summary>A function likelier than this is looked at even if no example shares many words with the message.</summary>
    private const double WorthALook = 0.1;

    private readonly Template[] templates = [.. intents.SelectMany(i => i.Templates)];

    /// <summary>Best first; one for each intent.</summary>
    public IReadOnlyList<Alignment> Rank(MessageView view, Judgement judgement)
    {
        if (view.Count == 0) return [];
        var likely = judgement.Guesses.Where(g => g.Probability > WorthALook).ToDictionary(g => g.Label, g => g.Probability, StringComparer.Ordinal);
        var taken = new Dictionary<Intent, int>();
        List<Alignment> fits = [.. templates.Where(t => likely.ContainsKey(t.Intent.Function.Name) || view.Touches(t))
            .Select(t => (Template: t, Overlap: view.Overlap(t) + likely.GetValueOrDefault(t.Intent.Function.Name))).Where(c => c.Overlap > 0.2)
            .OrderByDescending(c => c.Overlap).Where(c => (taken[c.Template.Intent] = taken.GetValueOrDefault(c.Template.Intent) + 1) <= OfOneIntent).Take(LookedAtClosely)
            .Select(c => Asks(c.Template) && !Asks(view) ? Aligner.Align(c.Template, view) : Better(Aligner.Align(c.Template, view), LooseFit.Fit(c.Template, view)))
            .GroupBy(a => a.Template.Intent).Select(g => BestOf(g, view))
            .Order(Fit.Best)];
        fits.RemoveAll(f => f.Runs.Count > 0 && fits.Exists(other => Names(other, f)));
        return fits;
    }

    /// <summary>"a draft for Ravi, short" has a name in it, which another intent of the function reads, and no text may swallow.</summary>
    private static bool Names(Alignment other, Alignment fit) =>
        other != fit && other.Template.Intent.Function.Name == fit.Template.Intent.Function.Name && other.Likeness > fit.Likeness - Swallowed
        && other.Filled.Values.Any(m => fit.Runs.Values.Any(r => m.From >= r.From && m.To <= r.To));

    /// <summary>Of one intent. "scrap reminder 2" is like "scrap the reminder", but then the number would be lost.</summary>
    private static Alignment BestOf(IEnumerable<Alignment> fits, MessageView view) =>
        fits.OrderByDescending(f => Math.Round(f.Likeness - (UnusedSlot * f.Template.Intent.Slots.Count(s => !f.Filled.ContainsKey(s.Key) && f.LeftTokens.Any(t => view.Slots.Covers(s.Value, t)))), 3)).ThenBy(f => f, Fit.Best).First();

    // "we may write to …" is not "may we write to …", though the words are the same.
    private bool Asks(Template template) => template.Elements is [{ Slot: null } first, ..] && vocabulary.IsInversion(first.Word);

    private bool Asks(MessageView view) => view.Utterance.IsQuestion || vocabulary.IsInversion(view.Utterance.Tokens[0].Plain) || vocabulary.IsAsking(view.Utterance.Tokens[0].Plain);

    private static Alignment Better(Alignment strict, Alignment loose) => loose.Likeness > strict.Likeness + 0.05 ? loose : strict;

    private sealed class Fit : IComparer<Alignment>
    {
        public static readonly Fit Best = new();

        // At the same likeness, the one that explains more with words and slots than with free text; and "remember that the
        // fair is on 3 March" is a note, not something to be done on 3 March.
        public int Compare(Alignment? x, Alignment? y)
        {
            var likeness = Math.Round(y!.Likeness, 3).CompareTo(Math.Round(x!.Likeness, 3));
            if (likeness != 0) return likeness;
            var command = HoldsCommand(x).CompareTo(HoldsCommand(y));
            if (command != 0) return command;
            // "stop everything" is an example's own words, and only like "everything stops".
            var verbatim = y.Verbatim.CompareTo(x.Verbatim);
            return verbatim != 0 ? verbatim : y.Matched.CompareTo(x.Matched);
        }

        private static bool HoldsCommand(Alignment fit) => fit.Template.Elements.Any(e => e.Type == SlotTypes.Command);
    }
}
