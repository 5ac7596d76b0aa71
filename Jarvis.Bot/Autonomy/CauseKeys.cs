using System.Security.Cryptography;
using System.Text;

namespace Jarvis.Bot.Autonomy;

/// <summary>What caused a call, short enough for the store's column whatever the keys that it is made of.</summary>
internal static class CauseKeys
{
    private const int MaxLength = 160;
    private const int HashLength = 32;

    public static string Of(params ReadOnlySpan<string?> parts)
    {
        var cause = string.Join(':', parts!);
        if (cause.Length <= MaxLength) return cause;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cause)));
        return $"{cause.AsSpan(0, MaxLength - HashLength - 1)}:{hash.AsSpan(0, HashLength)}";
    }
}
