using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Channels.Discord.Gateway;

/// <summary>Keeps where the session stands.</summary>
internal sealed class SessionStore(IDbContextFactory<JarvisDb> databases)
{
    public async Task<DiscordSession> LoadAsync(string application, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        return await db.Set<DiscordSession>().AsNoTracking().FirstOrDefaultAsync(s => s.Application == application, cancel) ?? new DiscordSession { Application = application };
    }

    public async Task SaveAsync(DiscordSession session, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var changed = await db.Set<DiscordSession>().Where(s => s.Application == session.Application).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.SessionId, session.SessionId).SetProperty(s => s.ResumeUrl, session.ResumeUrl).SetProperty(s => s.Sequence, session.Sequence), cancel);
        if (changed > 0) return;
        db.Add(session);
        await db.SaveChangesAsync(cancel);
    }
}
