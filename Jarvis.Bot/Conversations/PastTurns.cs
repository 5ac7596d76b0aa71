using Jarvis.Bot.Channels.Web;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Conversations;

/// <summary>A message and what it was answered with.</summary>
/// <param name="Untrusted">The answer holds text from outside.</param>
public sealed record PastTurn(long Id, string Said, string Answered, bool Untrusted);

/// <summary>Reads what one person and Jarvis said to each other in one conversation.</summary>
public sealed class PastTurns(IDbContextFactory<JarvisDb> databases)
{
    /// <summary>The last turns before a message that came after another one, oldest first. What others said in the same conversation is left out.</summary>
    public async Task<IReadOnlyList<PastTurn>> BeforeAsync(InboxMessage message, long after, int most, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var said = await db.Set<InboxMessage>().AsNoTracking()
            .Where(m => m.Channel == message.Channel && m.Address == message.Address && m.SenderId == message.SenderId && m.Id < message.Id && m.Id > after && m.State == InboxState.Answered)
            .OrderByDescending(m => m.Id).Take(most).ToListAsync(cancel);
        var ids = said.ConvertAll(m => (long?)m.Id);
        var answers = (await db.Set<OutboxMessage>().AsNoTracking().Where(m => ids.Contains(m.InboxId)).OrderBy(m => m.Id).ToListAsync(cancel)).ToLookup(m => m.InboxId!.Value, m => m.Part());
        return [.. said.OrderBy(m => m.Id).Select(m => new PastTurn(
            m.Id,
            m.Kind == InboundKind.Button ? ButtonWords.Of(m.Text) : m.Text,
            string.Join('\n', answers[m.Id].Select(p => p.Markdown).Where(t => t.Length > 0)),
            answers[m.Id].Any(p => p.Untrusted)))];
    }
}
