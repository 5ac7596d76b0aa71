using System.Collections.Concurrent;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Console;

/// <summary>Buttons where nothing can be pressed: what to type instead, and what that stands for.</summary>
internal sealed class ConsoleButtons
{
    private readonly ConcurrentDictionary<string, string> meanings = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>"approve 12 · reject 12 · why 12"; empty without buttons.</summary>
    public string Offer(IReadOnlyList<IReadOnlyList<Button>> rows) => string.Join('\n', rows.Select(row => string.Join(" · ", row.Select(Words))));

    /// <summary>The data of a button whose words were typed.</summary>
    public string? Meaning(string typed) => meanings.GetValueOrDefault(typed.Trim());

    private string Words(Button button)
    {
        var words = CleanText.Line(button.Data.Split(':', 3) switch
        {
            ["s", ..] => button.Data[2..],
            [_, var verb, var number] when int.TryParse(number, out _) => $"{verb} {number}",
            _ => button.Label.ToLowerInvariant(),
        });
        meanings[words] = button.Data;
        return words;
    }
}
