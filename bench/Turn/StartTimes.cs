namespace Jarvis.Bench.Turn;

/// <summary>From the start of the process to ready, in seconds: with an empty data folder, and as at any later start.</summary>
internal static class StartTimes
{
    public static async Task<(double First, double Later)> MeasureAsync(PublishedJarvis program)
    {
        var first = await OnceAsync(program);
        var later = new List<double>();
        for (var i = 0; i < 5; i++) later.Add(await OnceAsync(program));
        later.Sort();
        return (first, later[2]);
    }

    private static async Task<double> OnceAsync(PublishedJarvis program)
    {
        await using var running = await program.StartAsync("start", new Dictionary<string, string>());
        return running.TookToStart.TotalSeconds;
    }
}
