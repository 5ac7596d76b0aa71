using Jarvis.Skills.Domains.SystemHealth.Containers;

namespace Jarvis.Skills.Simulation;

/// <summary>
/// What the simulated containers log. Each minute's lines follow from the seed, so that nothing is kept and any time can be read.
/// </summary>
internal sealed class SimulatedLog(SimulatedWorld world, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    /// <summary>Oldest first, at most so many of the newest.</summary>
    public IReadOnlyList<LogLine> Read(string container, DateTimeOffset since, int atMost)
    {
        if (Company.InContainer(container) is not { } service || atMost <= 0) return [];
        var (now, wear, faults) = (time.GetUtcNow(), world.Wear, world.Past.Where(f => f.Service == service).ToList());
        if (since < now - Longest) since = now - Longest;
        var newestFirst = new List<LogLine>();
        for (var minute = now.ToUnixTimeSeconds() / 60; minute >= since.ToUnixTimeSeconds() / 60 && newestFirst.Count < atMost; minute--)
            newestFirst.AddRange(Minute(service, minute, wear, faults).Where(l => l.At >= since && l.At <= now).OrderByDescending(l => l.At));
        return [.. newestFirst.Take(atMost).Reverse()];
    }

    private IEnumerable<LogLine> Minute(ServiceModel service, long minute, Wear wear, List<Fault> faults)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(minute * 60);
        for (var i = 0; i < 3; i++) yield return Line(Roll(i), Usual(service, Roll(10 + i), Number(i)));
        if (Roll(20) < 0.04) yield return Line(Roll(21), "WARN retry 1 of 3 after a timeout of 2000 ms", isError: true);
        if (service.Name == Company.Complaining)
            for (var i = 0; i < 3 + (int)(3 * Roll(30)); i++)
                if (Line(Roll(31 + i), $"ERROR payment: order {Number(i)}: session with the card provider expired and could not be renewed, retry {1 + (int)(3 * Roll(60 + i))} of 3", isError: true) is var line && line.At >= wear.ErrorsSince) yield return line;
        foreach (var fault in faults.Where(f => f.From >= start && f.From < start.AddMinutes(1))) yield return new LogLine(fault.From, LastWords(fault), IsError: true);

        double Roll(int of) => Noise.Uniform(world.Seed, service.Name + "/log", (minute * 100) + of);

        long Number(int of) => 10_000 + (long)(80_000 * Roll(70 + (of % 30)));

        LogLine Line(double at, string text, bool isError = false) => new(start.AddSeconds(60 * at), text, isError);
    }

    private static string Usual(ServiceModel service, double roll, long number) => service.Name switch
    {
        "worker" => $"INFO preset-render: job {number} done in {(int)(300 + (4000 * roll))} ms",
        "postgres" => roll < 0.5 ? $"LOG checkpoint complete: wrote {number % 900} buffers" : $"LOG autovacuum: table shop.public.orders, {number % 400} rows removed",
        "redis" => $"INFO {number % 900} changes in 60 seconds, saving",
        "mail" => $"INFO queue {number}: delivered to 1 recipient, status=sent",
        "licence-server" => $"INFO activation {number} accepted in {(int)(40 + (90 * roll))} ms",
        "downloads" => $"INFO GET /installers/{(roll < 0.5 ? "lumen" : "drift")}-{number}.pkg 200",
        "checkout" => $"INFO order {number} paid",
        _ => $"INFO GET /api/v2/products/{number} 200 {(int)(20 + (60 * roll))} ms",
    };

    private static string LastWords(Fault fault) => fault.Kind switch
    {
        FaultKind.Exit => "FATAL out of memory: the process was killed",
        FaultKind.Errors => "ERROR unhandled exception: connection pool exhausted, request answered with 500",
        _ => "ERROR deadlock: event loop blocked for 10000 ms",
    };
}
