namespace Jarvis.Tests.Understanding.HeldOut;

/// <summary>Something that an owner says, and what should come of it.</summary>
/// <param name="Expected">Functions that serve it, each alone; "-" when nothing does.</param>
/// <param name="With">Arguments that must come out so.</param>
/// <param name="Before">What was said before; null when nothing was.</param>
public sealed record OwnersRequest(IReadOnlyList<string> Expected, IReadOnlyDictionary<string, string> With, string? Before, string Say)
{
    public bool IsStranger => Expected is ["-"];

    /// <param name="file">"requests.txt" or "everyday.txt", beside this class.</param>
    public static IReadOnlyList<OwnersRequest> ReadAll(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Understanding", "HeldOut", file))
            .Where(l => l.Length > 0 && l[0] != '#').Select(Of)];

    private static OwnersRequest Of(string line)
    {
        var parts = line.Split(" | ", StringSplitOptions.TrimEntries);
        var (functions, arguments) = parts[0].Split('(', ')') is [var name, var inside, ""] ? (name, inside) : (parts[0], "");
        var with = arguments.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[1], StringComparer.Ordinal);
        return new OwnersRequest(functions.Split(" or "), with, parts.Length == 3 ? parts[1] : null, parts[^1]);
    }
}
