using System.Globalization;
using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Dashboard;

/// <summary>Instants as the page shows them: on the owner's wall clock.</summary>
internal sealed class PageTime(IOptions<BusinessOptions> business, TimeProvider time)
{
    private static readonly CultureInfo Words = CultureInfo.InvariantCulture;

    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", Words);

    /// <summary>"14:05", "yesterday 14:05", "12 Mar 14:05".</summary>
    public string Short(DateTimeOffset at)
    {
        var (local, today) = (Local(at), Local(time.GetUtcNow()).Date);
        if (local.Date == today) return local.ToString("HH:mm", Words);
        if (local.Date == today.AddDays(-1)) return local.ToString("'yesterday' HH:mm", Words);
        if (local.Date == today.AddDays(1)) return local.ToString("'tomorrow' HH:mm", Words);
        return local.ToString(local.Year == today.Year ? "d MMM HH:mm" : "d MMM yyyy HH:mm", Words);
    }

    public string Full(DateTimeOffset at) => Local(at).ToString("dddd, d MMMM yyyy HH:mm:ss zzz", Words);

    /// <summary>"Today", "Yesterday", "Monday, 2 March".</summary>
    public string Day(DateTimeOffset at)
    {
        var (local, today) = (Local(at), Local(time.GetUtcNow()).Date);
        return local.Date == today ? "Today" : local.Date == today.AddDays(-1) ? "Yesterday" : local.ToString(local.Year == today.Year ? "dddd, d MMMM" : "d MMMM yyyy", Words);
    }

    public DateOnly Date(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).Date);

    /// <summary>"just now", "4 min ago", then as <see cref="Short"/>.</summary>
    public string Ago(DateTimeOffset at)
    {
        var ago = time.GetUtcNow() - at;
        if (ago < TimeSpan.FromMinutes(1)) return "just now";
        return ago < TimeSpan.FromHours(1) ? $"{(int)ago.TotalMinutes} min ago" : Short(at);
    }

    public DateTimeOffset StartOfDay(DateTimeOffset at)
    {
        var midnight = Local(at).Date;
        return new DateTimeOffset(midnight, business.Value.Zone.GetUtcOffset(midnight));
    }

    /// <summary>"40 s", "12 min", "3 h 5 min", "2 d 4 h".</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => $"{(int)span.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)span.TotalMinutes} min",
        { TotalDays: < 1 } => span.Minutes == 0 ? $"{(int)span.TotalHours} h" : $"{(int)span.TotalHours} h {span.Minutes} min",
        _ => span.Hours == 0 ? $"{(int)span.TotalDays} d" : $"{(int)span.TotalDays} d {span.Hours} h",
    };

    private DateTimeOffset Local(DateTimeOffset at) => business.Value.Local(at);
}
