using YamlDotNet.RepresentationModel;

namespace Jarvis.Bench.Cost;

/// <summary>Something that an owner says, and what should come of it.</summary>
/// <param name="Expect">Functions that serve it, each alone; "model", "decision", "dropped" and "none" beside them.</param>
/// <param name="With">Arguments that must come out so.</param>
internal sealed record OwnersRequest(string Say, IReadOnlyList<string> Expect, IReadOnlyDictionary<string, string> With);

/// <summary>The requests of a month, which stand in month.yaml beside this program.</summary>
internal static class Month
{
    public static IReadOnlyList<OwnersRequest> Read()
    {
        using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "Cost", "month.yaml"));
        var yaml = new YamlStream();
        yaml.Load(text);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode).Cast<YamlMappingNode>().Select(Of)];
    }

    private static OwnersRequest Of(YamlMappingNode node) => new(
        $"{node["say"]}",
        node["expect"] is YamlSequenceNode several ? [.. several.Select(s => $"{s}")] : [$"{node["expect"]}"],
        node.Children.TryGetValue("with", out var with) ? ((YamlMappingNode)with).ToDictionary(a => $"{a.Key}", a => $"{a.Value}", StringComparer.Ordinal) : []);
}
