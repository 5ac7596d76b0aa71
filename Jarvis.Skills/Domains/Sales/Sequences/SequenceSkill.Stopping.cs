using System.ComponentModel;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Sequences;

internal sealed partial class SequenceSkill
{
    private const string Everybody = "all";

    [KernelFunction("stop_sequence")]
    [Description("Stops the follow-up sequence of one lead or several, or all of them.")]
    public async Task<PlannedAction> StopAsync([Description("The lead's number, name or address; several parted by commas; or \"all\"")] string leads, CancellationToken cancel = default)
    {
        var running = leads.Trim().Equals(Everybody, StringComparison.OrdinalIgnoreCase) ? await enrolments.RunningAsync(null, int.MaxValue, cancel) : await EnrolmentsAsync(leads, cancel);
        if (running.Count == 0) throw new BadRequestException("Nobody is in a sequence.");
        if (running.FirstOrDefault(e => e.EndedAt is not null) is { } over) throw new BadRequestException($"Lead {over.LeadId}, {over.Lead!.Contact!.Title}, is in no sequence: \"{over.Sequence}\" ended on {When(over.EndedAt!.Value)}, because {over.EndWords}.");
        return Change($"Stop {Whose(running)}", running, "it goes on where it was", async (action, stop) =>
        {
            foreach (var enrolment in running) await action.Effect<ISequences>().EndAsync(enrolment.Id, EnrolmentEnd.ByOwner, $"{action.DecidedBy} stopped it", stop);
            return new Outcome($"{(running is [var one] ? $"\"{one.Sequence}\" is stopped for {one.Lead!.Contact!.Title}" : $"{Count(running.Count, "sequence")} are stopped")}: no further mail of it goes out.") { Undo = new FunctionCall("sales.continue_sequence", ("leads", Numbers(running))) };
        });
    }

    [KernelFunction("continue_sequence")]
    [Description("Lets a stopped follow-up sequence go on where it was.")]
    public async Task<PlannedAction> ContinueAsync([Description("The lead's number, name or address; several parted by commas")] string leads, CancellationToken cancel = default)
    {
        var stopped = await EnrolmentsAsync(leads, cancel);
        foreach (var enrolment in stopped)
        {
            var called = $"Lead {enrolment.LeadId}, {enrolment.Lead!.Contact!.Title},";
            if (enrolment.EndedAt is null) throw new BadRequestException($"{called} is in \"{enrolment.Sequence}\", at {Place(enrolment)}.");
            if (enrolment.Step(enrolment.NextStep) is null) throw new BadRequestException($"{called} has got every mail of \"{enrolment.Sequence}\".");
            if (enrolment.Lead.Closed) throw new BadRequestException($"{called} is {(enrolment.Lead.State == LeadState.Won ? "won" : "lost")}.");
        }
        return Change($"Let {Whose(stopped)} go on", stopped, "it is stopped again", async (action, stop) =>
        {
            var due = new List<DateTimeOffset>();
            foreach (var enrolment in stopped) due.Add(await action.Effect<ISequences>().ContinueAsync(enrolment.Id, sequences.ZoneOf(enrolment.Lead!.Contact!), stop));
            return new Outcome($"{(stopped is [var one] ? $"\"{one.Sequence}\" goes on for {one.Lead!.Contact!.Title}: {Place(one)}" : $"{Count(stopped.Count, "sequence")} go on: the first mail")} is due on {When(due.Min())}.") { Undo = new FunctionCall("sales.stop_sequence", ("leads", Numbers(stopped))) };
        });
    }

    private async Task<IReadOnlyList<Enrolment>> EnrolmentsAsync(string said, CancellationToken cancel)
    {
        var found = new List<Enrolment>();
        foreach (var lead in await LeadsAsync(said, cancel))
            found.Add(await enrolments.OfLeadAsync(lead.Id, cancel) ?? throw new BadRequestException($"Lead {lead.Id}, {lead.Contact!.Title}, was never in a sequence."));
        return found;
    }

    private static string Whose(IReadOnlyList<Enrolment> of) => of is [var one] ? $"the sequence \"{one.Sequence}\" for {one.Lead!.Contact!.Title} (lead {one.LeadId})" : $"the sequences of {of.Count} leads";

    private static string Numbers(IEnumerable<Enrolment> of) => string.Join(", ", of.Select(e => Number(e.LeadId)));

    /// <summary>Nobody outside gets anything by it.</summary>
    private static PlannedAction Change(string what, IReadOnlyList<Enrolment> of, string undo, Func<ActionContext, CancellationToken, Task<Outcome>> commit) => new()
    {
        What = what,
        Needs = ClearanceLevel.ModifySafe,
        Targets = [.. of.Select(e => $"lead {e.LeadId}")],
        Terms = of.ToDictionary(e => $"Lead {e.LeadId}", e => $"\"{e.Sequence}\", {Place(e)}", StringComparer.Ordinal),
        Undo = undo,
        Idempotent = true,
        Commit = commit,
    };
}
