using System.Text.RegularExpressions;
using Jarvis.Bot.Understanding.Matching;
using Jarvis.Bot.Understanding.Slots;

namespace Jarvis.Bot.Understanding;

/// <summary>Says what a fit would mean, in words that are understood when they are said.</summary>
internal static partial class Readings
{
    private const int LongestLabel = 40;

    public static (string Label, string Say) Of(string say) =>
        (Short(char.ToUpperInvariant(say[0]) + say[1..]), say);

    /// <summary>The ways to read a message by this fit: more than one when it names two services.</summary>
    public static IEnumerable<string> Say(Alignment fit, MessageView view)
    {
        yield return Say(fit, view, null, null);
        foreach (var (slot, match) in fit.Filled)
            foreach (var other in view.Slots.Of(match.Type).Where(m => !m.Recalled && m.Value.Length > 0 && m.Value != match.Value && !fit.Filled.Values.Any(f => m.From < f.To && f.From < m.To)).Take(2))
                yield return Say(fit, view, slot, other);
    }

    private static string Say(Alignment fit, MessageView view, string? replaced, SlotMatch? by)
    {
        var filled = fit.Filled.Keys.Concat(fit.Runs.Keys).ToHashSet(StringComparer.Ordinal);
        var template = fit.Verbatim && fit.MissedElements.Count == 0 ? fit.Template
            : fit.Template.Intent.Templates.Where(t => t.Elements.Where(e => e.Slot is not null).Select(e => e.Slot!).ToHashSet(StringComparer.Ordinal).SetEquals(filled)).FirstOrDefault() ?? fit.Template;
        var text = Slot().Replace(template.Example, m =>
        {
            var slot = m.Groups["slot"].Value;
            if (slot == replaced) return Written(by!, view);
            if (fit.Filled.TryGetValue(slot, out var match)) return Written(match, view);
            return fit.Runs.TryGetValue(slot, out var run) ? view.Utterance.Said(run.From, run.To) : "";
        });
        return Spaces().Replace(text, " ").Trim();
    }

    // A name as it is spelled; anything else as it was written, because "2026-11-23T09:00:00+01:00" is no button.
    private static string Written(SlotMatch match, MessageView view) =>
        match.Recalled || !SlotReaders.IsTime(match.Type) && match.Value.Length > 0 ? match.Value : view.Utterance.Written(match.From, match.To);

    public static string Short(string label) => label.Length <= LongestLabel ? label : label[..(LongestLabel - 1)] + "…";

    [GeneratedRegex(@"\{(?<slot>\w+)\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Slot();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Spaces();
}
