using System.Globalization;

namespace Jarvis.Bench.Sales;

/// <param name="CycleSeconds">The slowest look of the sales agents.</param>
/// <param name="QuestionMs">The slowest question, from the owner's message to the reply.</param>
internal sealed record SalesScore(double CycleSeconds, double QuestionMs);

/// <summary>Sales with 100,000 leads and 1,000,000 events on SQLite, and with a quarter of both, to see what grows faster than they do.</summary>
internal static class SalesBench
{
    private const int Leads = 100_000;
    private const int Events = 1_000_000;

    public static async Task<SalesScore> RunAsync()
    {
        var quarter = await MeasureAsync(Leads / 4, Events / 4);
        var whole = await MeasureAsync(Leads, Events);
        Say($"four times the leads and events take, times longer:");
        foreach (var (name, seconds) in whole) Say($"  {seconds / quarter[name],6:0.0}  {name}{(seconds < 0.05 ? " (short)" : "")}");
        var slowest = SalesFigures.Questions.MaxBy(q => whole[q])!;
        var cycle = Math.Max(whole[SalesFigures.FirstCycle], whole[SalesFigures.Cycle]);
        Say($"slowest question: \"{slowest}\"; load of the machine {Load()}");
        return new SalesScore(cycle, 1000 * whole[slowest]);
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(int leads, int events)
    {
        Say($"{leads} leads, {events} events, load {Load()}");
        await using var store = await SalesStore.FillAsync(leads, events, Say);
        var figures = new SalesFigures(store, Say);
        Turn.Footprint.Peak(reset: true);
        await figures.MeasureAsync();
        Say($"  {Turn.Footprint.Peak():0} MB at the peak");
        return figures.Seconds;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
