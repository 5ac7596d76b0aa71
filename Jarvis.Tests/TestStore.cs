using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests;

/// <summary>An empty Jarvis database of a test's own, with everybody's tables; gone when the test is over.</summary>
public sealed class TestStore : IDbContextFactory<JarvisDb>, IDisposable
{
    private readonly JarvisDbFactory factory;

    /// <param name="migrate">True for the schema as Jarvis itself makes it at its start, which takes longer.</param>
    public TestStore(string? postgres = null, bool migrate = false)
    {
        Folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        Options = new StorageOptions { Folder = Folder, Postgres = postgres };
        factory = new JarvisDbFactory(Microsoft.Extensions.Options.Options.Create(Options), new ModelAssemblies(typeof(JarvisDb).Assembly, typeof(Person).Assembly));
        using var db = CreateDbContext();
        if (migrate) db.Database.Migrate();
        else db.Database.EnsureCreated();
        if (postgres is null) db.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL;");
    }

    public string Folder { get; }

    public StorageOptions Options { get; }

    public JarvisDb CreateDbContext() => factory.CreateDbContext();

    public async Task<List<T>> AllAsync<T>() where T : class
    {
        await using var db = CreateDbContext();
        return await db.Set<T>().AsNoTracking().ToListAsync();
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
