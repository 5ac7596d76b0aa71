using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Jarvis.Bot.Understanding;

/// <summary>A prompt as it stands in prompts/: what it is for and what it asks of a model (the front matter), and its text.</summary>
/// <param name="Name">"jarvis/turn.md".</param>
/// <param name="Text">What the model reads, without the front matter.</param>
public sealed record PromptFile(string Name, string Text)
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithDuplicateKeyChecking().Build();

    /// <summary>What the call is for, one lower-case word: in the cost ledger, and for settings that name it.</summary>
    public required string Purpose { get; init; }

    /// <summary>How good a model must at least be, from 0 (any) to 1 (the best).</summary>
    public double Quality { get; init; }

    /// <summary>Longest answer, in tokens.</summary>
    public required int MaxTokens { get; init; }

    /// <exception cref="PromptException">The front matter is missing or wrong; the message names the file, the field and what is allowed.</exception>
    public static PromptFile Parse(string name, string content)
    {
        var lines = content.ReplaceLineEndings("\n");
        var end = lines.IndexOf("\n---\n", StringComparison.Ordinal);
        if (!lines.StartsWith("---\n", StringComparison.Ordinal) || end < 0)
            throw new PromptException($"{name}: begins without front matter. Write its purpose and maxTokens between two lines of ---.");
        FrontMatter front;
        try
        {
            front = Yaml.Deserialize<FrontMatter>(lines[4..(end + 1)]) ?? new FrontMatter();
        }
        catch (YamlException e)
        {
            throw new PromptException($"{name}, line {e.Start.Line + 1}: {e.InnerException?.Message ?? e.Message} Allowed are purpose, quality and maxTokens.", e);
        }
        var text = lines[(end + 5)..].Trim();
        if (front.Purpose.Length is 0 or > 32 || !front.Purpose.All(c => char.IsAsciiLetterLower(c) || c == '-')) Wrong("purpose", front.Purpose, "one lower-case word of at most 32 letters, such as chat");
        if (front.Quality is not (>= 0 and <= 1)) Wrong("quality", $"{front.Quality}", "0 (any model will do) to 1 (the best)");
        if (front.MaxTokens is not (>= 16 and <= 32_000)) Wrong("maxTokens", $"{front.MaxTokens}", "16 to 32000");
        if (text.Length == 0) throw new PromptException($"{name}: has no text after its front matter.");
        return new PromptFile(name, text) { Purpose = front.Purpose, Quality = front.Quality, MaxTokens = front.MaxTokens };

        void Wrong(string field, string value, string allowed) => throw new PromptException($"{name}: {field} is \"{value}\"; allowed is {allowed}.");
    }

    private sealed class FrontMatter
    {
        public string Purpose { get; set; } = "";

        public double Quality { get; set; }

        public int MaxTokens { get; set; }
    }
}

/// <summary>A prompt file is wrong. The message names the file and the mend, and stops the start.</summary>
public sealed class PromptException : Exception
{
    public PromptException() { }
    public PromptException(string message) : base(message) { }
    public PromptException(string message, Exception innerException) : base(message, innerException) { }
}
