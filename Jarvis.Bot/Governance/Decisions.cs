using System.Globalization;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Governance;

/// <summary>Carries out what a person decided. Each decision takes effect once, on whichever channel it came first.</summary>
internal sealed class Decisions(
    IDbContextFactory<JarvisDb> databases, DecisionTargets targets, ApprovedActions approved, StandingApprovals standing, SkillCaller skills,
    SkillCatalog catalog, Controls controls, PromptDesk desk, Outbox outbox, Ledger ledger, IOptions<GovernanceOptions> options, TimeProvider time)
{
    /// <summary>How long a reply waits for a commit before it says that the rest follows.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DefaultSnooze = TimeSpan.FromHours(1);

    /// <summary>Null when the words were no decision after all: "ok" while nothing waits.</summary>
    public async Task<Reply?> ApplyAsync(Person person, InboxMessage message, DecisionRequest request, CancellationToken cancel)
    {
        var (channel, address) = (message.Channel, message.Address);
        if (message.Decides is { Length: 0 })
            return request.Casual || request.Verb == DecisionVerb.Why ? null : new Reply("I was interrupted before I had answered. Please say it again, with the number.");
        if (message.Decides is { } meant)
            request = request with { PromptId = null, Scope = null, Numbers = [.. meant.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))] };

        var found = await targets.FindAsync(person, request, cancel);
        if (request.Numbers.Count == 0) await FixAsync(message, found.Actions, cancel);
        if (found.NotADecision) return null;
        if (found.Say is { } say) return say;

        var by = $"{person.Name} on {channel}";
        var said = new List<string>();
        foreach (var action in found.Actions)
        {
            try
            {
                said.Add(MayNot(person, action, request.Verb) ?? request.Verb switch
                {
                    DecisionVerb.Approve => await ApproveAsync(action, by, address, cancel),
                    DecisionVerb.Always => await AlwaysAsync(person, action, by, address, request.For, cancel),
                    DecisionVerb.Reject => await RejectAsync(action, by, request.Reason, cancel),
                    DecisionVerb.Snooze => await SnoozeAsync(action, by, request.For ?? DefaultSnooze, cancel),
                    DecisionVerb.Edit => await EditAsync(person, action, channel, address, request.Changes, cancel),
                    DecisionVerb.Undo => await UndoAsync(person, action, channel, address, cancel),
                    _ => await WhyAsync(action, cancel),
                });
            }
            catch (BadRequestException e)
            {
                // What an edit or an undo calls may refuse: the note is gone already, the new price is no number.
                said.Add($"#{action.Id}: {e.Message}");
            }
        }
        if (found.Actions.Count == 0 && found.Grant is { } grant) said.Add(await GrantAsync(person, grant, by, request.For, cancel));
        if (found.Note is { } note) said.Add(note);
        await desk.RefreshAsync([.. found.Actions.Select(a => a.Id)], cancel);
        return new Reply(string.Join("\n\n", said)) { Untrusted = found.Actions.Any(a => a.Untrusted) };
    }

    private async Task FixAsync(InboxMessage message, IReadOnlyList<ActionRecord> actions, CancellationToken cancel)
    {
        var meant = string.Join(',', actions.Select(a => a.Id));
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<InboxMessage>().Where(m => m.Id == message.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Decides, meant), cancel);
        message.Decides = meant;
    }

    private static string? MayNot(Person person, ActionRecord action, DecisionVerb verb) =>
        verb == DecisionVerb.Why || person.MayDecide(action.Domain, action.Needs) ? null
        : person.Role == Role.Viewer ? $"You may look, but not decide. #{action.Id} waits for somebody who may."
        : $"#{action.Id} is in {action.Domain} and needs {action.Needs.Word()}; you may decide in {(person.Domains.Length == 0 ? "no domain" : person.Domains)} up to {person.UpTo.Word()}.";

    private async Task<string> ApproveAsync(ActionRecord action, string by, string address, CancellationToken cancel)
    {
        var governs = catalog.Find(action.Function)?.GovernsJarvis == true;
        if (controls.Paused && !governs) return $"Jarvis is paused, so #{action.Id} keeps waiting. Say \"resume\" first.";
        if (controls.For(action.Domain) == ClearanceLevel.ReadOnly && !governs) return $"The clearance is READ_ONLY, so #{action.Id} keeps waiting. Say \"set clearance to suggest\" first.";

        var now = time.GetUtcNow();
        if (!await ChangeAsync(action, "approved", by, "", set => set
                .SetProperty(a => a.State, ActionState.Approved).SetProperty(a => a.DecidedBy, by).SetProperty(a => a.DecidedAt, now), cancel))
            return await AlreadyAsync(action.Id, cancel);

        var run = approved.StartAsync(action.Id);
        if (await Task.WhenAny(run, Task.Delay(Patience, time, cancel)) == run) return Result(await run);
        _ = TellWhenDoneAsync(run, by);
        return $"⏳ #{action.Id} is approved and running: {action.What}. I will tell you when it is done.";

        async Task TellWhenDoneAsync(Task<GateOutcome> rest, string decidedBy)
        {
            var outcome = await rest;
            await outbox.SayAsync($"done:{action.Id}", decidedBy[(decidedBy.LastIndexOf(' ') + 1)..], address, new Reply(Result(outcome)), CancellationToken.None);
        }
    }

    private static string Result(GateOutcome outcome) => outcome.State switch
    {
        ActionState.Done => $"✅ #{outcome.Number} done: {outcome.Sentence}",
        ActionState.Failed => $"⚠️ {outcome.Sentence}",
        _ => outcome.Sentence,
    };

    private async Task<string> AlwaysAsync(Person person, ActionRecord action, string by, string address, TimeSpan? lasting, CancellationToken cancel)
    {
        if (person.Role != Role.Owner) return "Only the owner can say \"always\".";
        if (action.AlwaysAsk) return $"#{action.Id} is of a kind that is always asked for, so it cannot be approved for good. Approve it once with \"approve {action.Id}\".";
        if (action.Untrusted) return $"#{action.Id} comes from text that somebody outside wrote, which a standing approval does not cover. Approve it once with \"approve {action.Id}\".";
        var first = await ApproveAsync(action, by, address, cancel);
        return $"{first}\n\n{await GrantAsync(person, action.Call, by, lasting, cancel)}";
    }

    private async Task<string> GrantAsync(Person person, FunctionCall call, string by, TimeSpan? lasting, CancellationToken cancel)
    {
        if (person.Role != Role.Owner) return "Only the owner can say \"always\".";
        if (catalog.Find(call.Function) is not { IsAction: true, GovernsJarvis: false }) return $"{call.Function} needs no approval, or is always asked for.";
        var granted = await standing.GrantAsync(call, by, lasting, cancel);
        return $"From now on I do {call} without asking, at most {granted.Limit} times a day, until {granted.Until:d MMMM yyyy}. \"withdraw standing approval {granted.Id}\" ends it.";
    }

    private async Task<string> RejectAsync(ActionRecord action, string by, string? reason, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await ChangeAsync(action, "rejected", by, reason ?? "", set => set
                .SetProperty(a => a.State, ActionState.Refused).SetProperty(a => a.DecidedBy, by).SetProperty(a => a.DecidedAt, now).SetProperty(a => a.DecisionReason, reason), cancel)
            ? $"✖️ #{action.Id} rejected{(reason is null ? "" : $": {reason}")}. I will propose less of that kind."
            : await AlreadyAsync(action.Id, cancel);
    }

    private async Task<string> SnoozeAsync(ActionRecord action, string by, TimeSpan wait, CancellationToken cancel)
    {
        if (wait <= TimeSpan.Zero || wait > TimeSpan.FromDays(30)) return "A question can be put off for up to 30 days: \"snooze 12 for 2 hours\".";
        var until = time.GetUtcNow() + wait;
        var expires = until + options.Value.OpenFor;
        return await ChangeAsync(action, "snoozed", by, $"until {until:u}", set => set
                .SetProperty(a => a.SnoozedUntil, until).SetProperty(a => a.ExpiresAt, expires), cancel)
            ? $"💤 I will ask about #{action.Id} again in {Words(wait)}."
            : await AlreadyAsync(action.Id, cancel);
    }

    private async Task<string> EditAsync(Person person, ActionRecord action, string channel, string address, IReadOnlyDictionary<string, string> changes, CancellationToken cancel)
    {
        var parameters = catalog.Find(action.Function)?.Parameters ?? [];
        if (parameters.Count == 0) return $"#{action.Id} has nothing that could be changed.";
        var call = action.Call;
        var now = string.Join(", ", parameters.Select(p => $"{p}={call.Arguments.GetValueOrDefault(p) ?? ""}"));
        if (changes.Count == 0) return $"What should change in #{action.Id}? It is now: {now}. Write for example \"edit {action.Id} {parameters[0]}=…\".";
        if (changes.Keys.FirstOrDefault(c => !parameters.Contains(c, StringComparer.OrdinalIgnoreCase)) is { } unknown) return $"#{action.Id} has no \"{unknown}\". It has: {now}.";

        var arguments = parameters.ToDictionary(p => p, p => changes.GetValueOrDefault(p) ?? call.Arguments.GetValueOrDefault(p), StringComparer.Ordinal);
        var context = new CallContext { Origin = Origin.Turn, Cause = $"edit:{action.Id}", Edits = action.Id, Person = new Caller(person.Id, person.Name, channel, address) };
        return (await skills.CallAsync(call with { Arguments = arguments }, context, cancel)).ToString()!;
    }

    private async Task<string> UndoAsync(Person person, ActionRecord action, string channel, string address, CancellationToken cancel)
    {
        if (action.State != ActionState.Done) return $"Only what is done can be undone. {ActionText.Standing(action)}";
        if (action.UndoFunction is null || action.UndoArgumentsJson is null) return $"#{action.Id} cannot be undone by me. {action.UndoText}";
        var call = FunctionCall.FromJson(action.UndoFunction, action.UndoArgumentsJson);
        var context = new CallContext { Origin = Origin.Turn, Cause = $"undo:{action.Id}", AskedFor = call, Person = new Caller(person.Id, person.Name, channel, address) };
        if (await skills.CallAsync(call, context, cancel) is not GateOutcome outcome) return $"#{action.Id} cannot be undone by me. {action.UndoText}";
        if (outcome.State != ActionState.Waiting) return outcome.State == ActionState.Done ? $"↩️ #{action.Id} is undone: {outcome.Sentence}" : outcome.Sentence;
        await desk.AnnounceAsync([outcome.Number], cancel);
        return outcome.Sentence;
    }

    private async Task<string> WhyAsync(ActionRecord action, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var lines = await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.ActionNumber == action.Id).OrderBy(e => e.Id).ToListAsync(cancel);
        return WhyText.Write(action, catalog.TitleOf(action.Domain), lines);
    }

    /// <summary>Changes an open action in one conditional update, and the ledger with it. False when somebody was first.</summary>
    private async Task<bool> ChangeAsync(ActionRecord action, string kind, string by, string text, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<ActionRecord>> set, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Set<ActionRecord>().Where(a => a.Id == action.Id && (a.State == ActionState.Waiting || a.State == ActionState.Interrupted)).ExecuteUpdateAsync(set, cancel) == 0) return false;
        ledger.Add(db, action, kind, by, text.Length == 0 ? action.What : text);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        ledger.Notify();
        return true;
    }

    private async Task<string> AlreadyAsync(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return ActionText.Standing(await db.Set<ActionRecord>().AsNoTracking().FirstAsync(a => a.Id == number, cancel));
    }

    private static string Words(TimeSpan wait) =>
        wait.TotalHours < 2 ? $"{wait.TotalMinutes:0} minutes" : wait.TotalDays < 2 ? $"{wait.TotalHours:0} hours" : $"{wait.TotalDays:0} days";
}
