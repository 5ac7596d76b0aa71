using System.Globalization;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Tasks;

/// <summary>Writes tasks and their lines on the timeline. Each is safe to repeat.</summary>
public interface ILeadTasks : IEffect
{
    /// <returns>The task's number.</returns>
    Task<int> AddAsync(Lead lead, string what, DateTimeOffset? due, ActionContext action, CancellationToken cancel);

    /// <summary>Done, or open again.</summary>
    Task MarkAsync(int task, bool done, ActionContext action, CancellationToken cancel);
}

internal sealed class LeadTasks(IDbContextFactory<JarvisDb> databases, TimeProvider time) : ILeadTasks
{
    public async Task<int> AddAsync(Lead lead, string what, DateTimeOffset? due, ActionContext action, CancellationToken cancel)
    {
        var key = Key(action);
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<LeadTask>().Where(t => t.Key == key).Select(t => (int?)t.Id).FirstOrDefaultAsync(cancel) is { } before) return before;
        var task = new LeadTask { ContactId = lead.ContactId, LeadId = lead.Id, What = what, DueAt = due, CreatedAt = time.GetUtcNow(), Key = key };
        db.Add(task);
        db.Add(Line(task, key, $"To do: {what}"));
        await db.SaveChangesAsync(cancel);
        return task.Id;
    }

    public async Task MarkAsync(int task, bool done, ActionContext action, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var row = await db.Set<LeadTask>().FirstOrDefaultAsync(t => t.Id == task, cancel) ?? throw new ActionFailedException(string.Create(CultureInfo.InvariantCulture, $"There is no task {task} any more."));
        if (row.DoneAt is not null == done) return;
        row.DoneAt = done ? time.GetUtcNow() : null;
        db.Add(Line(row, Key(action), $"{(done ? "Done" : "Open again")}: {row.What}"));
        await db.SaveChangesAsync(cancel);
    }

    private Activity Line(LeadTask task, string key, string text) =>
        new() { ContactId = task.ContactId, LeadId = task.LeadId, At = time.GetUtcNow(), Kind = ActivityKinds.Task, Text = text, Key = key };

    private static string Key(ActionContext action) => $"task:{action.ActionId:n}";
}
