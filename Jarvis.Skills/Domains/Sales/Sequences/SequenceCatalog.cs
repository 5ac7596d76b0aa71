using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <param name="Number">From 1.</param>
/// <param name="After">The delay as settings write it.</param>
internal sealed record SequenceStep(int Number, string Template, string After);

/// <summary>A sequence as settings have it.</summary>
internal sealed record Sequence(string Name, IReadOnlyList<SequenceStep> Steps, int OfferAfterDays);

/// <summary>The sequences that the owner wrote, and when their mails may leave.</summary>
internal sealed class SequenceCatalog(IOptions<SequenceOptions> options, IOptions<BusinessOptions> business)
{
    private readonly Lazy<IReadOnlyList<Sequence>> all = new(() =>
        [.. options.Value.Named.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => new Sequence(n.Key, [.. n.Value.Steps.Select((s, i) => new SequenceStep(i + 1, s.Template, s.After))], n.Value.OfferAfterDays))]);

    private readonly Lazy<WorkingHours> hours = new(() =>
    {
        var (opens, closes) = WorkingHours.ReadHours(options.Value.Hours)!.Value;
        return new WorkingHours(opens, closes, WorkingHours.ReadDays(options.Value.Days)!);
    });

    public IReadOnlyList<Sequence> All => all.Value;

    public WorkingHours Hours => hours.Value;

    public int DailyCap => options.Value.DailyCap;

    public IReadOnlyList<string> Bookings => Kinds(options.Value.Bookings);

    /// <summary>What a template says that it is for.</summary>
    public static string Purpose(string sequence, int step) => FormattableString.Invariant($"sequence.{sequence.Replace(' ', '-')}.{step}");

    public static IReadOnlyList<string> Kinds(string bars) => bars.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The named sequence, or the only one where none is named.</summary>
    /// <exception cref="BadRequestException">There is none of that name, or several and none was named.</exception>
    public Sequence Need(string? name)
    {
        if (All.Count == 0) throw new BadRequestException("No sequence is written. Name one with its steps in Sales:Sequences:Named in appsettings.json, and write its mails to prompts/mail.");
        if (string.IsNullOrWhiteSpace(name)) return All is [var only] ? only : throw new BadRequestException($"Which sequence? There are {Names}.");
        return All.FirstOrDefault(s => s.Name.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) ?? throw new BadRequestException($"There is no sequence \"{name.Trim()}\"; there {(All.Count == 1 ? "is" : "are")} {Names}.");
    }

    /// <summary>By whose clock a lead works: their own where it is known, else the business's.</summary>
    public TimeZoneInfo ZoneOf(Contact contact) => contact.TimeZone is { } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : business.Value.Zone;

    private string Names => string.Join(", ", All.Select(s => $"\"{s.Name}\""));
}

/// <summary>The sequences as a slot's names: "start the sequence new lead for lead 12".</summary>
internal sealed class SequenceNames(SequenceCatalog sequences) : IVocabulary
{
    private readonly Lazy<IReadOnlyCollection<string>> names = new(() => [.. sequences.All.Select(s => s.Name)]);

    public string Slot => "sequence";

    public IReadOnlyCollection<string> Names => names.Value;
}
