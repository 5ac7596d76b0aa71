using Jarvis.Bot.Governance;
using Jarvis.Bot.Hosting;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Hosting;

public sealed class BackupTests : IDisposable
{
    private readonly TestStore store = new(migrate: true);
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 19, 5, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_backup_taken_while_Jarvis_writes_is_sound_and_shows_one_instant()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            var pairs = 0;
            while (!stop.IsCancellationRequested)
            {
                await using var db = store.CreateDbContext();
                db.AddRange(Line($"a{++pairs}"), Line($"b{pairs}"));
                await db.SaveChangesAsync(CancellationToken.None);
            }
            return pairs;
        }, TestContext.Current.CancellationToken);

        var backups = new List<(string Path, int Lines)>();
        while (backups.Count < 5 || backups[^1].Lines == 0)
        {
            var file = Backup().Write(Path.Combine(store.Folder, $"copy {backups.Count}.db")).Path;
            Assert.Null(Jarvis.Bot.Hosting.Backup.Check(file));
            backups.Add((file, Count(file)));
        }
        await stop.CancelAsync();
        var written = await writing;

        Assert.All(backups, b => Assert.Equal(0, b.Lines % 2));
        Assert.True(backups[^1].Lines <= written * 2);
        Assert.Equal(backups.Select(b => b.Lines).Order(), backups.Select(b => b.Lines));
        Assert.Empty(Directory.GetFiles(store.Folder, "*.partial*"));
    }

    [Fact]
    public async Task Restoring_brings_back_what_was_there_and_keeps_what_is_now_aside()
    {
        await WriteAsync("before");
        var backup = Backup().Write();
        Assert.Equal(Path.Combine(store.Folder, "backups", "jarvis-20261122-190500.db"), backup.Path);
        await WriteAsync("after");
        SqliteConnection.ClearAllPools();

        var aside = Restore().Run(backup.Path);

        Assert.Equal(["before"], (await store.AllAsync<LedgerEntry>()).Select(e => e.Text));
        Assert.Equal(2, Count(aside!));
        await WriteAsync("life goes on");
        Assert.Equal(2, (await store.AllAsync<LedgerEntry>()).Count);
    }

    [Fact]
    public async Task What_a_killed_Jarvis_had_not_yet_moved_out_of_its_log_is_neither_lost_nor_mixed_in()
    {
        await WriteAsync("before");
        var backup = Backup().Write().Path;
        await WriteAsync("only in the log");
        // As after kill -9: the log lies beside the database, since nobody closed it.
        var database = store.Options.SqlitePath;
        foreach (var ending in new[] { "", "-wal" }) File.Copy(database + ending, database + ".killed" + ending);
        SqliteConnection.ClearAllPools();
        foreach (var ending in new[] { "", "-wal" }) File.Move(database + ".killed" + ending, database + ending, overwrite: true);

        var aside = Restore().Run(backup);

        Assert.Equal(["before"], (await store.AllAsync<LedgerEntry>()).Select(e => e.Text));
        Assert.Equal(2, Count(aside!));
    }

    [Fact]
    public void Nothing_is_restored_while_Jarvis_runs()
    {
        var backup = Backup().Write().Path;
        using var running = new InstanceLock(Options.Create(store.Options));
        running.Take();

        Assert.Contains(store.Options.SqlitePath, Assert.Throws<StorageInUseException>(() => Restore().Run(backup)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_Jarvis_cannot_work_on_one_file_and_one_may_follow_the_other()
    {
        using (var first = new InstanceLock(Options.Create(store.Options)))
        {
            first.Take();
            using var second = new InstanceLock(Options.Create(store.Options));
            Assert.Contains("Storage:Folder", Assert.Throws<StorageInUseException>(second.Take).Message, StringComparison.Ordinal);
            using var demo = new InstanceLock(Options.Create(new StorageOptions { Folder = store.Folder, SqliteFile = "demo.db" }));
            demo.Take();
        }
        using var next = new InstanceLock(Options.Create(store.Options));
        next.Take();
    }

    [Fact]
    public async Task A_file_that_is_no_backup_changes_nothing()
    {
        await WriteAsync("mine");
        var text = Path.Combine(store.Folder, "notes.txt");
        await File.WriteAllTextAsync(text, "not a database, but long enough to be looked at as if it were one, a hundred bytes and more of it.", TestContext.Current.CancellationToken);
        var foreign = Path.Combine(store.Folder, "foreign.db");
        Execute(foreign, "CREATE TABLE things (id INTEGER);");
        var newer = Backup().Write(Path.Combine(store.Folder, "newer.db")).Path;
        Execute(newer, "INSERT INTO __EFMigrationsHistory VALUES ('20990101000000_Later', '99');");
        var cut = Backup().Write(Path.Combine(store.Folder, "cut.db")).Path;
        await using (var file = File.OpenWrite(cut)) file.SetLength(file.Length / 2);

        Assert.Contains("not a sound SQLite database", Refusal(text), StringComparison.Ordinal);
        Assert.Contains("is not a backup of Jarvis", Refusal(foreign), StringComparison.Ordinal);
        Assert.Contains("another version of Jarvis", Refusal(newer), StringComparison.Ordinal);
        Assert.Contains("not a sound SQLite database", Refusal(cut), StringComparison.Ordinal);
        Assert.Contains("There is no file", Refusal("/nowhere/jarvis.db"), StringComparison.Ordinal);
        Assert.Contains("the database itself", Refusal(store.Options.SqlitePath), StringComparison.Ordinal);
        Assert.Equal(["mine"], (await store.AllAsync<LedgerEntry>()).Select(e => e.Text));
    }

    [Fact]
    public void A_backup_that_cannot_be_written_says_why()
    {
        Assert.Contains("is a folder", Assert.Throws<ActionFailedException>(() => Backup().Write(store.Folder)).Message, StringComparison.Ordinal);
        Assert.Contains("the database itself", Assert.Throws<ActionFailedException>(() => Backup().Write(store.Options.SqlitePath)).Message, StringComparison.Ordinal);
        Assert.Contains("could not be written to /proc/jarvis.db", Assert.Throws<ActionFailedException>(() => Backup().Write("/proc/jarvis.db")).Message, StringComparison.Ordinal);
        var elsewhere = new Jarvis.Bot.Hosting.Backup(Options.Create(new StorageOptions { Folder = Path.Combine(store.Folder, "empty") }), time);
        Assert.Contains("There is no database", Assert.Throws<ActionFailedException>(() => elsewhere.Write()).Message, StringComparison.Ordinal);
        var postgres = new Jarvis.Bot.Hosting.Backup(Options.Create(new StorageOptions { Postgres = "Host=db;Password=secret" }), time);
        var message = Assert.Throws<ActionFailedException>(() => postgres.Write()).Message;
        Assert.Contains("pg_dump", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_its_owner_may_read_a_backup()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup().Write().Path));
    }

    public void Dispose() => store.Dispose();

    private Backup Backup() => new(Options.Create(store.Options), time);

    private Restore Restore() => new(Options.Create(store.Options), new InstanceLock(Options.Create(store.Options)), store, time);

    private string Refusal(string file) => Assert.Throws<ActionFailedException>(() => Restore().Run(file)).Message;

    private async Task WriteAsync(string text)
    {
        await using var db = store.CreateDbContext();
        db.Add(Line(text));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private static LedgerEntry Line(string text) => new() { Domain = "jarvis", Kind = "setting", Who = "test", Text = text };

    private static int Count(string file)
    {
        using var database = Jarvis.Bot.Hosting.Backup.Open(file, SqliteOpenMode.ReadWrite);
        using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*) FROM ledger;";
        return (int)(long)command.ExecuteScalar()!;
    }

    private static void Execute(string file, string sql)
    {
        using var database = Jarvis.Bot.Hosting.Backup.Open(file, SqliteOpenMode.ReadWriteCreate);
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
