using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Storage;

/// <summary>Settings "Storage": where Jarvis keeps its state.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Folder for the database file, pictures and backups.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>A PostgreSQL connection string; empty means SQLite in <see cref="Folder"/>.</summary>
    public string? Postgres { get; set; }

    /// <summary>File name inside <see cref="Folder"/>.</summary>
    public string SqliteFile { get; set; } = "jarvis.db";

    /// <summary>How long messages, handled events, runs of routines and files stay. Actions and the ledger stay for good.</summary>
    public int KeepDays { get; set; } = 90;

    public bool UsesPostgres => !string.IsNullOrWhiteSpace(Postgres);

    public string SqlitePath => Path.GetFullPath(Path.Combine(Folder, SqliteFile));

    public string SqliteConnectionString =>
        $"Data Source={SqlitePath};Foreign Keys=True;Default Timeout=30;Pooling=True";
}

internal sealed class StorageOptionsCheck : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options) => options.KeepDays is >= 7 and <= 3650
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Storage:KeepDays is {options.KeepDays}; allowed is a whole number from 7 to 3650.");
}
