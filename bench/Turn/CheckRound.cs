using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Jarvis.Bench.Turn;

/// <summary>The CPU time that Jarvis's process takes in a round in which each of 5,000 services is checked once over HTTP.</summary>
internal sealed record CheckRound(double CpuSeconds, int Answered)
{
    public const int Services = 5000;
    private const string Data = "checks";

    /// <summary>The usual interval of a service's checks.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    public static async Task<CheckRound> MeasureAsync(PublishedJarvis program)
    {
        var answered = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var services = builder.Build();
        services.MapGet("/{number}", (int number) =>
        {
            Interlocked.Increment(ref answered);
            return Results.Ok();
        });
        await services.StartAsync();

        var watched = Enumerable.Range(0, Services).Select(i => new { Name = $"service{i}", Kind = "Http", Target = $"{services.Urls.First()}/{i}" });
        await program.ConfigureAsync(Data, new { Health = new { Services = watched } });
        await using var running = await program.StartAsync(Data, new Dictionary<string, string>());
        // The first round compiles and connects.
        await Task.Delay(Round, TimeProvider.System);
        var (cpu, before) = (running.Cpu, Volatile.Read(ref answered));
        await Task.Delay(Round, TimeProvider.System);
        var result = new CheckRound((running.Cpu - cpu).TotalSeconds, Volatile.Read(ref answered) - before);
        return result.Answered > Services * 0.9 ? result : throw new InvalidOperationException($"Only {result.Answered} of {Services} checks came.");
    }
}
