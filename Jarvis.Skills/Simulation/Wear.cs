namespace Jarvis.Skills.Simulation;

/// <summary>Since when each slow trouble grows. A restart, or pruned images, set it back.</summary>
/// <param name="SlowSince">The licence server answers slower and slower from here on.</param>
/// <param name="LeakSince">The worker's last start.</param>
/// <param name="ErrorsSince">The checkout logs its new error from here on.</param>
/// <param name="ImagesSince">Images without a name were last removed.</param>
/// <param name="LayersSince">The download server's layer was last empty.</param>
internal sealed record Wear(
    DateTimeOffset SlowSince, DateTimeOffset LeakSince, DateTimeOffset ErrorsSince, DateTimeOffset ImagesSince, DateTimeOffset LayersSince)
{
    public static Wear When(DateTimeOffset began) =>
        new(began.AddHours(-6), began.AddDays(-10), began.AddMinutes(-4.5), began.AddDays(-9), began.AddDays(-9));

    /// <summary>What a restart of a service sets back.</summary>
    public Wear Restarted(string service, DateTimeOffset at) => service switch
    {
        Company.Creeping => this with { SlowSince = at.AddHours(3) },
        Company.Leaking => this with { LeakSince = at },
        Company.Complaining => this with { ErrorsSince = at.AddHours(6) },
        _ => this,
    };
}
