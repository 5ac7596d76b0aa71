using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth;

/// <summary>A restart helped when its incident ended after it and Jarvis had not given up; each saves what the settings say a restart by hand takes.</summary>
internal sealed class EndedOutages(IncidentBook incidents, IOptions<HealthOptions> options, TimeProvider time) : ISavedWork
{
    public TimeSpan SavesEach => options.Value.Recovery.SavesPerRecovery;

    public async Task<IReadOnlyList<SavedWork>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var count = await CountAsync(from, to, cancel);
        return count == 0 ? [] : [new SavedWork("System health: outages ended by a restart", count, count * SavesEach, Function: "health.recover")];
    }

    public async Task<int> CountAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var tried = (await incidents.AttemptsAsync(from, to, cancel)).Select(a => a.IncidentId).ToHashSet();
        if (tried.Count == 0) return 0;
        var found = await incidents.ReadAsync(null, from, to, cancel);
        return found.Count(i => tried.Contains(i.Id) && !i.IsOpen && !i.GivenUp && i.Until <= time.GetUtcNow());
    }
}
