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
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var wrong = new List<string>();
        if (!IsUsable(options.Folder)) wrong.Add("Storage:Folder cannot be a folder's name; allowed is a path, such as data or /var/lib/jarvis.");
        if (!IsUsable(options.SqliteFile) || Path.GetFileName(options.SqliteFile) != options.SqliteFile) wrong.Add("Storage:SqliteFile cannot be a file's name; allowed is a name without a folder, such as jarvis.db.");
        if (options.KeepDays is < 7 or > 3650) wrong.Add($"Storage:KeepDays is {options.KeepDays}; allowed is a whole number from 7 to 3650.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsUsable(string path) => !string.IsNullOrWhiteSpace(path) && !path.Any(char.IsControl);
}
