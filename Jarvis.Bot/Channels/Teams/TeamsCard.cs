using System.Globalization;
using System.Text.Json.Nodes;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>Questions, alerts, tables and charts as Adaptive Cards of version 1.5.</summary>
internal static class TeamsCard
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    /// <summary>What a pressed button carries, under these names.</summary>
    public const string Pressed = "press", Reason = "reason";

    /// <summary>A wider or longer table shows its beginning; the rest is in a file. Keeps a card well under the 28 KB that Teams takes.</summary>
    public const int MostCells = 80;

    private const int LongestCell = 80;

    /// <param name="picture">An address for the picture, which may hold the picture itself; null without one.</param>
    public static JsonObject Of(OutboundPart part, string? picture = null)
    {
        var body = CardText.Of(part.Markdown);
        if (part.Alert is { } alert)
        {
            // The colour says how bad it is before a word is read.
            var inside = new JsonArray([.. body.Select(b => b!.DeepClone())]);
            body = [new JsonObject { ["type"] = "Container", ["style"] = StyleOf(alert), ["bleed"] = true, ["items"] = inside }];
        }
        if (part.Table is { Columns.Count: > 0 } table) Add(body, table);
        if (picture is not null) body.Add(new JsonObject { ["type"] = "Image", ["url"] = picture, ["altText"] = Label(PlainText.Visible(part.Markdown), 200), ["size"] = "stretch" });
        if (part.Buttons.Any(row => row.Any(b => b.Data.StartsWith("d:reject:", StringComparison.Ordinal) && !b.Data.StartsWith("d:reject:p", StringComparison.Ordinal))) && part.Buttons.Count <= 2)
            body.Add(new JsonObject { ["type"] = "Input.Text", ["id"] = Reason, ["placeholder"] = "Reason for a rejection (may be left empty)", ["maxLength"] = 200 });
        foreach (var row in part.Buttons.Where(r => r.Count > 0))
            body.Add(new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray([.. row.Select(Action)]) });
        return new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = Label(PlainText.Visible(part.Markdown), 1000),
            ["body"] = body,
        };
    }

    private static JsonNode Action(Button button)
    {
        var action = new JsonObject { ["type"] = "Action.Execute", ["title"] = Label(button.Label, 40), ["verb"] = "press", ["data"] = new JsonObject { [Pressed] = button.Data } };
        if (button.Data.StartsWith("d:approve", StringComparison.Ordinal)) action["style"] = "positive";
        if (button.Data.StartsWith("d:reject", StringComparison.Ordinal)) action["style"] = "destructive";
        return action;
    }

    private static void Add(JsonArray body, Table table)
    {
        var columns = table.Columns.Take(8).ToList();
        var rows = table.Rows.Take(Math.Max(1, MostCells / columns.Count)).ToList();
        if (table.Title is { Length: > 0 } title) body.Add(Line(title, bold: true));
        body.Add(new JsonObject
        {
            ["type"] = "Table",
            ["firstRowAsHeader"] = true,
            ["columns"] = new JsonArray([.. columns.Select((_, i) => (JsonNode)new JsonObject { ["width"] = Width(table, i) })]),
            ["rows"] = new JsonArray([.. rows.Prepend(table.Columns).Select((row, i) => (JsonNode)new JsonObject
            {
                ["type"] = "TableRow",
                ["cells"] = new JsonArray([.. row.Take(columns.Count).Select(cell => (JsonNode)new JsonObject { ["type"] = "TableCell", ["items"] = new JsonArray(Line(Label(cell, LongestCell), bold: i == 0)) })]),
            })]),
        });
        if (table.Rows.Count > rows.Count) body.Add(Line($"and {(table.Rows.Count - rows.Count).ToString("N0", CultureInfo.InvariantCulture)} more rows"));
        if (table.Columns.Count > columns.Count) body.Add(Line($"and {table.Columns.Count - columns.Count} more columns"));
    }

    /// <summary>A column is as wide as what usually stands in it, in shares.</summary>
    private static int Width(Table table, int column) =>
        Math.Clamp(table.Rows.Take(20).Select(r => r.ElementAtOrDefault(column)?.Length ?? 0).Append(table.Columns[column].Length).Max() / 4, 1, 6);

    private static JsonObject Line(string text, bool bold = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = CleanText.Line(text).Replace("{{", "{\u200B{", StringComparison.Ordinal) };
        if (bold) run["weight"] = "bolder";
        return new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }

    private static string StyleOf(AlertNotice alert) => alert switch
    {
        { State: "resolved" } => "good",
        { Severity: "critical" } => "attention",
        { Severity: "warning" } => "warning",
        _ => "emphasis",
    };

    private static string Label(string? text, int most)
    {
        var line = CleanText.Line(text);
        return line.Length <= most ? line : string.Concat(line.AsSpan(0, most - 1), "…");
    }
}
