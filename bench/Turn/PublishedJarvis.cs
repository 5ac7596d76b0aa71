using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Jarvis.Bench.Turn;

/// <summary>Jarvis as it is installed: published for this machine into a folder that goes with this object, with a runtime that no other process uses.</summary>
internal sealed class PublishedJarvis : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jarvis-bench-").FullName;

    private string Program => Path.Combine(folder, "program");

    private string Runtime => Path.Combine(folder, "runtime");

    public static async Task<PublishedJarvis> PublishAsync()
    {
        var published = new PublishedJarvis();
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Jarvis.Bot.sln"))) root = root.Parent;
        if (root is null) throw new InvalidOperationException("Run the bench inside the repository.");
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(root.FullName, "Jarvis.Bot"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained", "-o", published.Program, "-v", "q", "-nologo"]))!;
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0) throw new InvalidOperationException($"dotnet publish ended with {publish.ExitCode}.");
        OwnRuntime.CopyTo(published.Runtime);
        return published;
    }

    /// <summary>Starts on a data folder; ready when it says so.</summary>
    public Task<RunningJarvis> StartAsync(string data, IReadOnlyDictionary<string, string> settings) =>
        RunningJarvis.StartAsync(Path.Combine(Program, "Jarvis.Bot"), Program, new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["Storage__Folder"] = DataFolder(data), ["ASPNETCORE_ENVIRONMENT"] = data, ["DOTNET_ROOT"] = Runtime,
            // "dotnet run" sets this one for what it starts, and it goes first.
            [$"DOTNET_ROOT_{RuntimeInformation.ProcessArchitecture.ToString().ToUpperInvariant()}"] = Runtime,
        });

    public string DataFolder(string data) => Path.Combine(folder, data);

    /// <summary>More settings for starts on this data folder, where the environment would be too small.</summary>
    public Task ConfigureAsync(string data, object settings) => File.WriteAllTextAsync(Path.Combine(Program, $"appsettings.{data}.json"), JsonSerializer.Serialize(settings));

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
