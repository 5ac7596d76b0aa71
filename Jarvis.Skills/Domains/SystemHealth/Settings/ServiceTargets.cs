using System.Net;
using Npgsql;
using StackExchange.Redis;

namespace Jarvis.Skills.Domains.SystemHealth.Settings;

/// <summary>What a target must look like for each kind of service.</summary>
internal static class ServiceTargets
{
    public static string Allowed(ServiceKind kind) => kind switch
    {
        ServiceKind.Http => "a URL such as http://localhost:8080/health",
        ServiceKind.Tcp => "host:port, such as mail.example.com:25",
        ServiceKind.Postgres => "an Npgsql connection string such as Host=localhost;Username=monitor;Password=…;Database=shop",
        ServiceKind.Redis => "a StackExchange.Redis connection string such as localhost:6379,password=…",
        _ => "a container's name, such as shop-backend-1",
    };

    /// <summary>What is wrong with a target, without quoting it; null when nothing is.</summary>
    public static string? Mistake(ServiceKind kind, string target) => kind switch
    {
        ServiceKind.Http => Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? null : "is no http or https URL",
        ServiceKind.Tcp => TryHostPort(target, out _) ? null : "is not host:port",
        ServiceKind.Postgres => Postgres(target),
        ServiceKind.Redis => Redis(target),
        _ => target.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-') ? null : "is no container name",
    };

    public static bool TryHostPort(string target, out DnsEndPoint endPoint)
    {
        endPoint = new DnsEndPoint("localhost", 1);
        var colon = target.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(target[(colon + 1)..], out var port) || port is < 1 or > 65535) return false;
        var host = target[..colon].Trim('[', ']');
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown) return false;
        endPoint = new DnsEndPoint(host, port);
        return true;
    }

    private static string? Postgres(string target)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(target).Host) ? "names no Host" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return "cannot be read as a connection string";
        }
    }

    private static string? Redis(string target)
    {
        try
        {
            return ConfigurationOptions.Parse(target).EndPoints.Count == 0 ? "names no host" : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return "cannot be read as a connection string";
        }
    }
}
