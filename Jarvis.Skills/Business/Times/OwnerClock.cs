using System.Globalization;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Business.Times;

/// <summary>Says instants as the owner reads them, on the owner's wall clock.</summary>
public sealed class OwnerClock(IOptions<BusinessOptions> business, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public DateTimeOffset Local(DateTimeOffset at) => business.Value.Local(at);

    /// <summary>"3 Mar 14:05".</summary>
    public string When(DateTimeOffset at) => Local(at).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"3 Mar 2026".</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"4 min ago".</summary>
    public string Ago(DateTimeOffset at) => (Now - at) switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalMinutes:0} min ago"),
        { TotalDays: < 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalHours:0} h ago"),
        var t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalDays:0} d ago"),
    };
}
