using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Tasks;

/// <summary>What people have to do for leads: calls, visits, documents.</summary>
internal sealed class TaskSkill(IDbContextFactory<JarvisDb> databases, LeadBook book, OwnerTimes times, OwnerClock clock)
{
    private const int MostRows = 25;
    private const int Longest = 400;

    [KernelFunction("tasks")]
    [Description("What is to be done for leads, the most pressing first.")]
    public async Task<Answer> TasksAsync(CancellationToken cancel = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var open = await db.OpenTasksAsync(MostRows, cancel);
        if (open.Count == 0) return new Answer("Nothing is to be done for a lead. \"task for lead 12: call on friday\" makes a task.");
        var late = open.Count(t => t.DueAt <= clock.Now);
        return new Answer($"{Count(open.Count, "task")} {(open.Count == 1 ? "is" : "are")} open{(late > 0 ? $", {late} of them due" : "")}. First: **{open[0].What}** for {open[0].Contact!.Title}{(open[0].DueAt is { } due ? $", due {clock.When(due)}" : "")}.")
        {
            Table = new Table(["Task", "What", "For", "Lead", "Due"], [.. open.Select(t => (IReadOnlyList<string>)
                [Number(t.Id), Short(t.What), t.Contact!.Title, t.LeadId is { } lead ? Number(lead) : "–", t.DueAt is { } at ? clock.When(at) : "–"])]),
            Data = open.Select(t => new { task = t.Id, what = t.What, @for = t.Contact!.Title, lead = t.LeadId, due = t.DueAt }),
            // Names are what strangers gave.
            Untrusted = true,
            Next = [$"task {open[0].Id} is done"],
        };
    }

    [KernelFunction("add_task")]
    [Description("Makes a task for a person of the business: something to do for a lead, with a day when it is due.")]
    public async Task<PlannedAction> AddTaskAsync(
        [Description("The lead's number, name or address")] string lead,
        [Description("What is to be done, such as \"call about the licence\"")] string what,
        [Description("When it is due, such as \"friday at 10\"")] string? due = null,
        CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        var text = (what ?? "").Trim();
        if (text.Length is 0 or > Longest) throw new BadRequestException($"what has {text.Length} characters; allowed are 1 to {Longest}.");
        var by = string.IsNullOrWhiteSpace(due) ? (DateTimeOffset?)null : times.Instant(due, "due");
        var day = by is { } at ? clock.When(at) : "no day";
        return Plan($"Task for lead {found.Id}, {found.Contact!.Title}: {Short(text)} ({day})", $"lead {found.Id}", [("What", text), ("Due", day)], "it is marked as done", async (action, stop) =>
        {
            var number = await action.Effect<ILeadTasks>().AddAsync(found, text, by, action, stop);
            return new Outcome($"Task {number} for {found.Contact.Title}: {text}{(by is null ? "" : $", due {day}")}.") { Undo = new FunctionCall("sales.finish_task", ("task", Number(number))) };
        });
    }

    [KernelFunction("finish_task")]
    [Description("Marks a task for a lead as done.")]
    public Task<PlannedAction> FinishTaskAsync([Description("The task's number")] int task, CancellationToken cancel = default) => MarkAsync(task, done: true, cancel);

    [KernelFunction("reopen_task")]
    [Description("Opens a task for a lead again that was marked as done.")]
    public Task<PlannedAction> ReopenTaskAsync([Description("The task's number")] int task, CancellationToken cancel = default) => MarkAsync(task, done: false, cancel);

    private async Task<PlannedAction> MarkAsync(int task, bool done, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var found = await db.Set<LeadTask>().AsNoTracking().Include(t => t.Contact).FirstOrDefaultAsync(t => t.Id == task, cancel) ?? throw new BadRequestException($"There is no task {task}. \"my tasks\" lists them.");
        if (found.DoneAt is not null == done) throw new BadRequestException($"Task {task}, {Short(found.What)}, is {(done ? $"done since {clock.When(found.DoneAt!.Value)}" : "open")} already.");
        return Plan($"{(done ? "Done" : "Open again")}: task {task}, {Short(found.What)}, for {found.Contact!.Title}", $"task {task}", [("Task", found.What)], done ? "it is open again" : "it is done again", async (action, stop) =>
        {
            await action.Effect<ILeadTasks>().MarkAsync(task, done, action, stop);
            return new Outcome($"Task {task}, {Short(found.What)}, is {(done ? "done" : "open again")}.") { Undo = new FunctionCall(done ? "sales.reopen_task" : "sales.finish_task", ("task", Number(task))) };
        });
    }

    private static PlannedAction Plan(string what, string target, (string Name, string Value)[] terms, string undo, Func<ActionContext, CancellationToken, Task<Outcome>> commit) => new()
    {
        What = what,
        Needs = ClearanceLevel.ModifySafe,
        Targets = [target],
        Terms = terms.ToDictionary(t => t.Name, t => t.Value, StringComparer.Ordinal),
        Idempotent = true,
        Undo = undo,
        Commit = commit,
    };
}

/// <summary>Finds the tasks that are open.</summary>
internal static class OpenTasks
{
    /// <summary>Those with a day first, by their day.</summary>
    public static Task<List<LeadTask>> OpenTasksAsync(this JarvisDb db, int most, CancellationToken cancel) =>
        db.Set<LeadTask>().AsNoTracking().Include(t => t.Contact).Where(t => t.DoneAt == null).OrderBy(t => t.DueAt == null).ThenBy(t => t.DueAt).ThenBy(t => t.Id).Take(most).ToListAsync(cancel);
}
