using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Understanding.Language;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Jarvis.Bot.Understanding.Intents;

/// <summary>An intents file is wrong. The message names the files, the functions and the mends, and stops the start.</summary>
public sealed class IntentsException : Exception
{
    public IntentsException() { }
    public IntentsException(string message) : base(message) { }
    public IntentsException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>All intents of all domains, read from prompts/&lt;domain&gt;/intents.yaml and checked.</summary>
internal sealed partial class IntentCatalog
{
    public const int FewestExamples = 12;

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();
    private readonly IncrementalHash read = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<string> mistakes = [];
    private readonly int fewest;
    private readonly Dictionary<string, string> examples = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="folder">prompts/.</param>
    /// <param name="functions">What exists.</param>
    /// <param name="types">Slot types that can be read, besides text and command.</param>
    /// <param name="fewest">Of examples, of each intent; fewer where some were left out on purpose.</param>
    public IntentCatalog(string folder, IReadOnlyDictionary<string, SkillFunction> functions, IReadOnlyCollection<string> types, int fewest = FewestExamples)
    {
        this.fewest = fewest;
        Vocabulary = new Vocabulary(Read<WordsFile>(Path.Combine(folder, "words.yaml")) ?? new WordsFile());
        Strangers = Read<StrangersFile>(Path.Combine(folder, "strangers.yaml"))?.Strangers ?? [];
        var intents = new List<Intent>();
        foreach (var file in Directory.EnumerateFiles(folder, "intents.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(folder))!, file).Replace('\\', '/');
            foreach (var entry in Read<IntentFile>(file)?.Intents ?? [])
                if (Check(name, entry, functions, types) is { } function) intents.Add(Split(function, entry));
        }
        Fingerprint = Convert.ToHexString(read.GetHashAndReset());
        if (mistakes.Count > 0) throw new IntentsException(string.Join(Environment.NewLine, mistakes));
        Intents = [.. intents.Where(i => i.After.Count == 0)];
        FollowOns = [.. intents.Where(i => i.After.Count > 0)];
    }

    public IReadOnlyList<Intent> Intents { get; }

    /// <summary>Those that change what was asked for just before.</summary>
    public IReadOnlyList<Intent> FollowOns { get; }

    public Vocabulary Vocabulary { get; }

    /// <summary>Another one as soon as a byte in the files is another.</summary>
    public string Fingerprint { get; }

    /// <summary>What people say that is none of Jarvis's business.</summary>
    public IReadOnlyList<string> Strangers { get; }

    public IEnumerable<Intent> For(string function) => Intents.Where(i => i.Function.Name == function);

    private T? Read<T>(string file)
    {
        var text = File.ReadAllText(file);
        read.AppendData(Encoding.UTF8.GetBytes(text));
        try { return Yaml.Deserialize<T>(text); }
        catch (YamlException e) { throw new IntentsException($"{file}, line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}", e); }
    }

    private SkillFunction? Check(string file, IntentEntry entry, IReadOnlyDictionary<string, SkillFunction> functions, IReadOnlyCollection<string> types)
    {
        var at = $"{file}: {(entry.Function.Length > 0 ? entry.Function : "an intent without a function")}";
        if (!functions.TryGetValue(entry.Function, out var function))
        {
            var near = functions.Keys.Where(f => f.Split('.')[0] == entry.Function.Split('.')[0]).Order(StringComparer.Ordinal).ToList();
            Wrong($"there is no such function. {(near.Count > 0 ? $"The domain has {string.Join(", ", near)}." : "No domain of that name is registered.")}");
            return null;
        }
        if (entry.Examples.Count < fewest) Wrong($"{entry.Examples.Count} examples; write at least {fewest}, in the words that owners use.");
        foreach (var (slot, type) in entry.Slots)
        {
            if (type is not (SlotTypes.Text or SlotTypes.Name or SlotTypes.Command) && !types.Contains(type, StringComparer.Ordinal) && !type.Contains('|', StringComparison.Ordinal))
                Wrong($"slot {slot} has the unknown type \"{type}\". Known are {SlotTypes.Text}, {SlotTypes.Name}, {SlotTypes.Command}, {string.Join(", ", types.Order(StringComparer.Ordinal))}, or words to choose from as in \"csv|json\".");
            foreach (var argument in type == SlotTypes.Command ? SlotTypes.CommandArguments : [slot])
                if (!function.Parameters.Contains(argument, StringComparer.Ordinal)) Wrong($"the function has no argument \"{argument}\". It has {Listed(function.Parameters)}.");
        }
        foreach (var name in entry.Fixed.Keys.Where(n => !function.Parameters.Contains(n, StringComparer.Ordinal))) Wrong($"fixed names the argument \"{name}\", which the function does not have. It has {Listed(function.Parameters)}.");
        foreach (var name in entry.Ask.Keys.Where(n => !entry.Slots.ContainsKey(n))) Wrong($"ask names \"{name}\", which is not among the slots.");
        foreach (var name in entry.After.Values.SelectMany(a => a.Keys).Where(n => !function.Parameters.Contains(n, StringComparer.Ordinal))) Wrong($"after names the argument \"{name}\", which the function does not have. It has {Listed(function.Parameters)}.");
        foreach (var (before, taken) in entry.After)
        {
            if (!functions.TryGetValue(before, out var changed)) Wrong($"after names the function \"{before}\", which there is not.");
            else foreach (var name in taken.Values.Where(n => !changed.Parameters.Contains(n, StringComparer.Ordinal))) Wrong($"after takes \"{name}\" from {before}, which has {Listed(changed.Parameters)}.");
        }
        foreach (var example in entry.Examples)
        {
            foreach (var slot in Slot().Matches(example).Select(m => m.Groups["slot"].Value).Where(s => !entry.Slots.ContainsKey(s)))
                Wrong($"the example \"{example}\" has {{{slot}}}, which is not among the slots.");
            if (!examples.TryAdd(example.Trim(), at)) Wrong($"the example \"{example}\" stands at {examples[example.Trim()]} too; keep it at one of them.");
        }
        return function;

        void Wrong(string what) => mistakes.Add($"{at}: {what}");
    }

    private Intent Split(SkillFunction function, IntentEntry entry)
    {
        var intent = new Intent(function, entry);
        intent.Templates = [.. entry.Examples.Select(e => SplitExample(intent, e))];
        return intent;
    }

    private Template SplitExample(Intent intent, string example)
    {
        // A letter-only stand-in keeps a slot one word while filler is taken off around it.
        var slots = new List<string>();
        var plain = Slot().Replace(example, m => { slots.Add(m.Groups["slot"].Value); return " slotplaceholder "; });
        var next = 0;
        var elements = new Utterance(plain, Vocabulary).Tokens
            .Select(t => t.Plain == "slotplaceholder" ? new Element("", slots[next], intent.Slots.GetValueOrDefault(slots[next++], "")) : new Element(t.Canonical, null, "")).ToArray();
        return new Template(intent, example, elements);
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names);

    [GeneratedRegex(@"\{(?<slot>\w+)\}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Slot();
}
