using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Jarvis.Bot.Hosting;

/// <summary>For "dotnet ef", which makes migrations of the whole model without a running host.</summary>
public sealed class DesignTime : IDesignTimeDbContextFactory<SqliteJarvisDb>, IDesignTimeDbContextFactory<PostgresJarvisDb>
{
    private static readonly ModelAssemblies Assemblies = new(typeof(JarvisDb).Assembly, typeof(DesignTime).Assembly);

    SqliteJarvisDb IDesignTimeDbContextFactory<SqliteJarvisDb>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteJarvisDb>().UseSqlite("Data Source=:memory:").Options, Assemblies);

    PostgresJarvisDb IDesignTimeDbContextFactory<PostgresJarvisDb>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresJarvisDb>().UseNpgsql("Host=localhost").Options, Assemblies);
}
