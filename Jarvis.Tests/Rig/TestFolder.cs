using Microsoft.Data.Sqlite;

namespace Jarvis.Tests.Rig;

/// <summary>The folder in which a test's Jarvis kept its data.</summary>
internal static class TestFolder
{
    private const int MostTries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Removes it. Work that was cut off when Jarvis stopped may still be closing its database, and is waited for.</summary>
    public static async Task RemoveAsync(string folder)
    {
        for (var tried = 1; ; tried++)
        {
            SqliteConnection.ClearAllPools();
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tried < MostTries && Directory.Exists(folder))
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }
}
