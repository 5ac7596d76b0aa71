using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Storage;

/// <summary>Opens the database that the settings name.</summary>
public sealed class JarvisDbFactory : IDbContextFactory<JarvisDb>
{
    private readonly Func<JarvisDb> create;

    public JarvisDbFactory(IOptions<StorageOptions> options, ModelAssemblies assemblies) =>
        create = options.Value.UsesPostgres ? Postgres(options.Value, assemblies) : Sqlite(options.Value, assemblies);

    public JarvisDb CreateDbContext() => create();

    // A method each, so that the other database's library is not even loaded.
    private static Func<JarvisDb> Postgres(StorageOptions storage, ModelAssemblies assemblies)
    {
        var options = new DbContextOptionsBuilder<PostgresJarvisDb>().UseNpgsql(storage.Postgres).Options;
        return () => new PostgresJarvisDb(options, assemblies);
    }

    private static Func<JarvisDb> Sqlite(StorageOptions storage, ModelAssemblies assemblies)
    {
        var options = new DbContextOptionsBuilder<SqliteJarvisDb>().UseSqlite(storage.SqliteConnectionString).AddInterceptors(new SqlitePragmas()).Options;
        return () => new SqliteJarvisDb(options, assemblies);
    }

    /// <summary>
    /// Without it a busy database makes Microsoft.Data.Sqlite sleep 150 ms between tries; SQLite's own handler starts at 1 ms.
    /// </summary>
    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        private const string Sql = "PRAGMA busy_timeout = 30000;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Sql;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }
}

/// <summary>Registers the store.</summary>
public static class StorageSetup
{
    public static IServiceCollection AddJarvisStorage(this IServiceCollection services, System.Reflection.Assembly host)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsCheck>();
        services.AddSingleton(new ModelAssemblies(typeof(JarvisDb).Assembly, host));
        services.AddSingleton<IDbContextFactory<JarvisDb>, JarvisDbFactory>();
        return services;
    }
}
