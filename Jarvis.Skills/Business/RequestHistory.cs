using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business;

/// <summary>A read that a person asked for in chat.</summary>
public sealed class RequestLog
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Function { get; init; }

    /// <summary>With times in words ("yesterday"), so that the same request on two days is the same text.</summary>
    public required string ArgumentsJson { get; init; }

    public int PersonId { get; init; }
}

/// <summary>What people ask for, so that what they ask for again and again can be offered as a routine. Kept for 35 days.</summary>
public sealed class RequestHistory(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(35);

    /// <summary>Notes a read. Actions are left out: nobody wants to be offered the same restart every morning.</summary>
    public async Task NoteAsync(FunctionCall call, int personId, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        db.Add(new RequestLog { At = time.GetUtcNow(), Function = call.Function, ArgumentsJson = call.ArgumentsJson(), PersonId = personId });
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<RequestLog>> SinceAsync(DateTimeOffset from, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<RequestLog>().AsNoTracking().Where(r => r.At >= from).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(cancel);
    }

    public async Task ForgetOldAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - KeptFor;
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<RequestLog>().Where(r => r.At < before).ExecuteDeleteAsync(cancel);
    }
}

internal sealed class RequestLogMap : IEntityTypeConfiguration<RequestLog>
{
    public void Configure(EntityTypeBuilder<RequestLog> builder)
    {
        builder.ToTable("request_log");
        builder.HasIndex(r => r.At);
        builder.Property(r => r.Function).HasMaxLength(120);
    }
}
