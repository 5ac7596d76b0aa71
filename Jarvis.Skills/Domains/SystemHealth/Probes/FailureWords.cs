using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using StackExchange.Redis;

namespace Jarvis.Skills.Domains.SystemHealth.Probes;

/// <summary>Why a check failed, in words of our own. Exceptions' messages quote hosts, users and what a server wrote, so none is passed on.</summary>
internal static class FailureWords
{
    public static string Of(Exception error) => error switch
    {
        PostgresException postgres => Sql(postgres.SqlState),
        RedisServerException redis => redis.Message.Split(' ', 2)[0] is var code && code.All(char.IsAsciiLetterUpper) ? $"Redis answers {code}" : "Redis answers with an error",
        RedisConnectionException redis => Inner(redis) ?? redis.FailureType switch
        {
            ConnectionFailureType.AuthenticationFailure => "the password is refused",
            ConnectionFailureType.UnableToConnect => "cannot connect",
            _ => "the connection broke",
        },
        RedisTimeoutException or TimeoutException => "no answer in time",
        SocketException socket => Socket(socket.SocketErrorCode),
        AuthenticationException => "the TLS handshake fails",
        HttpRequestException http => Inner(http) ?? http.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Socket(SocketError.HostNotFound),
            HttpRequestError.SecureConnectionError => "the TLS handshake fails",
            HttpRequestError.ResponseEnded => "the answer breaks off",
            HttpRequestError.InvalidResponse => "the answer is no HTTP",
            _ => "cannot connect",
        },
        HttpIOException => "the answer breaks off",
        _ => Inner(error) ?? "the check fails",
    };

    private static string? Inner(Exception error) => error.InnerException is { } inner ? Of(inner) : null;

    private static string Socket(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "the connection is refused",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name is not found",
        SocketError.TimedOut => "no answer in time",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown => "the host cannot be reached",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "the connection broke",
        _ => "cannot connect",
    };

    private static string Sql(string state) => state switch
    {
        "28P01" or "28000" => "PostgreSQL refuses the login",
        "3D000" => "the database does not exist",
        "53300" => "PostgreSQL has no connection left",
        "57P03" => "PostgreSQL is starting or stopping",
        "57P01" or "57P02" => "PostgreSQL is shutting down",
        _ => $"PostgreSQL answers error {state}",
    };
}
