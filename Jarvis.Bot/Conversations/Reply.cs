using Jarvis.Skills.Answers;

namespace Jarvis.Bot.Conversations;

/// <summary>What Jarvis says, before it is cut into a channel's messages.</summary>
public sealed record Reply(string Markdown)
{
    public Table? Table { get; init; }

    public Chart? Chart { get; init; }

    public IReadOnlyList<AnswerFile> Files { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<Button>> Buttons { get; init; } = [];

    /// <summary>Set when the reply is the text of a prompt: it is edited once the prompt is decided.</summary>
    public int? PromptId { get; init; }

    public AlertNotice? Alert { get; init; }

    public bool IsReport { get; init; }

    /// <summary>True when it holds text from outside: a prompt that shows it again marks it as such.</summary>
    public bool Untrusted { get; init; }

    public static Reply Of(Answer answer) => new(answer.Sentence)
    {
        Table = answer.Table,
        Chart = answer.Chart,
        Files = answer.Files,
        IsReport = answer.IsReport,
        Untrusted = answer.Untrusted,
        Buttons = answer.Next.Count == 0 ? [] : [answer.Next.Select(n => new Button(n, "s:" + n)).ToList()],
    };
}
