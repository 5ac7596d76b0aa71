using System.ComponentModel.DataAnnotations;

namespace Jarvis.Skills.Business;

/// <summary>Settings "Business": whose business this is, and when its owner is awake.</summary>
public sealed class BusinessOptions
{
    public const string Section = "Business";

    [Required(ErrorMessage = "the name that customers know, such as Northwind Audio")]
    public string Name { get; set; } = "My business";

    /// <summary>IANA name, such as Europe/Berlin.</summary>
    [TimeZoneName(ErrorMessage = "an IANA name, such as Europe/Berlin or America/New_York")]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>ISO 4217 code.</summary>
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "an ISO 4217 code, such as EUR")]
    public string Currency { get; set; } = "EUR";

    /// <summary>Where people outside reach Jarvis's pages, such as the page of a quote; null while nobody can.</summary>
    [PublicAddress(ErrorMessage = "the address under which customers reach Jarvis, such as https://offers.northwind.example, or nothing")]
    public string? PublicUrl { get; set; }

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The owner's wall clock at an instant.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}
