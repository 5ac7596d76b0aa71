using System.Text.Json;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Governance;

namespace Jarvis.Bot.Channels.Discord;

/// <summary>Forms as Discord's modals.</summary>
internal static class DiscordModal
{
    private const int MostFields = 5;
    private const int LongestValue = 4000;
    private const int LongestLabel = 45;
    private const int Label = 18;
    private const int TextInput = 4;
    private const int OneLine = 1;
    private const int Paragraph = 2;

    /// <summary>Null when the form has more fields, or longer values, than a modal takes: then it is asked for in words.</summary>
    public static JsonObject? Of(DecisionForm form) =>
        form.Fields.Count > MostFields || form.Fields.Any(f => f.Value.Length > LongestValue) ? null : new JsonObject
        {
            ["custom_id"] = form.Data,
            ["title"] = Short(form.Title),
            ["components"] = new JsonArray([.. form.Fields.Select(f => new JsonObject { ["type"] = Label, ["label"] = Short(f.Label), ["component"] = Input(f) })]),
        };

    /// <summary>What somebody wrote into one.</summary>
    public static FormAnswers Read(JsonElement data)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in data.GetProperty("components").EnumerateArray())
            // A label holds one input; the rows of older clients several.
            foreach (var input in row.TryGetProperty("component", out var one) ? [one] : row.GetProperty("components").EnumerateArray().ToArray())
                answers[input.GetProperty("custom_id").GetString()!] = CleanText.Of(input.GetProperty("value").GetString());
        return new FormAnswers(data.GetProperty("custom_id").GetString()!, answers);
    }

    private static JsonObject Input(FormField field)
    {
        var input = new JsonObject
        {
            ["type"] = TextInput,
            ["custom_id"] = field.Name,
            ["style"] = field.Value.Length > 60 || field.Value.Contains('\n', StringComparison.Ordinal) ? Paragraph : OneLine,
            ["required"] = false,
        };
        if (field.Value.Length > 0) input["value"] = field.Value;
        return input;
    }

    private static string Short(string text) => CleanText.Line(text) is var line && line.Length <= LongestLabel ? line : line[..(LongestLabel - 1)] + "…";
}
