using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.CostOptimisation;

/// <summary>Finds a domain by what people call it: "health", "System health".</summary>
internal sealed class DomainNames(IEnumerable<DomainDescriptor> all)
{
    /// <exception cref="BadRequestException">There is no such domain.</exception>
    public string Need(string name) =>
        all.FirstOrDefault(d => string.Equals(d.Name, name.Trim(), StringComparison.OrdinalIgnoreCase) || string.Equals(d.Title, name.Trim(), StringComparison.OrdinalIgnoreCase))?.Name
        ?? throw new BadRequestException($"There is no domain \"{name}\"; there are {string.Join(", ", all.Select(d => d.Name))}.");
}
