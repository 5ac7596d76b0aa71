namespace Jarvis.Bot.Understanding;

/// <summary>The prompts in prompts/, which stand beside the program: every Markdown file there but the mails in prompts/mail and what businesses say of themselves, read and checked when first one is asked for.</summary>
public sealed class Prompts
{
    private readonly Lazy<IReadOnlyDictionary<string, PromptFile>> all;

    public Prompts() => all = new(() => ReadAll(Folder));

    public string Folder { get; init; } = Path.Combine(AppContext.BaseDirectory, "prompts");

    /// <param name="name">"jarvis/turn.md".</param>
    /// <exception cref="PromptException">There is no such file, or one of them is wrong; the message says which and what is allowed.</exception>
    public PromptFile Get(string name) =>
        all.Value.GetValueOrDefault(name) ?? throw new PromptException($"prompts/{name} is missing. It comes with the program; put it back.");

    private static Dictionary<string, PromptFile> ReadAll(string folder) =>
        Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(f => !f.Name.StartsWith("mail/", StringComparison.Ordinal) && Path.GetFileName(f.Name) != "business.md")
            .Select(f => PromptFile.Parse(f.Name, File.ReadAllText(f.File)))
            .ToDictionary(p => p.Name, StringComparer.Ordinal);
}
