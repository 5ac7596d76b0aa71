using Jarvis.Bot.Conversations;
using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Channels.Web;

/// <summary>A message as the page shows it.</summary>
/// <param name="Row">"i81" or "o112": inbox or outbox, and the row.</param>
internal sealed record WebMessage(string Row, DateTimeOffset At)
{
    public bool FromPerson { get; init; }

    /// <summary>Markdown from Jarvis; plain text from a person.</summary>
    public string Text { get; init; } = "";

    /// <summary>The row whose content is shown: another one once the message was edited.</summary>
    public string ContentRow { get; init; } = Row;

    public bool Pressed { get; init; }

    public bool Edited => ContentRow != Row;

    public bool NotDelivered { get; init; }

    /// <summary>Jarvis has not answered it yet.</summary>
    public bool Waiting { get; init; }

    public IReadOnlyList<IReadOnlyList<Button>> Buttons { get; init; } = [];

    public Table? Table { get; init; }

    public Chart? Chart { get; init; }

    public string? FileName { get; init; }

    public bool IsPicture { get; init; }

    public static WebMessage Of(InboxMessage row) => new($"i{row.Id}", row.At)
    {
        FromPerson = true,
        Text = row.Kind == InboundKind.Button ? ButtonWords.Of(row.Text) : row.Text,
        Pressed = row.Kind == InboundKind.Button,
        Waiting = row.State == InboxState.Received,
        FileName = row.FileName,
        IsPicture = row.FileName is { } name && WebFiles.IsPicture(name),
    };

    public static WebMessage Of(OutboxMessage row, OutboxMessage? edit)
    {
        var shown = edit ?? row;
        var part = shown.Part();
        return new WebMessage($"o{row.Id}", row.At)
        {
            ContentRow = $"o{shown.Id}",
            Text = part.Markdown,
            NotDelivered = row.State == OutboxState.Failed,
            Buttons = part.Buttons,
            Table = part.Table,
            Chart = part.Chart,
            FileName = part.File?.Name,
            IsPicture = part.File is { } file && WebFiles.IsPicture(file.Name),
        };
    }
}

/// <summary>A pressed button in words, for the conversation's history.</summary>
internal static class ButtonWords
{
    public static string Of(string data)
    {
        var parts = data.Split(':', 3);
        return parts switch
        {
            ["s", ..] => data[2..],
            ["d", var verb, ['p', ..]] => $"{Capital(verb)} all",
            ["d", var verb, var number] => $"{Capital(verb)} {number}",
            ["a", "ack", var number] => $"Acknowledge alert {number}",
            ["m", "ask", _] => "Yes, ask a model",
            ["m", "no", _] => "No",
            _ => data,
        };
    }

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
