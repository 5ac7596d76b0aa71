using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Conversation;

/// <summary>What Jarvis does for the conversation itself: reminders, schedules, notes, help, and a word in passing.</summary>
internal sealed partial class ConversationSkill(
    IDbContextFactory<JarvisDb> databases, OwnerTimes times, IOptions<BusinessOptions> business, IPhraseBook phrases, NoteSearch search, IEnumerable<DomainDescriptor> domains)
{
    private readonly IReadOnlyList<DomainDescriptor> domains = [.. domains];

    [KernelFunction("greet"), Description("Answers a greeting, with what today holds.")]
    public async Task<Answer> GreetAsync(Kernel kernel, CancellationToken cancel)
    {
        var wall = times.Wall;
        var hello = wall.Now.Hour switch { >= 5 and < 12 => "Good morning", >= 12 and < 18 => "Good afternoon", _ => "Good evening" };
        var name = CallContext.Of(kernel)?.Person?.Name;
        var today = (await RemindersAsync(PersonOf(kernel), cancel)).Where(r => NextOf(r, wall) is { } next && next < wall.StartOf(wall.Today.AddDays(1))).ToList();
        var holds = today.Count == 0 ? "No reminders are left for today." : $"{Wording.Count(today.Count, "reminder")} today, the next at {TimeOf(NextOf(today.MinBy(r => NextOf(r, wall))!, wall)!.Value)}.";
        return new Answer($"{hello}{(name is null ? "" : $", {name}")}. {holds}") { Next = ["what needs me?", "status", "help"] };
    }

    [KernelFunction("thanks"), Description("Answers thanks or praise.")]
    public static Answer Thanks() => new("You are welcome.");

    [KernelFunction("about"), Description("Says who Jarvis is and how he is.")]
    public Answer About() =>
        new($"I am Jarvis. I watch over {business.Value.Name}, propose what should be done, and do what you let me: {string.Join(", ", domains.Select(d => d.Title).Order(StringComparer.Ordinal))}. \"help\" shows what you can ask.") { Next = ["help", "status"] };

    [KernelFunction("now"), Description("Tells the date and time in the owner's time zone.")]
    public Answer Now()
    {
        var wall = times.Wall;
        return new Answer($"It is {wall.Now:HH:mm} on {DayOf(wall.Now)} ({wall.Zone.Id}).") { Data = new { now = IsoText.Of(wall.Now) } };
    }

    private static int? PersonOf(Kernel kernel) => CallContext.Of(kernel)?.Person?.Id;

    private static string DayOf(DateTimeOffset at) => at.ToString("dddd, d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static string TimeOf(DateTimeOffset at) => at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>"today at 17:00", "tomorrow at 09:00", "on Tuesday, 24 March at 09:00".</summary>
    private static string When(DateTimeOffset at, WallClock wall)
    {
        var local = TimeZoneInfo.ConvertTime(at, wall.Zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        var date = day == wall.Today ? "today" : day == wall.Today.AddDays(1) ? "tomorrow"
            : "on " + local.ToString(day.Year == wall.Today.Year ? "dddd, d MMMM" : "dddd, d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        return $"{date} at {TimeOf(local)}";
    }

    private static DateTimeOffset? NextOf(OwnerRoutine routine, WallClock wall) => routine.Cron is null ? routine.At : CronText.Next(routine.Cron, wall.Now, wall.Zone);
}
