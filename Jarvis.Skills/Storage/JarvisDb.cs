using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Jarvis.Skills.Storage;

/// <summary>The assemblies whose entity configurations make up the model: Skills, and the host's own.</summary>
public sealed record ModelAssemblies(params IReadOnlyList<System.Reflection.Assembly> All);

/// <summary>Jarvis's whole state. Instants are UTC; money is minor units and a currency.</summary>
public abstract class JarvisDb(DbContextOptions options, ModelAssemblies assemblies) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in assemblies.All) modelBuilder.ApplyConfigurationsFromAssembly(assembly);
    }
}

/// <summary>One file. The default.</summary>
public sealed class SqliteJarvisDb(DbContextOptions<SqliteJarvisDb> options, ModelAssemblies assemblies) : JarvisDb(options, assemblies)
{
    // SQLite has no instant type, and compares text: ticks sort as time does.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>For more than one machine.</summary>
public sealed class PostgresJarvisDb(DbContextOptions<PostgresJarvisDb> options, ModelAssemblies assemblies) : JarvisDb(options, assemblies)
{
    // timestamptz takes UTC only; callers may hold the owner's wall clock.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<ToUtc>();

    private sealed class ToUtc() : ValueConverter<DateTimeOffset, DateTimeOffset>(at => at.ToUniversalTime(), at => at.ToUniversalTime());
}
