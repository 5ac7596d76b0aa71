using Jarvis.Bot.Governance;
using Jarvis.Bot.Understanding.Slots;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Understanding;

/// <summary>All that can fill a slot: figures, times, and the names that domains keep.</summary>
internal sealed class SlotReaders
{
    private readonly Dictionary<string, ISlotReader> readers;
    private readonly InstantSlot bareInstant;

    public SlotReaders(IEnumerable<IVocabulary> vocabularies, SkillCatalog catalog, OwnerTimes times, IOptions<BusinessOptions> business)
    {
        bareInstant = new InstantSlot(times, bare: true);
        readers = new ISlotReader[]
        {
            new NumberSlot(), new NumberRangeSlot(), new PercentageSlot(), new MoneySlot(business.Value), new EmailSlot(), new ClearanceSlot(), new SharesSlot(),
            new InstantSlot(times), new ChangeSlot(times), new MomentSlot(times), new PeriodSlot(times), new DurationSlot(times), new RecurrenceSlot(),
            new NameSlot("domain", () => catalog.Domains.SelectMany(d => new[] { d.Name, d.Title }).Distinct(StringComparer.OrdinalIgnoreCase), IsOrdinary, name => catalog.Domains.First(d => d.Name == name || d.Title == name).Name),
        }.Concat(vocabularies.GroupBy(v => v.Slot, StringComparer.Ordinal).Select(g => new NameSlot(g.Key, () => g.SelectMany(v => v.Names), IsOrdinary)))
        .ToDictionary(r => r.Type, StringComparer.Ordinal);
    }

    /// <summary>Whether a word is one that examples use, so that no name is guessed from it.</summary>
    public Func<string, bool> Ordinary { get; set; } = _ => false;

    public IReadOnlyCollection<string> Types => readers.Keys;

    /// <summary>Names that exist for a type; none for figures and times.</summary>
    public IEnumerable<string> NamesOf(string type) => readers.GetValueOrDefault(type) is NameSlot names ? names.Names : [];

    /// <summary>Whether names fill a slot of this type.</summary>
    public bool IsName(string type) => readers.GetValueOrDefault(type) is NameSlot;

    /// <summary>Whether a time fills a slot of this type, so that its words mean something else tomorrow.</summary>
    public static bool IsTime(string type) => type is "instant" or "change" or "moment" or "period" or "duration" or "recurrence";

    /// <summary>Readers for these types; one that lists its choices is made as it is needed.</summary>
    public IEnumerable<ISlotReader> For(IEnumerable<string> types) =>
        types.Where(t => readers.ContainsKey(t) || t.Contains('|', StringComparison.Ordinal)).Select(t => readers.TryGetValue(t, out var reader) ? reader : new ChoiceSlot(t));

    /// <summary>For an answer to "When?", where "9" is enough.</summary>
    public ISlotReader ForAnswer(string type) => type == bareInstant.Type ? bareInstant : For([type]).First();

    private bool IsOrdinary(string word) => Ordinary(word);
}
