namespace Jarvis.Skills.Business.Mail.Reading.Bounces;

/// <summary>An address that a server's notice speaks of.</summary>
/// <param name="Address">In small letters; empty when the notice names none.</param>
/// <param name="Status">Enhanced status code (RFC 3463), such as "5.1.1"; null when none is given.</param>
/// <param name="Reason">One word, as <see cref="BounceReason"/> lists them.</param>
public sealed record BouncedAddress(string Address, string? Status, string Reason)
{
    /// <summary>The server's words, at most 500 characters.</summary>
    public string Words { get; init; } = "";

    /// <summary>The address will not work later either: it, its host or its owner's account is not there.</summary>
    public bool Permanent => BounceReason.IsPermanent(Reason);
}
