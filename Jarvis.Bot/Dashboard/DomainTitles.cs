using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Dashboard;

/// <summary>A domain's name for people.</summary>
internal sealed class DomainTitles(IEnumerable<DomainDescriptor> domains)
{
    private readonly Dictionary<string, string> titles = domains.ToDictionary(d => d.Name, d => d.Title, StringComparer.Ordinal);

    public string Of(string domain) => titles.GetValueOrDefault(domain, domain);
}
