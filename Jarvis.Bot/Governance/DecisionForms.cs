using System.Text.Json;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>What to ask before a button's decision can be taken, for platforms that can show a form.</summary>
/// <param name="Title">Such as "Change #12".</param>
/// <param name="Data">The button's data; it goes back with the answers.</param>
public sealed record DecisionForm(string Title, string Data, IReadOnlyList<FormField> Fields);

/// <summary>One line or paragraph of a form.</summary>
/// <param name="Name">By which its answer is known.</param>
/// <param name="Label">As a person reads it.</param>
/// <param name="Value">What stands there at first.</param>
public sealed record FormField(string Name, string Label, string Value);

/// <summary>A form as somebody filled it in: the text of an inbound message of kind <see cref="Conversations.InboundKind.Form"/>.</summary>
public sealed record FormAnswers(string Data, IReadOnlyDictionary<string, string> Answers)
{
    public string ToText() => JsonSerializer.Serialize(this);

    /// <summary>Null when the text is none.</summary>
    public static FormAnswers? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<FormAnswers>(text) is { Data: not null, Answers: not null } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The forms of the buttons Edit and Reject. What is written into one is taken as it is, and never read as a command.</summary>
internal sealed class DecisionForms(IDbContextFactory<JarvisDb> databases, SkillCatalog catalog)
{
    private const string Reason = "reason";
    private const int LongestReason = 400;

    /// <summary>Null when the button needs no form, or the person may not decide, or nothing is open: then it is taken like any press, and answered in words.</summary>
    public async Task<DecisionForm?> FindAsync(string data, Person person, CancellationToken cancel)
    {
        if (DecisionWords.Read(data) is not { Verb: DecisionVerb.Edit or DecisionVerb.Reject } request) return null;
        var actions = await OpenAsync(request, cancel);
        if (actions.Count == 0 || actions.Exists(a => !person.MayDecide(a.Domain, a.Needs))) return null;
        if (request.Verb == DecisionVerb.Reject)
            return new DecisionForm(actions is [var one] ? $"Reject #{one.Id}" : $"Reject {actions.Count} actions", data, [new FormField(Reason, "Why not? May be left empty.", "")]);
        var values = Values(actions[0]);
        return values.Count == 0 ? null : new DecisionForm($"Change #{actions[0].Id}", data, [.. values.Select(v => new FormField(v.Key, v.Key, v.Value))]);
    }

    /// <summary>The decision that a filled-in form means; null when it is none. Fields that were left as they are change nothing.</summary>
    public async Task<DecisionRequest?> ReadAsync(string text, CancellationToken cancel)
    {
        if (FormAnswers.Read(text) is not { } form || DecisionWords.Read(form.Data) is not { } request) return null;
        if (request.Verb == DecisionVerb.Reject)
            return request with { Reason = form.Answers.GetValueOrDefault(Reason)?.Trim() is { Length: > 0 } reason ? reason[..Math.Min(reason.Length, LongestReason)] : null };
        if (request.Verb != DecisionVerb.Edit || await OpenAsync(request, cancel) is not [var action]) return request;
        var now = Values(action);
        return request with { Changes = form.Answers.Where(a => a.Value != now.GetValueOrDefault(a.Key)).ToDictionary(a => a.Key, a => a.Value, StringComparer.OrdinalIgnoreCase) };
    }

    private Dictionary<string, string> Values(ActionRecord action)
    {
        var arguments = action.Call.Arguments;
        return (catalog.Find(action.Function)?.Parameters ?? []).ToDictionary(p => p, p => arguments.GetValueOrDefault(p) ?? "", StringComparer.OrdinalIgnoreCase);
    }

    private async Task<List<ActionRecord>> OpenAsync(DecisionRequest request, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = db.Set<ActionRecord>().AsNoTracking().Where(a => a.State == ActionState.Waiting || a.State == ActionState.Interrupted);
        return request.PromptId is { } prompt
            ? await open.Where(a => a.PromptId == prompt).ToListAsync(cancel)
            : await open.Where(a => request.Numbers.Contains(a.Id)).ToListAsync(cancel);
    }
}
