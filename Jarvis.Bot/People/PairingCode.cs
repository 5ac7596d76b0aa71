using System.Security.Cryptography;
using Jarvis.Skills.Governance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Bot.People;

/// <summary>A code that makes a stranger somebody, once, within an hour. Only its hash is stored.</summary>
public sealed class PairingCode
{
    public int Id { get; init; }

    /// <summary>PBKDF2 of the code: eight characters alone would be found from a plain hash within the hour.</summary>
    public required byte[] Hash { get; init; }

    public required byte[] Salt { get; init; }

    public Role Role { get; init; }

    /// <summary>See <see cref="Person.Domains"/>.</summary>
    public string Domains { get; init; } = "";

    public ClearanceLevel UpTo { get; init; }

    /// <summary>Set when the code connects another account of somebody who is known already.</summary>
    public int? PersonId { get; init; }

    /// <summary>The person or part of Jarvis that made it.</summary>
    public required string MadeBy { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }

    public bool Matches(string code) => CryptographicOperations.FixedTimeEquals(Hash, CodeText.Hash(code, Salt));
}

internal sealed class PairingCodeMap : IEntityTypeConfiguration<PairingCode>
{
    public void Configure(EntityTypeBuilder<PairingCode> builder)
    {
        builder.ToTable("pairing_codes");
        builder.HasIndex(c => c.ExpiresAt);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
