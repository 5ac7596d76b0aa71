using System.Text.RegularExpressions;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>
/// Finds notes by their words, nearest first: SQLite's FTS5 ranked by BM25 (Robertson and Zaragoza 2009), PostgreSQL's own full-text
/// search ranked by ts_rank. Both take endings off English words, so that "prefers" finds "prefer".
/// </summary>
internal sealed partial class NoteSearch(IDbContextFactory<JarvisDb> databases) : IKnownFacts, IDisposable
{
    private const int MostWords = 16;

    /// <summary>Words that PostgreSQL passes over by itself, and SQLite does not: "bob and mail" is about Bob and about mail.</summary>
    private static readonly HashSet<string> Light = new(StringComparer.OrdinalIgnoreCase) { "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "for", "with", "is", "are" };

    // The index is made from the notes, and kept by triggers: what a restore or a migration left of it is made anew once.
    private const string Index = """
        CREATE VIRTUAL TABLE IF NOT EXISTS notes_text USING fts5("Text", content='notes', content_rowid='Id', tokenize='porter unicode61 remove_diacritics 2');
        CREATE TRIGGER IF NOT EXISTS notes_text_added AFTER INSERT ON notes BEGIN
          INSERT INTO notes_text(rowid, "Text") VALUES (new."Id", new."Text");
        END;
        CREATE TRIGGER IF NOT EXISTS notes_text_removed AFTER DELETE ON notes BEGIN
          INSERT INTO notes_text(notes_text, rowid, "Text") VALUES ('delete', old."Id", old."Text");
        END;
        CREATE TRIGGER IF NOT EXISTS notes_text_changed AFTER UPDATE OF "Text" ON notes BEGIN
          INSERT INTO notes_text(notes_text, rowid, "Text") VALUES ('delete', old."Id", old."Text");
          INSERT INTO notes_text(rowid, "Text") VALUES (new."Id", new."Text");
        END;
        INSERT INTO notes_text(notes_text) VALUES ('rebuild');
        """;

    private readonly SemaphoreSlim indexing = new(1, 1);
    private volatile bool indexed;

    public void Dispose() => indexing.Dispose();

    public async Task<IReadOnlyList<KnownFact>> AboutAsync(string text, int most, CancellationToken cancel) =>
        [.. (await FindAsync(text, false, most, false, cancel)).Select(n => new KnownFact(n.Text, n.Origin, n.At))];

    /// <param name="text">Words in any form; the search takes no syntax.</param>
    /// <param name="all">True for notes that hold all of the words, false for those that hold any.</param>
    /// <param name="most">How many.</param>
    /// <param name="deleted">True for those that were deleted.</param>
    /// <param name="cancel">Ends the search.</param>
    public async Task<IReadOnlyList<Note>> FindAsync(string text, bool all, int most, bool deleted, CancellationToken cancel)
    {
        var words = Word().Matches(text).Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostWords).ToList();
        if (words.Count == 0) return [];
        await using var db = await databases.CreateDbContextAsync(cancel);
        if (!db.Database.IsSqlite())
        {
            var query = string.Join(all ? " & " : " | ", words);
            return await db.Set<Note>().FromSql($"""
                SELECT n.* FROM notes n, to_tsquery('english', {query}) q
                WHERE to_tsvector('english', n."Text") @@ q AND (n."DeletedAt" IS NOT NULL) = {deleted}
                ORDER BY ts_rank(to_tsvector('english', n."Text"), q) DESC, n."Id" DESC LIMIT {most}
                """).AsNoTracking().ToListAsync(cancel);
        }
        await IndexAsync(db, cancel);
        var telling = words.Exists(w => !Light.Contains(w)) ? words.FindAll(w => !Light.Contains(w)) : words;
        var match = string.Join(all ? " " : " OR ", telling.Select(w => $"\"{w}\""));
        return await db.Set<Note>().FromSql($"""
            SELECT n.* FROM notes_text t JOIN notes n ON n."Id" = t.rowid
            WHERE notes_text MATCH {match} AND (n."DeletedAt" IS NOT NULL) = {deleted}
            ORDER BY bm25(notes_text), n."Id" DESC LIMIT {most}
            """).AsNoTracking().ToListAsync(cancel);
    }

    private async Task IndexAsync(JarvisDb db, CancellationToken cancel)
    {
        if (indexed) return;
        await indexing.WaitAsync(cancel);
        try
        {
            if (!indexed) await db.Database.ExecuteSqlRawAsync(Index, cancel);
            indexed = true;
        }
        finally
        {
            indexing.Release();
        }
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
