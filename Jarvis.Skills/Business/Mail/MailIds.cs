using System.Security.Cryptography;
using System.Text;

namespace Jarvis.Skills.Business.Mail;

/// <summary>Message-IDs, without the angle brackets in which they stand in a header (RFC 5322, 3.6.4).</summary>
public static class MailIds
{
    /// <summary>A longer Message-ID is kept as its fingerprint.</summary>
    public const int Longest = 190;

    /// <summary>The Message-ID of a mail that Jarvis sends: the same for the same key and sender.</summary>
    /// <param name="sender">The sender's address; its domain is the right side.</param>
    public static string Of(string key, string sender) =>
        $"{Fingerprint($"{sender}\n{key}")[..40]}@{sender[(sender.LastIndexOf('@') + 1)..].ToLowerInvariant()}";

    /// <summary>As it is stored: bare, and short enough for an index.</summary>
    public static string Stored(string messageId)
    {
        var bare = messageId.Trim().Trim('<', '>').Trim();
        return bare.Length <= Longest ? bare : $"sha256-{Fingerprint(bare)}";
    }

    public static string Fingerprint(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
