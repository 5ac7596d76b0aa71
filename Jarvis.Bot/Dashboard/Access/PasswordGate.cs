using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Dashboard.Access;

/// <summary>What became of a try to sign in.</summary>
internal enum PasswordVerdict
{
    Right,
    Wrong,
    LockedOut,
}

/// <summary>Compares passwords in constant time, and stops guessing: five wrong tries from an address close it for fifteen minutes.</summary>
internal sealed class PasswordGate(IOptions<DashboardOptions> options, TimeProvider time)
{
    public const int Tries = 5;
    public static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    /// <summary>Wrong tries from all addresses together, in the same fifteen minutes: against guessing from many at once.</summary>
    public const int TriesOverAll = 100;

    private readonly byte[] salt = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<IPAddress, Misses> misses = new();
    private readonly Lock counting = new();

    /// <summary>Changes with the password: sessions that began under another one end.</summary>
    public string Stamp => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"jarvis-session:{options.Value.Password}"))[..8]);

    public PasswordVerdict Try(string? given, IPAddress? from)
    {
        if (!options.Value.HasPassword) return PasswordVerdict.Wrong;
        var address = Network(from ?? IPAddress.None);
        // One at a time, or guesses in parallel would all come before the first is counted.
        lock (counting)
        {
            var now = time.GetUtcNow();
            foreach (var (old, past) in misses)
                if (past.Last <= now - Locked) misses.TryRemove(old, out _);
            if (misses.GetValueOrDefault(address).Count >= Tries || misses.Values.Sum(m => m.Count) >= TriesOverAll) return PasswordVerdict.LockedOut;
            if (CryptographicOperations.FixedTimeEquals(Hash(given ?? ""), Hash(options.Value.Password!)))
            {
                misses.TryRemove(address, out _);
                return PasswordVerdict.Right;
            }
            var count = misses.GetValueOrDefault(address).Count + 1;
            misses[address] = new Misses(count, now);
            return count >= Tries ? PasswordVerdict.LockedOut : PasswordVerdict.Wrong;
        }
    }

    /// <summary>One subscriber has a whole /64 of IPv6 addresses.</summary>
    private static IPAddress Network(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    private byte[] Hash(string password) => HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(password));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Misses(int Count, DateTimeOffset Last);
}
