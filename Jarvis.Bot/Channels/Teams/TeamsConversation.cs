using System.Collections.Concurrent;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.Channels.Teams;

/// <summary>A conversation that Jarvis is part of, and the service that reaches it: what it takes to write there unasked, also after a restart.</summary>
public sealed class TeamsConversation
{
    /// <summary>Without the thread: a channel's threads are all reached in the same way.</summary>
    public required string Id { get; init; }

    public required string ServiceUrl { get; set; }

    /// <summary>"personal", "groupChat" or "channel".</summary>
    public required string Scope { get; set; }

    /// <summary>Jarvis as Teams names it there: "28:" and the app's id.</summary>
    public required string BotId { get; set; }

    public DateTimeOffset Since { get; init; }

    public bool IsPersonal => Scope == "personal";

    /// <summary>"19:…@thread.tacv2;messageid=1" is a thread of "19:…@thread.tacv2".</summary>
    public static string IdOf(string address) => address.Split(';', 2)[0];
}

internal sealed class TeamsConversationMap : IEntityTypeConfiguration<TeamsConversation>
{
    public void Configure(EntityTypeBuilder<TeamsConversation> builder)
    {
        builder.ToTable("teams_conversations");
        builder.Property(c => c.Id).HasMaxLength(200);
        builder.Property(c => c.ServiceUrl).HasMaxLength(400);
        builder.Property(c => c.Scope).HasMaxLength(32);
        builder.Property(c => c.BotId).HasMaxLength(200);
        builder.Ignore(c => c.IsPersonal);
    }
}

/// <summary>Remembers conversations. Every message asks, so it answers from memory.</summary>
internal sealed class TeamsConversations(IDbContextFactory<JarvisDb> databases, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TeamsConversation> known = new(StringComparer.Ordinal);

    /// <summary>Null when Jarvis was never there, or has been removed.</summary>
    public async Task<TeamsConversation?> FindAsync(string address, CancellationToken cancel)
    {
        var id = TeamsConversation.IdOf(address);
        if (known.TryGetValue(id, out var conversation)) return conversation;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<TeamsConversation>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancel) is not { } stored) return null;
        return known[id] = stored;
    }

    public async Task RememberAsync(Activity activity, CancellationToken cancel)
    {
        var id = TeamsConversation.IdOf(activity.Conversation.Id);
        var (url, scope, bot) = (activity.ServiceUrl!, activity.Conversation.ConversationType ?? "personal", activity.Recipient!.Id);
        if (await FindAsync(id, cancel) is { } now && (now.ServiceUrl, now.Scope, now.BotId) == (url, scope, bot)) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (await db.Set<TeamsConversation>().FindAsync([id], cancel) is { } row) (row.ServiceUrl, row.Scope, row.BotId) = (url, scope, bot);
        else db.Add(row = new TeamsConversation { Id = id, ServiceUrl = url, Scope = scope, BotId = bot, Since = time.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (db.Entry(row).State == EntityState.Added)
        {
            // Installation and welcome come at the same moment; whichever was first has said the same.
            return;
        }
        known[id] = row;
    }

    public async Task ForgetAsync(string address, CancellationToken cancel)
    {
        var id = TeamsConversation.IdOf(address);
        await using var db = await databases.CreateDbContextAsync(cancel);
        await db.Set<TeamsConversation>().Where(c => c.Id == id).ExecuteDeleteAsync(cancel);
        known.TryRemove(id, out _);
    }
}
