using Jarvis.Bot.Autonomy;
using Jarvis.Bot.Hosting;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jarvis.Bench.Turn;

/// <summary>One look by 14 agents, in seconds: each reads and judges two metrics of a week, and proposes what it proposed before.</summary>
internal static class AnalysisCycle
{
    public const int Agents = 14;
    private static readonly TimeSpan Fine = TimeSpan.FromMinutes(5);

    public static async Task<double> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-bench-").FullName;
        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Folder"] = folder, ["Autonomy:Enabled"] = "false", ["urls"] = "http://127.0.0.1:0" });
            builder.Services.AddJarvis(builder.Configuration);
            for (var i = 0; i < Agents; i++)
            {
                var number = i;
                builder.Services.AddSingleton<IDomainAgent>(s => new WeekAgent($"bench{number}", s.GetRequiredService<MetricStore>()));
            }
            await using var app = builder.Build();
            await app.StartAsync();
            var agents = app.Services.GetServices<IDomainAgent>().OfType<WeekAgent>().ToList();
            await FillAsync(app.Services.GetRequiredService<MetricStore>(), agents);

            var orchestrator = app.Services.GetRequiredService<Orchestrator>();
            await orchestrator.CycleAsync(agents, "interval", CancellationToken.None);
            await orchestrator.SettledAsync();
            var took = new List<double>();
            for (var i = 0; i < 5; i++) took.Add((await orchestrator.CycleAsync(agents, "interval", CancellationToken.None)).Took.TotalSeconds);
            took.Sort();
            await app.StopAsync();
            return took[2];
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(MetricStore metrics, IReadOnlyList<WeekAgent> agents)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var at = now - WeekAgent.Week; at < now; at += Fine)
            await metrics.RecordAsync([.. agents.SelectMany(a => a.Series.Select((s, i) => new Measurement(s, "ms", 100 + (i * 50) + (at.Minute * 0.7))))], at, CancellationToken.None);
    }
}
