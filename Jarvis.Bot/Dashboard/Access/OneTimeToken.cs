using System.Security.Cryptography;
using System.Text;

namespace Jarvis.Bot.Dashboard.Access;

/// <summary>The token in the printed link. It lets one browser in, once; then it is worth nothing.</summary>
internal sealed class OneTimeToken
{
    private byte[]? valid;

    public OneTimeToken() => Current = Renew();

    /// <summary>The token to print; null once it was used.</summary>
    public string? Current { get; private set; }

    /// <summary>Makes a new one; the old one, used or not, no longer counts.</summary>
    public string Renew()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        Volatile.Write(ref valid, Hash(token));
        return Current = token;
    }

    /// <summary>True for the right token, the first time.</summary>
    public bool Use(string? given)
    {
        if (given is null || Volatile.Read(ref valid) is not { } expected || !CryptographicOperations.FixedTimeEquals(Hash(given), expected)) return false;
        if (Interlocked.CompareExchange(ref valid, null, expected) != expected) return false;
        Current = null;
        return true;
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
