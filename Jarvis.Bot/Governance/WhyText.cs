using System.Text;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Governance;

/// <summary>The answer to "why 12?": the finding, what it would bring, why it was asked for, and its whole history.</summary>
internal static class WhyText
{
    public static string Write(ActionRecord action, string domainTitle, IReadOnlyList<LedgerEntry> lines)
    {
        var text = new StringBuilder($"**#{action.Id} {action.What}** ({domainTitle})\n\n");
        if (action.Why.Length > 0) text.Append($"{action.Why}\n\n");
        if (action.Benefit is { } benefit) text.Append($"- Benefit: {benefit}\n");
        if (action.Origin is Origin.Agent or Origin.Event) text.Append($"- Confidence: {action.Confidence:P0}\n");
        text.Append($"- Risk: {action.Risk.ToString().ToLowerInvariant()}{(action.RiskNote is { } note ? $", {note}" : "")}\n");
        text.Append($"- Call: `{action.Call}`, needs {action.Needs.Word()}\n");
        text.Append($"- Gate: {action.GateReason}\n");
        if (action.Untrusted) text.Append("- It has read text from outside the business.\n");
        text.Append("\nHistory:\n");
        foreach (var line in lines) text.Append($"- {line.At:yyyy-MM-dd HH:mm:ss} UTC {line.Kind} by {line.Who}: {line.Text}\n");
        return text.ToString().TrimEnd();
    }
}
