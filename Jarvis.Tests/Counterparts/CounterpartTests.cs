using Npgsql;
using StackExchange.Redis;
using Xunit.Sdk;

namespace Jarvis.Tests.Counterparts;

public sealed class CounterpartTests
{
    [Fact]
    public void What_is_missing_skips_a_test_with_the_reason() =>
        Assert.Contains("no Redis here", Assert.IsType<SkipException>(Counterpart.Missing("no Redis here", required: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void Where_counterparts_are_required_what_is_missing_fails_the_test_and_says_how_to_install_it()
    {
        var failure = Assert.IsType<InvalidOperationException>(Counterpart.Missing("No Redis here.", required: true));
        Assert.StartsWith("No Redis here. ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(".ci/install", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shared_folder_is_found_beside_the_repository() =>
        Assert.StartsWith("# Real counterparts", File.ReadAllText(SharedFolder.Need("contracts/README.md")), StringComparison.Ordinal);
}

public sealed class RedisServerTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task Answers_goes_down_and_comes_back_on_the_same_port()
    {
        await SetAsync();
        await redis.GoDownAsync();
        await Assert.ThrowsAsync<RedisConnectionException>(SetAsync);
        await redis.ComeBackAsync();
        await SetAsync();
    }

    private async Task SetAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync($"{redis.ConnectionString},connectTimeout=1000,connectRetry=0");
        Assert.True(await connection.GetDatabase().StringSetAsync("key", "value"));
    }
}

public sealed class PostgresServerTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    [Fact]
    public async Task Keeps_its_data_over_a_crash()
    {
        var database = await postgres.NewDatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)");
        await postgres.GoDownAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT id FROM kept"));
        await postgres.ComeBackAsync();
        Assert.Equal(7, await ExecuteAsync(database, "SELECT id FROM kept"));
    }

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}

public sealed class ServerProcessTests
{
    [Fact]
    public async Task A_killed_process_takes_its_children_along()
    {
        await using var shell = ServerProcess.Start("sh", ["-c", "sleep 1000 & echo child $!; wait"]);
        var child = (await shell.WaitForLineAsync(@"child (?<id>\d+)")).Groups["id"].Value;
        Assert.True(Directory.Exists($"/proc/{child}"));
        shell.Kill();
        await shell.Exit;
        Assert.DoesNotContain("sleep", File.Exists($"/proc/{child}/cmdline") ? await File.ReadAllTextAsync($"/proc/{child}/cmdline", TestContext.Current.CancellationToken) : "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_never_comes_fails_with_the_output()
    {
        await using var echo = ServerProcess.Start("echo", ["something else"]);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => echo.WaitForLineAsync("ready"));
        Assert.Contains("something else", failure.Message, StringComparison.Ordinal);
    }
}
