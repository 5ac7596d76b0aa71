namespace Jarvis.Skills.Domains.SystemHealth.Settings;

/// <summary>Names and parents must make sense together.</summary>
internal static class ServiceFamilies
{
    public static void Check(IReadOnlyList<WatchedService> services, IReadOnlyList<string> paths, List<string> wrong)
    {
        var byName = new Dictionary<string, WatchedService>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < services.Count; i++)
            if (services[i].Name.Length > 0 && !byName.TryAdd(services[i].Name, services[i]))
                wrong.Add($"{paths[i]}:Name is \"{services[i].Name}\", as another service's is; allowed is a name that no other service has.");

        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].Parent is not { } parent) continue;
            if (!byName.ContainsKey(parent))
                wrong.Add($"{paths[i]}:Parent is \"{parent}\"; allowed is the name of another service: {string.Join(", ", byName.Keys.Where(n => n != services[i].Name).Take(20))}.");
            else if (IsOwnAncestor(services[i], byName))
                wrong.Add($"{paths[i]}:Parent is \"{parent}\", which makes {services[i].Name} its own ancestor; allowed is a service that does not depend on it.");
        }
    }

    private static bool IsOwnAncestor(WatchedService service, Dictionary<string, WatchedService> byName)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { service.Name };
        for (var next = service.Parent; next is not null && byName.TryGetValue(next, out var found); next = found.Parent)
            if (!seen.Add(next)) return true;
        return false;
    }
}
