using Jarvis.Skills.Business.Times.Calendars;
using Superpower;
using Superpower.Model;
using static Jarvis.Skills.Business.Times.Grammars.Reader;

namespace Jarvis.Skills.Business.Times.Grammars;

/// <summary>Holidays by name: "xmas", "mother's day", "easter monday", "thanksgiving". An s more or less, "national" and "the" are no matter.</summary>
internal static class Holidays
{
    private static readonly Lazy<Dictionary<string, List<(string[] Words, Recurring Days)>>> Table = new(Index);

    /// <summary>"super tue."</summary>
    private static readonly TokenListParser<Lexeme, Lexeme> Point = Glued(Sign(".")).Unless(One(l => !l.Spaced));

    private static readonly TokenListParser<Lexeme, Recurring> Named = input =>
    {
        var found = TokenListParserResult.Empty<Lexeme, Recurring>(input);
        var first = input.ConsumeToken();
        if (!first.HasValue || first.Value.Kind.Kind != LexemeKind.Word || !Table.Value.TryGetValue(Stem(first.Value.Kind.Text), out var holidays)) return found;
        foreach (var (words, days) in holidays)
        {
            var at = first.Remainder;
            var read = 1;
            for (; read < words.Length && at.ConsumeToken() is { HasValue: true } next; read++)
            {
                if (next.Value.Kind is { Kind: LexemeKind.Sign, Text: "-" or "." }) { at = next.Remainder; read--; continue; }
                if (next.Value.Kind.Kind != LexemeKind.Word || Stem(next.Value.Kind.Text) != words[read]) break;
                at = next.Remainder;
            }
            if (read == words.Length && Point(at) is { HasValue: true } point) at = point.Remainder;
            if (read == words.Length && (!found.HasValue || at.Position > found.Remainder.Position)) found = TokenListParserResult.Value(days, input, at);
        }
        return found;
    };

    /// <summary>"memorial day weekend": from Friday evening to the Monday.</summary>
    private static readonly TokenListParser<Lexeme, Recurring> LongWeekend =
        from holiday in Named
        from weekend in Items.Weekend
        select new Recurring(Grain.Hour, Grain.Year, 4, (scene, start) =>
            holiday.Next(scene, start) is { } day ? [new Stretch(Grain.Week.Start(day.From).AddDays(day.From.DayOfWeek == DayOfWeek.Monday ? -3 : 4).AddHours(18), Grain.Week.Start(day.From).AddDays(day.From.DayOfWeek == DayOfWeek.Monday ? 1 : 7), Grain.Hour)] : []);

    public static readonly TokenListParser<Lexeme, Recurring> Any = Reader.Any(
        Named, LongWeekend,
        Word("national international world the happy").IgnoreThen(Maybe(Word("national international world"))).IgnoreThen(Named));

    /// <summary>Whether a name begins with this word.</summary>
    public static bool Begins(string word) => Table.Value.ContainsKey(Stem(word));

    private static string Stem(string word) => Vocabulary.Weekdays.TryGetValue(word, out var day) && word != "sun" ? Names[(int)day] : word.Length > 2 ? word.TrimEnd('s') : word;

    private static readonly string[] Names = [.. Enum.GetValues<DayOfWeek>().Select(d => d.ToString().ToLowerInvariant())];

    private static Dictionary<string, List<(string[] Words, Recurring Days)>> Index()
    {
        var index = new Dictionary<string, List<(string[], Recurring)>>(StringComparer.Ordinal);
        foreach (var (names, days) in HolidayCalendar.All)
        {
            foreach (var name in names.Split('|'))
            {
                // "thanksgiving day?": also without the day.
                var spellings = name.EndsWith('?') ? new[] { name[..^1], name[..name.LastIndexOf(' ')] } : [name];
                foreach (var spelling in spellings)
                {
                    var words = spelling.Split(' ').Select(Stem).ToArray();
                    if (!index.TryGetValue(words[0], out var with)) index[words[0]] = with = [];
                    with.Add((words, days));
                }
            }
        }
        return index;
    }
}
