using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>The kinds of activity that Sales itself writes. Behaviour that comes in by the hook has kinds of its own ("visit", "open", "signup").</summary>
public static class ActivityKinds
{
    public const string Form = "form";
    public const string MailIn = "mail.in";
    public const string MailOut = "mail.out";
    public const string Away = "away";
    public const string Bounce = "bounce";
    public const string Unsubscribe = "unsubscribe";
    public const string Note = "note";
    public const string Stage = "stage";
    public const string Quote = "quote";
    public const string Task = "task";
    public const string Import = "import";
    public const string Visit = "visit";
    public const string Open = "open";
    public const string Sequence = "sequence";
    public const string Draft = "draft";

    /// <summary>What Jarvis or the owner did; the rest is the contact's own doing, and counts for scores and silence.</summary>
    public static readonly IReadOnlyList<string> Ours = [MailOut, Note, Stage, Quote, Task, Import, Sequence, Draft];
}

/// <summary>One line of a contact's timeline: everything that touches a contact stands here.</summary>
public sealed class Activity
{
    public long Id { get; init; }

    public required int ContactId { get; set; }

    public int? LeadId { get; set; }

    public int? DealId { get; set; }

    public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="ActivityKinds"/>, or a behaviour's own: lower-case words joined by dots.</summary>
    public required string Kind { get; init; }

    /// <summary>What it was about, such as the page of a visit: "pricing".</summary>
    public string Of { get; init; } = "";

    /// <summary>For a person. A stranger's words when <see cref="Untrusted"/>.</summary>
    public string Text { get; init; } = "";

    public bool Untrusted { get; init; }

    /// <summary>The source and the source's own id, so that what is reported twice is written once.</summary>
    public required string Key { get; init; }
}

internal sealed class ActivityMap : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("activities");
        builder.HasIndex(a => a.Key).IsUnique();
        builder.HasIndex(a => new { a.ContactId, a.At });
        builder.HasIndex(a => a.LeadId);
        // Who wrote lately, among a hundred times as many lines of what they did.
        builder.HasIndex(a => a.At).HasFilter($"\"Kind\" = '{ActivityKinds.MailIn}'");
        builder.HasIndex(a => a.DealId);
        builder.Property(a => a.Kind).HasMaxLength(40);
        builder.Property(a => a.Of).HasMaxLength(200);
        builder.Property(a => a.Key).HasMaxLength(200);
        builder.HasOne<Contact>().WithMany().HasForeignKey(a => a.ContactId).OnDelete(DeleteBehavior.Restrict);
    }
}
