using System.Globalization;

namespace Jarvis.Bench.Turn;

/// <summary>
/// What an owner waits for and what Jarvis costs the machine, on a published build of this tree. The last line is the score.
/// </summary>
internal static class TurnBench
{
    public static async Task RunAsync()
    {
        await using var program = await PublishedJarvis.PublishAsync();
        var (first, ready) = await StartTimes.MeasureAsync(program);
        Say($"start to ready: {first:0.00} s with an empty data folder, {ready:0.00} s afterwards (median of 5)");

        var turns = await TurnTimes.MeasureAsync(program);
        Say($"memory: {turns.Idle.ResidentMb:0} MB idle ({turns.Idle.OwnMb:0} MB its own), {turns.After.ResidentMb:0} MB ({turns.After.OwnMb:0}) after {TurnTimes.Turns} turns, {turns.AfterMore.ResidentMb:0} MB ({turns.AfterMore.OwnMb:0}) after as many again");
        Say($"Telegram update to reply: p50 {turns.P50Ms:0.0} ms, p90 {turns.P90Ms:0.0} ms, p99 {turns.P99Ms:0.0} ms, slowest {turns.WorstMs:0.0} ms; {turns.FirstMs:0} ms for the first after the start, {turns.WokenMs:0} ms for the first after a minute of quiet");

        var checks = await CheckRound.MeasureAsync(program);
        Say($"{CheckRound.Services} HTTP checks in {CheckRound.Round.TotalSeconds:0} s: {checks.CpuSeconds:0.00} s of CPU, {checks.Answered} answered");

        var cycle = await AnalysisCycle.MeasureAsync();
        Say($"analysis cycle over {AnalysisCycle.Agents} agents: {cycle:0.000} s (median of 5)");

        Say($"score: ready_s={ready:0.00} idle_mb={turns.Idle.ResidentMb:0} after_1000_mb={turns.After.ResidentMb:0} turn_p50_ms={turns.P50Ms:0.0} turn_p99_ms={turns.P99Ms:0.0} checks_cpu_s={checks.CpuSeconds:0.00} cycle_s={cycle:0.000}");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
