using Jarvis.Tests.Counterparts;
using Microsoft.Data.Sqlite;

namespace Jarvis.Tests.Hosting;

public sealed class StorageCommandsTests
{
    private const string Ready = "Application started";

    [Fact]
    public async Task The_owner_backs_up_a_running_Jarvis_and_restores_after_stopping_it()
    {
        await using var jarvis = new JarvisProcess();
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready);
        var file = Path.Combine(jarvis.DataFolder, "my backup.db");

        var (code, output) = await RunAsync(jarvis, "backup", file);
        Assert.True(code == 0, output);
        Assert.Contains($"Backed up to {file}", output, StringComparison.Ordinal);
        Assert.True(File.Exists(file));

        (code, output) = await RunAsync(jarvis, "restore", file);
        Assert.Equal(1, code);
        Assert.Contains("Another Jarvis works with", output, StringComparison.Ordinal);

        await jarvis.KillAsync();
        (code, output) = await RunAsync(jarvis, "restore", file);
        Assert.True(code == 0, output);
        Assert.Contains("is kept as", output, StringComparison.Ordinal);
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready);
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_second_Jarvis_on_the_same_folder_does_not_start_and_says_why()
    {
        await using var jarvis = new JarvisProcess();
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready);

        var (code, output) = await RunAsync(jarvis);

        Assert.Equal(2, code);
        Assert.Contains("Another Jarvis works with", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Say which file", "restore")]
    [InlineData(1, "There is no file", "restore", "/nowhere/jarvis.db")]
    [InlineData(1, "There is no database", "backup")]
    [InlineData(2, "One file at most", "backup", "a", "b")]
    public async Task A_wrong_command_says_what_to_write(int expected, string says, params string[] arguments)
    {
        await using var nowhere = new JarvisProcess();

        var (code, output) = await RunAsync(nowhere, arguments);

        Assert.Equal(expected, code);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_learnt_beforehand_is_not_learnt_again()
    {
        await using var jarvis = new JarvisProcess();
        var (code, output) = await RunAsync(jarvis, "learn");
        Assert.True(code == 0, output);
        var learnt = new FileInfo(Path.Combine(jarvis.DataFolder, "understanding.bin"));
        Assert.True(learnt.Exists);
        var at = learnt.LastWriteTimeUtc;

        (code, output) = await RunAsync(jarvis, "learn");

        Assert.True(code == 0, output);
        learnt.Refresh();
        Assert.Equal(at, learnt.LastWriteTimeUtc);
    }

    private static async Task<(int Code, string Output)> RunAsync(JarvisProcess on, params string[] arguments)
    {
        await using var process = new JarvisProcess(null, arguments);
        await process.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["Storage__Folder"] = on.DataFolder });
        return (await process.Exit.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, TestContext.Current.CancellationToken), process.Output);
    }
}
