using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Sales.Drafts;

/// <summary>What a draft is.</summary>
internal enum DraftKind
{
    Answer,
    FollowUp,
}

/// <summary>A draft that was shown, and by whose number exactly it can be sent.</summary>
internal sealed record Draft(int Id, int Lead, DraftKind Kind, string Text, DateTimeOffset At)
{
    public static string Word(DraftKind kind) => kind == DraftKind.Answer ? "answer" : "follow-up";
}

/// <summary>Keeps drafts on the timelines of their leads. They are never changed.</summary>
internal sealed class DraftBook(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    private const string Unused = "not used";

    /// <param name="key">Of the timeline's line: one of a kind.</param>
    public async Task<Draft> KeepAsync(Lead lead, DraftKind kind, string text, string key, CancellationToken cancel) =>
        Of(await AddAsync(lead, Draft.Word(kind), text, key, cancel))!;

    /// <summary>The same line for a draft that came to nothing, with the reason.</summary>
    public Task KeepUnusedAsync(Lead lead, string why, string key, CancellationToken cancel) => AddAsync(lead, Unused, why, key, cancel);

    /// <summary>What stands under a key: a draft, or why there is none; both null when nothing does.</summary>
    public async Task<(Draft? Draft, string? Unused)> FindAsync(string key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var line = await db.Set<Activity>().AsNoTracking().FirstOrDefaultAsync(a => a.Key == key && a.Kind == ActivityKinds.Draft, cancel);
        return line is null ? (null, null) : Of(line) is { } draft ? (draft, null) : (null, line.Text);
    }

    /// <exception cref="BadRequestException">There is none of that number.</exception>
    public async Task<Draft> NeedAsync(int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var line = await db.Set<Activity>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == number && a.Kind == ActivityKinds.Draft, cancel);
        return (line is null ? null : Of(line)) ?? throw new BadRequestException($"There is no draft {number}. Say \"draft an answer for lead …\" to have one written.");
    }

    /// <summary>The last one, of a lead or of all; null when there is none.</summary>
    public async Task<Draft?> LatestAsync(int? lead, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var line = await db.Set<Activity>().AsNoTracking().Where(a => a.Kind == ActivityKinds.Draft && a.Of != Unused && a.LeadId != null && (lead == null || a.LeadId == lead)).OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancel);
        return line is null ? null : Of(line);
    }

    /// <summary>Whether a mail of this key stands on a timeline.</summary>
    public async Task<bool> WasSentAsync(string key, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<Activity>().AnyAsync(a => a.Key == key && a.Kind == ActivityKinds.MailOut, cancel);
    }

    private async Task<Activity> AddAsync(Lead lead, string of, string text, string key, CancellationToken cancel)
    {
        var line = new Activity { ContactId = lead.ContactId, LeadId = lead.Id, At = time.GetUtcNow(), Kind = ActivityKinds.Draft, Of = of, Text = text, Untrusted = true, Key = key };
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Add(line);
        await db.SaveChangesAsync(cancel);
        return line;
    }

    private static Draft? Of(Activity line) => line.LeadId is { } lead && Enum.GetValues<DraftKind>().Where(k => Draft.Word(k) == line.Of).ToList() is [var kind]
        ? new Draft(checked((int)line.Id), lead, kind, line.Text, line.At) : null;
}
