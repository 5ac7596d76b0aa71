using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Skills.Simulation;

/// <summary>One kind of work that the invented company's models do.</summary>
/// <param name="PerDay">Calls on a usual day.</param>
/// <param name="Tier">Which of the price list, from the cheapest: 0, 1, 2.</param>
/// <param name="Need">How hard it is, 0 to 1.</param>
internal sealed record ModelWork(string Purpose, string Domain, string Function, double PerDay, int Tier, double Need, int Instructions, int Functions, int History, int Wrote);

/// <summary>
/// The invented company's cost ledger. No model is called: the rows say what such calls would have cost at the prices of the settings. Five weeks are
/// there at the first start, and further ones come while Jarvis runs. The same seed gives the same calls.
/// </summary>
public sealed class SimulatedModelCalls : IPeriodicWork
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(35);

    private static readonly ModelWork[] Works =
    [
        new("chat", "jarvis", "jarvis/system.md", 22, 1, 0.45, 420, 380, 300, 130),
        new("chat", "jarvis", "jarvis/system.md", 4, 2, 0.8, 420, 380, 700, 420),
        new("ticket-summary", "service", "service/summary.md", 34, 2, 0.25, 1150, 0, 900, 160),
        new("lead-reply", "sales", "sales/reply.md", 9, 2, 0.75, 1800, 0, 600, 380),
        new("summary", "jarvis", "jarvis/summary.md", 12, 0, 0.2, 180, 0, 1400, 190),
        new("report", "reports", "reports/weekly.md", 1, 2, 0.7, 900, 0, 3800, 900),
    ];

    private readonly SimulatedWorld world;
    private readonly ModelTiers tiers;
    private readonly IDbContextFactory<JarvisDb> databases;
    private readonly TimeProvider time;

    internal SimulatedModelCalls(SimulatedWorld world, ModelTiers tiers, IDbContextFactory<JarvisDb> databases, TimeProvider time) =>
        (this.world, this.tiers, this.databases, this.time) = (world, tiers, databases, time);

    public string Name => "simulation.models";

    public TimeSpan Interval => TimeSpan.FromMinutes(2);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (tiers.All.Count == 0) return;
        await using var db = await databases.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow();
        var last = await db.Set<ModelCall>().MaxAsync(c => (DateTimeOffset?)c.At, cancel);
        var from = last > now - Past ? last.Value : now - Past;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await BulkRows.InsertAsync(db, Works.SelectMany((w, i) => Times(w, i, from, now).Select(at => At(w, i, at))).OrderBy(c => c.At), cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Each day has its own times, so that what came before does not depend on when somebody looks.</summary>
    private IEnumerable<DateTimeOffset> Times(ModelWork work, int index, DateTimeOffset from, DateTimeOffset to)
    {
        for (var day = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero); day <= to; day = day.AddDays(1))
        {
            var busy = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.4 : 1;
            // One day a month a loop of summaries ran away.
            var runaway = work.Purpose == "ticket-summary" && day.Day == 17 ? 7 : 1;
            var count = (int)Math.Round(work.PerDay * busy * runaway * (0.75 + (0.5 * Noise.Uniform(world.Seed, $"models.count.{index}", day.UtcTicks))));
            for (var i = 0; i < count; i++)
            {
                var at = day.AddHours(6 + (15 * Noise.Uniform(world.Seed, $"models.at.{index}.{i}", day.UtcTicks)));
                if (at > from && at <= to) yield return at;
            }
        }
    }

    private ModelCall At(ModelWork work, int index, DateTimeOffset at)
    {
        var tier = tiers.All[Math.Min(work.Tier, tiers.All.Count - 1)];
        double Chance(string about) => Noise.Uniform(world.Seed, $"models.{about}.{index}", at.UtcTicks);
        var failed = Chance("outcome") < 0.02;
        var history = (int)(work.History * (0.6 + (0.8 * Chance("history"))));
        var read = work.Instructions + work.Functions + history + 60;
        var use = failed ? default : new TokenUse(read, (int)(work.Wrote * (0.6 + (0.8 * Chance("wrote"))))) { Cached = tier.Price.CachedInput < tier.Price.Input && Chance("cached") < 0.3 ? work.Instructions : 0 };
        var free = tier.FreeRequestsPerDay > 0;
        return new ModelCall
        {
            At = at, RequestId = new Guid((int)(at.UtcTicks >> 32), (short)index, 0, BitConverter.GetBytes(at.UtcTicks)), Attempt = 1, Cause = $"simulation:{at.UtcTicks}", Provider = tier.Provider, Model = tier.Model, Tier = tier.Name,
            Purpose = work.Purpose, Domain = work.Domain, Function = work.Function, Background = work.Purpose != "chat", Corrects = Chance("corrects") < 0.03, Need = Math.Clamp(work.Need + (0.3 * (Chance("need") - 0.5)), 0, 1),
            ChosenFor = "simulation", PrefixHash = work.Function, InstructionTokens = work.Instructions, FunctionTokens = work.Functions, HistoryTokens = history, FunctionsOffered = work.Functions / 60,
            Outcome = failed ? ModelOutcome.RateLimited : ModelOutcome.Answered, TokensIn = use.In, TokensOut = use.Out, TokensCached = use.Cached, Free = free, CostPico = free ? 0 : tier.Price.CostOf(use),
            LatencyMs = (int)(400 + (1800 * Chance("latency"))),
        };
    }
}
