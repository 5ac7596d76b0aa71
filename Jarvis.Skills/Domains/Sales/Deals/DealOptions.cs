using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Deals;

/// <summary>Settings "Sales:Deals": when a deal is stale, and which stage what happens leads to.</summary>
public sealed class DealOptions
{
    public const string Section = "Sales:Deals";

    /// <summary>An open deal on which nothing happened for so many days is stale.</summary>
    [Range(1, 365, ErrorMessage = "a number of days from 1 to 365")]
    public int StaleDays { get; set; } = 14;

    /// <summary>After so many days without a sign of life, losing it is proposed.</summary>
    [Range(2, 730, ErrorMessage = "a number of days from 2 to 730")]
    public int LoseAfterDays { get; set; } = 45;

    /// <summary>The chances in Sales:Stages count like so many closed deals.</summary>
    [Range(1, 1000, ErrorMessage = "a number from 1 to 1000")]
    public int StageChanceWorth { get; set; } = 10;

    /// <summary>A stage of Sales:Stages that a deal belongs in once its contact wrote; empty to propose none.</summary>
    public string WhenReplied { get; set; } = "";

    /// <summary>The same, once a quote was sent.</summary>
    public string WhenQuoteSent { get; set; } = "";

    /// <summary>The same, once a quote was looked at.</summary>
    public string WhenQuoteViewed { get; set; } = "";
}

/// <summary>Says which stage is wrong and what is allowed.</summary>
internal sealed class DealOptionsCheck(IOptions<SalesOptions> sales) : IValidateOptions<DealOptions>
{
    public ValidateOptionsResult Validate(string? name, DealOptions options)
    {
        var wrong = new List<string>();
        var stages = sales.Value.Stages;
        foreach (var (stage, chance) in stages)
        {
            if (chance is not (> 0 and < 100)) wrong.Add(FormattableString.Invariant($"Sales:Stages:{stage} is \"{chance}\"; allowed is a chance above 0 and below 100 percent."));
            if (Stages.Ends.Contains(stage, StringComparer.OrdinalIgnoreCase)) wrong.Add($"Sales:Stages has a stage \"{stage}\"; won and lost are no stages of an open deal, so call it otherwise.");
            if (stage.Length > 60) wrong.Add($"Sales:Stages has the stage \"{stage}\"; allowed are names of up to 60 characters.");
        }
        foreach (var same in stages.GroupBy(s => s.Value).Where(g => g.Count() > 1))
            wrong.Add(FormattableString.Invariant($"Sales:Stages gives {string.Join(" and ", same.Select(s => s.Key))} the same chance of {same.Key}; stages stand in the order of their chances, so each needs its own."));
        foreach (var (setting, stage) in new[] { (nameof(options.WhenReplied), options.WhenReplied), (nameof(options.WhenQuoteSent), options.WhenQuoteSent), (nameof(options.WhenQuoteViewed), options.WhenQuoteViewed) })
            if (stage.Length > 0 && !stages.ContainsKey(stage)) wrong.Add($"{DealOptions.Section}:{setting} is \"{stage}\"; allowed is a stage of Sales:Stages ({string.Join(", ", stages.Keys)}), or nothing.");
        if (options.LoseAfterDays <= options.StaleDays) wrong.Add($"{DealOptions.Section}:LoseAfterDays is \"{options.LoseAfterDays}\"; it must be more than StaleDays, which is {options.StaleDays}.");
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
