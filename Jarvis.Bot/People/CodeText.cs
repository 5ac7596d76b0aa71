using System.Security.Cryptography;
using System.Text;

namespace Jarvis.Bot.People;

/// <summary>The spelling of pairing codes: eight characters in two groups, "K7MX-2QPT".</summary>
internal static class CodeText
{
    public const int Length = 8;

    // No vowels, so that no word of eight letters is taken for a try; nothing that looks like something else.
    private const string Alphabet = "BCDFGHJKMNPQRSTVWXYZ23456789";
    private const int Rounds = 100_000;

    private static readonly string[] Openings = ["/start", "/pair", "pairing code", "pair", "my code is", "code"];

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    public static string Shown(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>The code in a message that consists of one ("/start k7mx-2qpt", "code: K7MX 2QPT"); null otherwise.</summary>
    public static string? Find(string message)
    {
        if (message.Length > 40) return null;
        var text = message.Trim();
        var opening = Openings.FirstOrDefault(o => text.StartsWith(o, StringComparison.OrdinalIgnoreCase));
        if (opening is not null) text = text[opening.Length..];
        var code = new StringBuilder(Length);
        foreach (var c in text.Trim().Trim(':', '.', '"', '\'', '`').ToUpperInvariant())
        {
            if (c is ' ' or '-' or '‐' or '–') continue;
            if (!Alphabet.Contains(c, StringComparison.Ordinal)) return null;
            code.Append(c);
        }
        return code.Length == Length ? code.ToString() : null;
    }

    public static byte[] Hash(string code, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), salt, Rounds, HashAlgorithmName.SHA256, 32);
}
