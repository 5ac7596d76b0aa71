using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Governance;

/// <summary>What a decision is about.</summary>
internal sealed record DecisionTarget
{
    public IReadOnlyList<ActionRecord> Actions { get; init; } = [];

    /// <summary>A question or an error instead of actions.</summary>
    public Reply? Say { get; init; }

    /// <summary>Added to the reply: what was left out, and why.</summary>
    public string? Note { get; init; }

    /// <summary>"always approve restarts of backend" while none waits: the call that it means.</summary>
    public FunctionCall? Grant { get; init; }

    public bool NotADecision { get; init; }
}

/// <summary>Finds which actions a decision means; where it could mean several, asks which.</summary>
internal sealed class DecisionTargets(IDbContextFactory<JarvisDb> databases, SkillCatalog catalog, LocalUnderstanding understanding)
{
    public async Task<DecisionTarget> FindAsync(Person person, DecisionRequest request, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var actions = db.Set<ActionRecord>().AsNoTracking();
        if (request.Numbers.Count > 0) return await NumberedAsync(actions, request.Numbers, cancel);

        if (request.Verb == DecisionVerb.Undo)
            return await actions.Where(a => a.State == ActionState.Done && a.UndoFunction != null && !a.CauseKey.StartsWith("undo:")).OrderByDescending(a => a.EndedAt).ThenByDescending(a => a.Id).FirstOrDefaultAsync(cancel) is { } last
                ? new DecisionTarget { Actions = [last] }
                : Saying("There is nothing that I could undo.");

        var open = await actions.Where(a => a.State == ActionState.Waiting || a.State == ActionState.Interrupted).OrderBy(a => a.Id).ToListAsync(cancel);
        if (request.PromptId is { } prompt)
            return open.Where(a => a.PromptId == prompt).ToList() is { Count: > 0 } asked ? new DecisionTarget { Actions = asked } : Saying("All of that is decided already.");

        var theirs = open.FindAll(a => person.MayDecide(a.Domain, a.Needs));
        if (request.Scope is { } scope) return Scoped(theirs, scope, request.Verb);
        return theirs.Count switch
        {
            1 => new DecisionTarget { Actions = theirs },
            0 when request.Casual || request.Verb == DecisionVerb.Why => new DecisionTarget { NotADecision = true },
            0 => Saying("Nothing waits for a decision."),
            _ => Which(theirs, request.Verb),
        };
    }

    private static async Task<DecisionTarget> NumberedAsync(IQueryable<ActionRecord> actions, IReadOnlyList<int> numbers, CancellationToken cancel)
    {
        var found = await actions.Where(a => numbers.Contains(a.Id)).ToListAsync(cancel);
        var missing = numbers.Except(found.Select(a => a.Id)).ToList();
        return new DecisionTarget
        {
            Actions = [.. numbers.Select(n => found.Find(a => a.Id == n)).OfType<ActionRecord>()],
            Note = missing.Count == 0 ? null : $"There is no {string.Join(", ", missing.Select(n => $"#{n}"))}. \"what needs me?\" lists what waits.",
        };
    }

    private DecisionTarget Scoped(List<ActionRecord> open, string scope, DecisionVerb verb)
    {
        var meant = scope.Length == 0 ? open : open.FindAll(a => IsAbout(a, scope));
        if (meant.Count == 0)
            return verb == DecisionVerb.Always && understanding.Understand(Imperative(scope), ConversationMemory.Empty) is Understood.Request request ? new DecisionTarget { Grant = request.Call }
                : Saying(scope.Length == 0 ? "Nothing waits for a decision." : $"Nothing that waits is about \"{scope}\".");

        // Raising the clearance must not slip through under "approve all".
        var careful = verb is DecisionVerb.Approve or DecisionVerb.Always ? meant.FindAll(a => a.AlwaysAsk) : [];
        return new DecisionTarget
        {
            Actions = [.. meant.Except(careful)],
            Note = careful.Count == 0 ? null : $"Not included, because it is decided on its own: {string.Join(", ", careful.Select(a => $"#{a.Id} {a.What}"))}.",
        };
    }

    private bool IsAbout(ActionRecord action, string scope)
    {
        var text = $"{action.Domain} {catalog.TitleOf(action.Domain)} {action.Function.Replace('_', ' ').Replace('.', ' ')} {action.What} {action.ArgumentsJson}".ToLowerInvariant();
        return scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("of" or "the" or "for" or "in" or "actions" or "proposals"))
            .All(w => text.Contains(w, StringComparison.Ordinal) || (w.Length > 3 && w[^1] == 's' && text.Contains(w[..^1], StringComparison.Ordinal)));
    }

    /// <summary>"restarts of backend" as it would be asked for: "restart backend".</summary>
    private static string Imperative(string scope)
    {
        var words = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select((w, i) => i == 0 && w.Length > 3 && w[^1] == 's' ? w[..^1] : w).Where(w => w != "of"));
    }

    private static DecisionTarget Which(List<ActionRecord> open, DecisionVerb verb)
    {
        var word = verb.ToString().ToLowerInvariant();
        var lines = open.Take(10).Select(a => $"- **#{a.Id}** {a.What}");
        var more = open.Count > 10 ? $"\n- and {open.Count - 10} more" : "";
        return new DecisionTarget
        {
            Say = new Reply($"{open.Count} actions wait. Which do you mean?\n\n{string.Join('\n', lines)}{more}\n\nSay \"{word} {open[0].Id}\", \"{word} {open[0].Id} and {open[1].Id}\" or \"{word} all\".")
            {
                Buttons = [.. open.Take(6).Select(a => (IReadOnlyList<Button>)[new Button(Short($"{verb} #{a.Id} {a.What}"), $"d:{word}:{a.Id}")])],
            },
        };
    }

    private static string Short(string label) => label.Length <= 40 ? label : label[..39] + "…";

    private static DecisionTarget Saying(string text) => new() { Say = new Reply(text) };
}
