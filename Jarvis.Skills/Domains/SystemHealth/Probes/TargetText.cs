using System.Net;
using Jarvis.Skills.Domains.SystemHealth.Settings;
using Npgsql;
using StackExchange.Redis;

namespace Jarvis.Skills.Domains.SystemHealth.Probes;

/// <summary>A target as it may be shown: where it points to, and nothing with which one could get in.</summary>
internal static class TargetText
{
    public static string WithoutSecrets(ServiceKind kind, string target)
    {
        if (ServiceTargets.Mistake(kind, target) is not null) return "(not readable)";
        switch (kind)
        {
            case ServiceKind.Http:
                var url = new Uri(target);
                return $"{url.Scheme}://{url.Authority}{url.AbsolutePath}";
            case ServiceKind.Postgres:
                var postgres = new NpgsqlConnectionStringBuilder(target);
                return $"{postgres.Host}:{postgres.Port}/{postgres.Database}";
            case ServiceKind.Redis:
                return string.Join(", ", ConfigurationOptions.Parse(target).EndPoints.Select(e => e is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : e.ToString()));
            default:
                return target;
        }
    }
}
