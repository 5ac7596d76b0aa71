using Jarvis.Skills.Analytics;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;

namespace Jarvis.Skills.Domains.SystemHealth.Analysis;

/// <summary>Services whose checks keep changing between good and failed (<see cref="Flapping"/>).</summary>
internal sealed class Flaps(ServiceBoard board)
{
    private readonly HashSet<string> flapping = new(StringComparer.Ordinal);

    public IEnumerable<Finding> Find()
    {
        foreach (var state in board.All)
        {
            if (state.Status is ServiceStatus.Stopped or ServiceStatus.Unreachable) continue;
            var checks = state.Checks.ToArray();
            var judged = Flapping.Judge<bool>(Array.ConvertAll(checks, c => c.Ok), flapping.Contains(state.Name));
            if (!judged.IsFlapping)
            {
                flapping.Remove(state.Name);
                continue;
            }
            flapping.Add(state.Name);
            var looked = checks[^Math.Min(checks.Length, new FlappingOptions().History)..];
            yield return new Finding(FindingKind.Flapping, state.Name, $"{state.Name} comes and goes",
                $"Its checks changed between good and failed {judged.Changes} times in {HealthWords.Long(looked[^1].At - looked[0].At)}; the newest failure was: {(state.LastResult.Ok ? "(good at the moment)" : state.LastResult.Words)}.",
                Math.Clamp(judged.Percent / 100 * 2, 0.5, 0.95));
        }
    }
}
