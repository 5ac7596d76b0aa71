using System.Text.RegularExpressions;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Understanding;
using Jarvis.Bot.Understanding.Classifying;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Bot.Understanding.Learning;

namespace Jarvis.Bench.HeldOut;

/// <summary>A part of the examples that is left out of the prompts, and what understands without them.</summary>
internal static partial class HeldOutExamples
{
    /// <summary>The prompts without every example of this part, in a folder of their own that the caller deletes.</summary>
    public static string Without(string prompts, int part, int parts)
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-prompts-").FullName;
        foreach (var file in Directory.EnumerateFiles(prompts, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, "prompts", Path.GetRelativePath(prompts, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            var isExample = Path.GetFileName(file) is "intents.yaml" or "strangers.yaml";
            var seen = 0;
            File.WriteAllLines(copy, File.ReadLines(file).Where(l => !isExample || !Example().IsMatch(l) || seen++ % parts != part));
        }
        return Path.Combine(folder, "prompts");
    }

    /// <summary>What was left out: each example with its slots filled, and each stranger with the function "-".</summary>
    public static IEnumerable<(string Function, string Say)> Of(IntentCatalog all, IntentCatalog rest, SlotReaders readers)
    {
        var known = rest.Intents.SelectMany(i => i.Templates).Select(t => t.Example).ToHashSet(StringComparer.Ordinal);
        var random = new Random(3);
        foreach (var template in all.Intents.SelectMany(i => i.Templates).Where(t => !known.Contains(t.Example)))
            yield return (template.Intent.Function.Name, Filled(template, all, readers, random));
        foreach (var stranger in all.Strangers.Except(rest.Strangers, StringComparer.Ordinal)) yield return ("-", stranger);
    }

    public static LocalUnderstanding Understanding(IntentCatalog catalog, SlotReaders readers) =>
        new(catalog, readers, new Suggestions(catalog, readers), new FunctionClassifier(catalog, readers, folder: null), new Lessons());

    private static string Filled(Template template, IntentCatalog catalog, SlotReaders readers, Random random) => Slot().Replace(template.Example, m =>
    {
        var type = template.Intent.Slots[m.Groups["slot"].Value];
        IReadOnlyList<string> said = type == SlotTypes.Command ? ["the status", "open decisions", "the daily report"]
            : catalog.Vocabulary.Samples.TryGetValue(type, out var samples) ? samples
            : type.Contains('|', StringComparison.Ordinal) ? type.Split('|') : [.. readers.NamesOf(type)];
        return said.Count == 0 ? "Anna" : said[random.Next(said.Count)];
    });

    [GeneratedRegex(@"^\s+- (?!function:)\S", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"\{(?<slot>\w+)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Slot();
}
