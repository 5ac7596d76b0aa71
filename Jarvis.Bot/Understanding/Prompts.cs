namespace Jarvis.Bot.Understanding;

/// <summary>Reads the texts in prompts/, which stand beside the program.</summary>
public sealed class Prompts
{
    public string Folder { get; init; } = Path.Combine(AppContext.BaseDirectory, "prompts");

    /// <exception cref="FileNotFoundException">The file is not there; the message names it.</exception>
    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));
}
