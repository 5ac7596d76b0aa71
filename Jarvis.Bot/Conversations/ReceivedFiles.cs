using System.Globalization;
using Jarvis.Skills.Business.Files;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Conversations;

/// <summary>
/// Files as the inbox has them. A call reaches those of the conversation that it was asked for in, and no others: a number is easily guessed.
/// </summary>
internal sealed class ReceivedFiles(IDbContextFactory<JarvisDb> databases, FileShelf shelf) : IReceivedFiles
{
    private const string Turn = "turn:";

    public Task<ReceivedFile?> LatestAsync(CallContext call, CancellationToken cancel) => ReadAsync(call, null, cancel);

    public Task<ReceivedFile?> FindAsync(CallContext call, long number, CancellationToken cancel) => ReadAsync(call, number, cancel);

    private async Task<ReceivedFile?> ReadAsync(CallContext call, long? number, CancellationToken cancel)
    {
        if (!call.FirstCause.StartsWith(Turn, StringComparison.Ordinal) || !long.TryParse(call.FirstCause.AsSpan(Turn.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var turn)) return null;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var messages = db.Set<InboxMessage>().AsNoTracking();
        if (await messages.FirstOrDefaultAsync(m => m.Id == turn, cancel) is not { } asked) return null;
        // What came after the request was not meant by it.
        var found = await messages.Where(m => m.Channel == asked.Channel && m.Address == asked.Address && m.Id <= turn && m.FilePath != null && (number == null || m.Id == number))
            .OrderByDescending(m => m.Id).FirstOrDefaultAsync(cancel);
        if (found is null) return null;
        var file = new StoredFile(found.FilePath!, found.FileName ?? "file", "");
        return new ReceivedFile(found.Id, file.Name, found.At, async stop =>
        {
            try { return await File.ReadAllBytesAsync(shelf.PathOf(file), stop); }
            catch (FileNotFoundException e) { throw new BadRequestException($"{e.Message} Send it again.", e); }
        });
    }
}
