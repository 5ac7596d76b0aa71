using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jarvis.Skills.Analytics.Scoring;
using Jarvis.Skills.Domains.Sales.Leads;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>
/// What is learned from of a lead: what the owner's rules ask, each as a number; how often it did what no rule asks for; its source, how much it
/// wrote, and whether it came with a company, a phone number, an address of a free mail service. What Jarvis or the owner did is left out,
/// since it follows from what they think of the lead; so is what may have been filled in by the time of the sale.
/// </summary>
internal sealed class LeadFeatures(RuleScorer scorer, IOptions<SalesOptions> sales, IOptions<LearningOptions> learning)
{
    private const string Version = "1";
    private const string Source = "source";
    private const string Written = "words";
    private const string Did = "did:";

    private readonly Dictionary<string, ScoreRule> asked = Asked(sales.Value.Scoring.Rules);

    /// <summary>Another one as soon as columns mean something else, so that what was learned before is not used for them.</summary>
    public string Mark { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { Version, sales.Value.Scoring.Rules, learning.Value.KnownAfterDays, learning.Value.Enabled }))));

    /// <summary>What leads did that is a column of its own.</summary>
    public IEnumerable<string> KindsOf(LeadFacts lead) => lead.Done.Select(d => d.Kind).Distinct(StringComparer.Ordinal).Where(kind => !IsOurs(kind) && !asked.Values.Any(r => r.Did == kind && r.Of is null));

    /// <param name="kinds">Those of the training.</param>
    public ScoringRow Row(LeadFacts lead, IReadOnlyCollection<string> kinds)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal) { [Written] = lead.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length };
        foreach (var (name, rule) in asked)
            if (Value(rule, lead) is { } value) numbers[name] = value;
        foreach (var kind in kinds) numbers[Did + kind] = lead.Done.Where(d => d.Kind == kind).Sum(d => d.Count);
        return new ScoringRow(numbers, new Dictionary<string, string>(StringComparer.Ordinal) { [Source] = lead.Source });
    }

    /// <summary>What a row holds in a column, as a reason: "opened the pricing page twice", "never signed up".</summary>
    public string Words(string column, object? value)
    {
        if (column == Source) return $"came by {value}";
        var times = value is double number ? (int)Math.Round(number) : (int?)null;
        if (column == Written) return times == 0 ? "wrote no message" : string.Create(CultureInfo.InvariantCulture, $"wrote {times} {(times == 1 ? "word" : "words")}");
        if (column.StartsWith(Did, StringComparison.Ordinal)) return times == 0 ? $"no {column[Did.Length..]}" : $"{column[Did.Length..]} {RuleScorer.Often(times ?? 0)}";
        var rule = asked[column];
        return (rule, times) switch
        {
            (_, null) => $"nobody knows whether: {rule.Words}",
            ({ Did: not null }, 0) => $"never {rule.Words}",
            ({ Did: not null }, > 1) => $"{rule.Words} {RuleScorer.Often(times.Value)}",
            ({ Has: "free-mail" }, 0) => $"no {rule.Words}",
            (_, 0) => $"not: {rule.Words}",
            _ => rule.Words,
        };
    }

    private double? Value(ScoreRule rule, LeadFacts lead) => rule.Has switch
    {
        "company" => Known(lead.CameWithCompany),
        "phone" => Known(lead.CameWithPhone),
        _ => scorer.Times(rule, lead),
    };

    private static double? Known(bool? known) => known is { } yes ? yes ? 1 : 0 : null;

    private static bool IsOurs(string kind) => ActivityKinds.Ours.Contains(kind, StringComparer.Ordinal);

    /// <summary>The source is a column of its own. Consent and messages come later too, and nobody knows when.</summary>
    private static Dictionary<string, ScoreRule> Asked(Dictionary<string, ScoreRule> rules)
    {
        var columns = rules.Where(r => r.Value is { From: null } and not { Has: "consent" or "message" } && !(r.Value.Did is { } kind && IsOurs(kind))).ToDictionary(r => $"rule:{r.Key}", r => r.Value, StringComparer.Ordinal);
        foreach (var (has, words) in new[] { ("company", "named a company"), ("phone", "left a phone number"), ("free-mail", "free-mail address") })
            if (!columns.Values.Any(r => r.Has == has)) columns[$"has:{has}"] = new ScoreRule { Has = has, Words = words };
        return columns;
    }
}
