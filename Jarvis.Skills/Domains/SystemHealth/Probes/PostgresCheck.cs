using Npgsql;

namespace Jarvis.Skills.Domains.SystemHealth.Probes;

/// <summary>SELECT 1 over a new connection each time: "no connection left" is just what should be noticed.</summary>
internal static class PostgresCheck
{
    public static async Task<ProbeResult> RunAsync(string target, TimeProvider time, CancellationToken cancel)
    {
        var settings = new NpgsqlConnectionStringBuilder(target) { Pooling = false, ApplicationName = "jarvis-check" };
        var start = time.GetTimestamp();
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(cancel);
        return ProbeResult.Good(time.GetElapsedTime(start));
    }
}
