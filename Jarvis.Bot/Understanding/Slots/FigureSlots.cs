using System.Globalization;
using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;

namespace Jarvis.Bot.Understanding.Slots;

/// <summary>"12", "#12", "number 12", "twelve".</summary>
internal sealed class NumberSlot : ISlotReader
{
    private static readonly string[] Names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public string Type => "number";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        var first = tokens[at].Plain is "#" or "number" or "no" or "nr" && at + 1 < tokens.Count ? at + 1 : at;
        var value = tokens[first].Kind == WordKind.Number ? Figures.Read(tokens[first].Plain) : Array.IndexOf(Names, tokens[first].Plain) is >= 0 and var named ? named : null;
        return value is { } number ? new SlotMatch(Type, at, first + 1, number.ToString(CultureInfo.InvariantCulture)) : null;
    }
}

/// <summary>"12.5%", "12 percent": the figure alone.</summary>
internal sealed class PercentageSlot : ISlotReader
{
    public string Type => "percentage";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        return at + 1 < tokens.Count && tokens[at].Kind == WordKind.Number && tokens[at + 1].Plain is "%" or "percent" && Figures.Read(tokens[at].Plain) is { } value
            ? new SlotMatch(Type, at, at + 2, value.ToString(CultureInfo.InvariantCulture)) : null;
    }
}

/// <summary>"250 EUR", "€1,250.50", "5k euros", as "250.00 EUR". A bare number is in the business's own currency.</summary>
internal sealed class MoneySlot(BusinessOptions business) : ISlotReader
{
    public string Type => "money";

    public SlotMatch? Read(Utterance utterance, int at)
    {
        var tokens = utterance.Tokens;
        var lead = CurrencyOf(tokens[at].Plain);
        var i = lead is null ? at : at + 1;
        if (i >= tokens.Count || tokens[i].Kind != WordKind.Number || Figures.Read(tokens[i++].Plain) is not { } amount) return null;
        if (i < tokens.Count && tokens[i].Plain is "k" or "thousand") { amount *= 1000; i++; }
        else if (i < tokens.Count && tokens[i].Plain == "million") { amount *= 1_000_000; i++; }
        var trail = lead is null && i < tokens.Count ? CurrencyOf(tokens[i].Plain) : null;
        if (trail is not null) i++;
        if (amount > 1_000_000_000_000) return null;
        var money = Money.Of(amount, lead ?? trail ?? business.Currency);
        return new SlotMatch(Type, at, i, string.Create(CultureInfo.InvariantCulture, $"{money.Amount:0.00} {money.Currency}")) { Quality = lead is null && trail is null ? 0.9 : 1 };
    }

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
        if (text.Contains(',', StringComparison.Ordinal) && text.Length - text.LastIndexOf(',') != 4) text = text.Replace(',', '.');
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
