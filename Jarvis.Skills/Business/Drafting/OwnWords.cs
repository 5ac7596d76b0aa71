using System.Text.RegularExpressions;

namespace Jarvis.Skills.Business.Drafting;

/// <summary>
/// What the owner has written about the business, in prompts/business.md: the only facts that a draft may name. Read again whenever it is asked for. Comments
/// and headings are no words of it.
/// </summary>
public sealed partial class OwnWords
{
    /// <summary>In characters. More would make each draft dear.</summary>
    private const int Longest = 20_000;

    private readonly string file;

    public OwnWords() : this("business.md") { }

    /// <param name="name">Of the file in prompts/: "business.md".</param>
    /// <param name="folder">Where the prompts are; null for those beside the program.</param>
    internal OwnWords(string name, string? folder = null) => (Name, file) = ($"prompts/{name}", Path.Combine(folder ?? Path.Combine(AppContext.BaseDirectory, "prompts"), name));

    /// <summary>"prompts/business.md".</summary>
    public string Name { get; }

    /// <summary>What must be written before it can be used, in a sentence for the owner; null when it can.</summary>
    public string? Missing => Read() switch
    {
        "" => $"{Name} is not filled in: write there what you sell, at which published prices, on which terms and in which tone.",
        { Length: > Longest } text => $"{Name} has {text.Length} characters; allowed are {Longest}.",
        _ => null,
    };

    /// <exception cref="NoDraftException">It is not filled in.</exception>
    public string Need() => Missing is { } missing ? throw new NoDraftException(missing) : Read();

    private string Read()
    {
        if (!File.Exists(file)) return "";
        var text = Comment().Replace(File.ReadAllText(file), "").Trim();
        return text.Split('\n').Any(l => l.Trim() is { Length: > 0 } line && line[0] != '#') ? text : "";
    }

    [GeneratedRegex(@"<!--.*?(?:-->|\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comment();
}
