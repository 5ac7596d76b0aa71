using Jarvis.Skills.Domains.SystemHealth.Settings;

namespace Jarvis.Skills.Simulation;

/// <summary>An outage of the weeks before Jarvis started, which it recovered.</summary>
/// <param name="RestartedAt">When Jarvis restarted the container.</param>
public sealed record PastTrouble(string Service, string Container, string Cause, DateTimeOffset From, DateTimeOffset RestartedAt, DateTimeOffset Until)
{
    private static readonly string[] Likely = ["website", "backend", "downloads", "checkout", "mail", "backend", "worker", "checkout"];

    /// <summary>About two in three days, the last one today where the day is long enough. Oldest first.</summary>
    internal static IReadOnlyList<PastTrouble> Before(DateTimeOffset began, TimeSpan sinceMidnight, int seed)
    {
        var random = new Random(seed + 1);
        var times = new List<DateTimeOffset>();
        for (var at = began.AddDays(-13.6); at < began - sinceMidnight - TimeSpan.FromHours(1); at += TimeSpan.FromHours(20 + (34 * random.NextDouble()))) times.Add(at);
        if (sinceMidnight > TimeSpan.FromMinutes(20)) times.Add(began - (0.4 * (sinceMidnight < TimeSpan.FromHours(6) ? sinceMidnight : TimeSpan.FromHours(6))));
        return [.. times.Select((at, i) => At(at, i, random))];
    }

    private static PastTrouble At(DateTimeOffset from, int i, Random random)
    {
        var service = Company.Find(Likely[i % Likely.Length])!;
        var kind = service.Kind == ServiceKind.Http ? (FaultKind)random.Next(3) : FaultKind.Exit;
        var restarted = from.AddSeconds(16 + random.Next(20));
        return new PastTrouble(service.Name, service.Container, new Fault(service, kind, from, 1).Words ?? "no answer within 3 s", from, restarted, restarted.AddSeconds(12 + random.Next(25)));
    }
}
