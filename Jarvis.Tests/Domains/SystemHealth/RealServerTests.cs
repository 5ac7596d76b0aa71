using System.Net;
using System.Net.Sockets;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Domains.SystemHealth;

/// <summary>Databases as monitored services: down, refused, back again.</summary>
public sealed class RealServerTests(PostgresServer postgres, RedisServer redis) : IClassFixture<PostgresServer>, IClassFixture<RedisServer>
{
    [Fact]
    public async Task PostgreSQL_goes_down_and_comes_back()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var rig = Watch("database", "Postgres", database);
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Up, rig.State("database").Status);
        await postgres.GoDownAsync();
        await rig.RoundsAsync(3);
        Assert.Equal((ServiceStatus.Down, "the connection is refused"), (rig.State("database").Status, rig.State("database").Incident!.Cause));
        await postgres.ComeBackAsync();
        await rig.RoundsAsync(2);
        Assert.Equal(ServiceStatus.Up, rig.State("database").Status);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_named_as_the_reason()
    {
        await using var rig = Watch("database", "Postgres", postgres.ConnectionString + "_missing;Password=hunter2");
        await rig.RoundsAsync(3);
        Assert.Equal("the database does not exist", rig.State("database").Incident!.Cause);
    }

    [Fact]
    public async Task Redis_goes_down_and_comes_back()
    {
        await using var rig = Watch("cache", "Redis", redis.ConnectionString);
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Up, rig.State("cache").Status);
        await redis.GoDownAsync();
        await rig.RoundsAsync(3);
        Assert.Equal(ServiceStatus.Down, rig.State("cache").Status);
        await redis.ComeBackAsync();
        // The client finds it again by itself, in its own time.
        for (var i = 0; i < 1000 && rig.State("cache").Status != ServiceStatus.Up; i++)
        {
            await rig.RoundsAsync(1);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        Assert.Equal(ServiceStatus.Up, rig.State("cache").Status);
    }

    [Fact]
    public async Task A_port_is_up_while_somebody_listens()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var rig = Watch("mail", "Tcp", $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        await rig.RoundsAsync(1);
        Assert.Equal(ServiceStatus.Up, rig.State("mail").Status);
        listener.Stop();
        await rig.RoundsAsync(3);
        Assert.Equal("the connection is refused", rig.State("mail").Incident!.Cause);
    }

    private static HealthRig Watch(string name, string kind, string target) =>
        new(HealthRig.Services([("Name", name), ("Kind", kind), ("Target", target)]), real: true);
}
