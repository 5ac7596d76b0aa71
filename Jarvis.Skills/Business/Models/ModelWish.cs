using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Business.Models;

/// <summary>What the owner said in chat about models: a budget, the mix, where a purpose goes.</summary>
public sealed class ModelWish
{
    /// <summary>"budget.month", "budget.day.support", "mix.economy", "tier.ticket-summary".</summary>
    public required string Name { get; init; }

    public required string Value { get; set; }

    /// <summary>What the settings said then. When they are changed later, they count again.</summary>
    public string Setting { get; set; } = "";

    public required string SetBy { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class ModelWishMap : IEntityTypeConfiguration<ModelWish>
{
    public void Configure(EntityTypeBuilder<ModelWish> builder)
    {
        builder.ToTable("model_wishes");
        builder.HasKey(w => w.Name);
        builder.Property(w => w.Name).HasMaxLength(200);
    }
}
