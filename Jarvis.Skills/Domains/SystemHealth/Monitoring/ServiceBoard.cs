using Jarvis.Skills.Domains.SystemHealth.Settings;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.SystemHealth.Monitoring;

/// <summary>All services in the order of the settings, by name, with their parents; and the names as vocabulary.</summary>
internal sealed class ServiceBoard : IVocabulary
{
    private readonly Dictionary<string, ServiceState> byName;

    public ServiceBoard(IOptions<HealthOptions> options)
    {
        All = [.. options.Value.Services.Select(s => new ServiceState(s))];
        byName = All.ToDictionary(s => s.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var family in All.Where(s => s.Service.Parent is not null).GroupBy(s => byName[s.Service.Parent!]))
        {
            foreach (var child in family) child.Parent = family.Key;
            family.Key.Children = [.. family];
        }
        Names = [.. All.Select(s => s.Name)];
    }

    /// <summary>Raised when a service's status has changed.</summary>
    public event Action? Changed;

    public IReadOnlyList<ServiceState> All { get; }

    public string Slot => "service";

    public IReadOnlyCollection<string> Names { get; }

    public ServiceState? Find(string name) => byName.GetValueOrDefault(name.Trim());

    /// <exception cref="BadRequestException">There is no such service.</exception>
    public ServiceState Need(string name) => Find(name)
        ?? All.FirstOrDefault(s => name.Trim().Equals(s.Service.Container, StringComparison.OrdinalIgnoreCase))
        ?? throw new BadRequestException(All.Count == 0
            ? "No service is in the settings yet; write them to Health:Services in appsettings.json."
            : $"There is no service \"{name}\". I watch {string.Join(", ", Names.Take(20))}{(All.Count > 20 ? $" and {All.Count - 20} more" : "")}.");

    public void Notify() => Changed?.Invoke();
}
