using System.Globalization;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>"12", "#12", "number 12", "twelve", "a hundred and twenty".</summary>
internal sealed class NumberSlot : ISlotReader
{
    public string Type => "number";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        if (IsPartOfCode(utterance, at)) return null;
        var first = tokens[at].Plain is "#" or "number" or "no" or "nr" && at + 1 < tokens.Count ? at + 1 : at;
        return NumberWords.Read(tokens, first) is { } number ? new SlotMatch(Type, at, number.To, number.Value.ToString(CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>The "2026" and the "004" of "Q-2026-004" count nothing.</summary>
    private static bool IsPartOfCode(Utterance utterance, int at) =>
        at > 0 && utterance.Tokens[at - 1] is { } before && (before.Kind == WordKind.Number || before.Plain.Length == 1) && utterance.Text.AsSpan(before.End, utterance.Tokens[at].Start - before.End) is "-";
}

/// <summary>"12.5%", "twelve percent", "half", "a third": the figure alone.</summary>
internal sealed class PercentageSlot : ISlotReader
{
    public string Type => "percentage";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        if (NumberWords.Read(tokens, at) is { } number && number.To < tokens.Count)
        {
            if (tokens[number.To].Plain is "%" or "percent" or "pct") return Match(at, number.To + 1, number.Value);
            if (tokens[number.To].Plain == "per" && number.To + 1 < tokens.Count && tokens[number.To + 1].Plain == "cent") return Match(at, number.To + 2, number.Value);
        }
        var first = tokens[at].Plain is "a" or "one" or "two" or "three" && at + 1 < tokens.Count ? at + 1 : at;
        if (Share(tokens[first].Plain) is not { } share || (first == at && share != 50)) return null;

        // "half an hour", "a quarter past five", "the first half of march" are times.
        if (first + 1 < tokens.Count && tokens[first + 1].Plain is "a" or "an" or "past" or "to" or "hour" or "day" or "year") return null;
        var times = tokens[at].Plain switch { "two" => 2, "three" => 3, _ => 1 };
        return share * times < 100 ? Match(at, first + 1, Math.Round(share * times, 2)) : null;
    }

    private static decimal? Share(string word) => word switch
    {
        "half" => 50,
        "third" or "thirds" => 100m / 3,
        "quarter" or "quarters" => 25,
        "fifth" or "fifths" => 20,
        "tenth" or "tenths" => 10,
        _ => null,
    };

    private SlotMatch Match(int from, int to, decimal value) => new(Type, from, to, value.ToString(CultureInfo.InvariantCulture));
}

/// <summary>"250 EUR", "€1,250.50", "$1.5k", "two hundred dollars", as "250.00 EUR". A bare number is in the business's own currency.</summary>
internal sealed class MoneySlot(BusinessOptions business) : ISlotReader
{
    public string Type => "money";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        if (tokens[at].Plain == "a" && at + 1 < tokens.Count && CurrencyOf(tokens[at + 1].Plain) is { } one) return new SlotMatch(Type, at, at + 2, $"1.00 {one}");
        var lead = CurrencyOf(tokens[at].Plain);
        var i = lead is null ? at : at + 1;
        if (i >= tokens.Count || NumberWords.Read(tokens, i) is not { } number) return null;
        var amount = number.Value;
        i = number.To;
        if (i < tokens.Count && tokens[number.To - 1].Kind == WordKind.Number && Times(tokens[i].Plain, known: lead is not null || (i + 1 < tokens.Count && CurrencyOf(tokens[i + 1].Plain) is not null)) is { } times)
        {
            if (amount > 1_000_000_000) return null;
            amount *= times;
            i++;
        }
        var trail = lead is null && i < tokens.Count ? CurrencyOf(tokens[i].Plain) : null;
        if (trail is not null) i++;
        if (amount > 1_000_000_000_000) return null;
        var money = Money.Of(amount, lead ?? trail ?? business.Currency);
        return new SlotMatch(Type, at, i, string.Create(CultureInfo.InvariantCulture, $"{money.Amount:0.00} {money.Currency}")) { Quality = lead is null && trail is null ? 0.9 : 1 };
    }

    /// <summary>A lone "m" behind a number is minutes, unless a currency stands with it.</summary>
    private static int? Times(string word, bool known) => word switch
    {
        "k" or "thousand" or "grand" => 1000,
        "million" or "mio" or "mn" => 1_000_000,
        "m" when known => 1_000_000,
        _ => null,
    };

    private static string? CurrencyOf(string word) => word switch
    {
        "€" or "eur" or "euro" or "euros" => "EUR",
        "$" or "usd" or "dollar" or "dollars" or "bucks" => "USD",
        "£" or "gbp" or "pound" or "pounds" => "GBP",
        "chf" or "francs" => "CHF",
        _ => null,
    };
}

/// <summary>"modify safe", "level 2", "READ_ONLY", as settings spell it.</summary>
internal sealed class ClearanceSlot : ISlotReader
{
    public string Type => "clearance";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        var first = tokens[at].Plain == "level" && at + 1 < tokens.Count ? at + 1 : at;
        for (var length = Math.Min(2, tokens.Count - first); length > 0; length--)
            if (ClearanceNames.TryParse(string.Concat(tokens.Skip(first).Take(length).Select(t => t.Plain)), out var level))
                return new SlotMatch(Type, at, first + length, level.Word());
        return null;
    }
}

/// <summary>One of a few words that the intents file names: "csv|json".</summary>
internal sealed class ChoiceSlot(string type) : ISlotReader
{
    private readonly string[] choices = type.Split('|', StringSplitOptions.TrimEntries);

    public string Type { get; } = type;

    public SlotMatch? Read(Utterance utterance, int at) =>
        Array.Find(choices, c => string.Equals(c, utterance.Tokens[at].Plain, StringComparison.OrdinalIgnoreCase) || string.Equals(c + "s", utterance.Tokens[at].Plain, StringComparison.OrdinalIgnoreCase)) is { } choice
            ? new SlotMatch(Type, at, at + 1, choice) : null;
}

internal static class Figures
{
    /// <summary>"1,250.50"; and "12,5" as it is written on the continent.</summary>
    public static decimal? Read(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal) && !text.Contains('.', StringComparison.Ordinal) && text.Length - text.LastIndexOf(',') != 4) text = text.Replace(',', '.');
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
