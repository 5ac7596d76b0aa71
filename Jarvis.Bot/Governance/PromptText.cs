using System.Text;
using System.Text.RegularExpressions;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Governance;

/// <summary>How a prompt reads, before and after it is decided.</summary>
internal sealed partial class PromptText(SkillCatalog catalog, IOptions<BusinessOptions> business, TimeProvider time)
{
    private const int MostPreview = 1500;

    public Reply Write(int promptId, IReadOnlyList<ActionRecord> actions)
    {
        var open = actions.Where(IsOpen).ToList();
        var text = new StringBuilder();
        if (actions.Count == 1) One(text, actions[0]);
        else Several(text, actions, open.Count);
        return new Reply(text.ToString().TrimEnd()) { PromptId = promptId, Buttons = Buttons(promptId, actions, open) };
    }

    /// <summary>A decision can still be taken on it.</summary>
    public static bool IsOpen(ActionRecord action) => action.State is ActionState.Waiting or ActionState.Interrupted;

    private void One(StringBuilder text, ActionRecord action)
    {
        text.Append($"{Mark(action)} **#{action.Id} {Escape(action.What)}** · {catalog.TitleOf(action.Domain)}\n\n");
        if (!IsOpen(action))
        {
            text.Append(Escape(Ended(action)));
            return;
        }
        if (action.State == ActionState.Interrupted) text.Append("I was interrupted while it ran and do not know whether it took effect. Approve runs it again, Reject leaves it.\n\n");
        if (action.Why.Length > 0) text.Append($"**Why:** {Escape(action.Why)}\n\n");
        text.Append(Facts(action));
        text.Append($"\n\n*{action.GateReason} Open until {Clock(action.ExpiresAt)}.*");
        if (action.Preview is { Length: > 0 } preview)
            text.Append("\n\n").Append(Quote(preview.Length > MostPreview ? preview[..MostPreview] + "…" : preview));
    }

    private void Several(StringBuilder text, IReadOnlyList<ActionRecord> actions, int open)
    {
        text.Append($"**{actions.Count} {catalog.TitleOf(actions[0].Domain).ToLowerInvariant()} actions** {(open > 0 ? $"· {open} to decide" : "· decided")}\n\n");
        foreach (var action in actions)
        {
            text.Append($"{Mark(action)} **#{action.Id}** {Escape(action.What)}");
            text.Append(IsOpen(action) ? action.Why.Length > 0 ? $": {Escape(action.Why)}" : "" : $": {Escape(Ended(action))}");
            text.Append("\n\n");
        }
        if (open > 0) text.Append(Facts(actions[0])).Append($"\n\n*{actions[0].GateReason} Open until {Clock(actions.Min(a => a.ExpiresAt))}.*");
    }

    private static string Facts(ActionRecord action)
    {
        List<string> facts =
        [
            $"**Risk:** {action.Risk.ToString().ToLowerInvariant()}{(action.RiskNote is { } note ? $", {Escape(note)}" : "")}",
            $"**Cost:** {action.Cost?.ToString() ?? "none"}",
            $"**Undo:** {Escape(action.UndoText ?? "not possible")}",
        ];
        if (action.Benefit is { } benefit) facts.Insert(0, $"**Benefit:** {Escape(benefit)}");
        if (action.Recipients > 0) facts.Add($"**Recipients:** {action.Recipients}");
        return string.Join(" · ", facts);
    }

    private static string Ended(ActionRecord action) => action.State switch
    {
        ActionState.Approved or ActionState.Running => $"Approved by {action.DecidedBy}; running.",
        ActionState.Done => $"Approved by {action.DecidedBy}. {action.Result}",
        ActionState.Failed => $"Approved by {action.DecidedBy}, but it failed: {action.Result}",
        ActionState.Refused => $"Rejected by {action.DecidedBy}{(action.DecisionReason is { } reason ? $": {reason}" : "")}.",
        ActionState.Expired => "Expired without an answer, so it was not done.",
        ActionState.Undone => "Done, and undone again.",
        _ => ActionText.Standing(action),
    };

    private static List<IReadOnlyList<Button>> Buttons(int promptId, IReadOnlyList<ActionRecord> actions, List<ActionRecord> open)
    {
        if (open.Count == 0)
            return actions is [{ State: ActionState.Done, UndoFunction: not null } done] ? [[new Button("Undo", $"d:undo:{done.Id}")]] : [];
        if (actions.Count > 1)
            return
            [
                [new Button($"Approve all {open.Count}", $"d:approve:p{promptId}"), new Button("Reject all", $"d:reject:p{promptId}")],
                .. open.Take(8).Select(a => (IReadOnlyList<Button>)[new Button($"Approve #{a.Id}", $"d:approve:{a.Id}"), new Button($"Reject #{a.Id}", $"d:reject:{a.Id}"), new Button($"Why #{a.Id}", $"d:why:{a.Id}")]),
            ];
        var id = open[0].Id;
        List<IReadOnlyList<Button>> rows = [[new Button("Approve", $"d:approve:{id}"), new Button("Reject", $"d:reject:{id}"), new Button("Why", $"d:why:{id}")]];
        if (open[0].State == ActionState.Waiting)
            rows.Add(open[0].AlwaysAsk
                ? [new Button("Edit", $"d:edit:{id}"), new Button("Snooze", $"d:snooze:{id}")]
                : [new Button("Edit", $"d:edit:{id}"), new Button("Snooze", $"d:snooze:{id}"), new Button("Always", $"d:always:{id}")]);
        return rows;
    }

    private static string Mark(ActionRecord action) => action.State switch
    {
        ActionState.Waiting or ActionState.Interrupted => "❓",
        ActionState.Approved or ActionState.Running => "⏳",
        ActionState.Done => "✅",
        ActionState.Failed => "⚠️",
        ActionState.Undone => "↩️",
        _ => "✖️",
    };

    private string Clock(DateTimeOffset at)
    {
        var local = business.Value.Local(at);
        var today = business.Value.Local(time.GetUtcNow()).Date;
        return local.Date == today ? $"{local:HH:mm}" : local.Date == today.AddDays(1) ? $"{local:HH:mm} tomorrow" : $"{local:d MMM HH:mm}";
    }

    private static string Quote(string preview) => "> " + preview.ReplaceLineEndings("\n").Replace("\n", "\n> ", StringComparison.Ordinal);

    /// <summary>Text from plans may hold a stranger's words; in a prompt it must not become markup, nor a link of its own.</summary>
    public static string Escape(string text) => Markup().Replace(text.ReplaceLineEndings(" "), @"\$0");

    // Besides the marks: entities, and what makes a bare address ("https://", "mailto:", "www.") a link.
    [GeneratedRegex(@"[\\`*_\[\]<>|#~&]|:(?=\S)|(?<=www)\.", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Markup();
}
