using System.Globalization;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>What is known of a lead when it is scored.</summary>
/// <param name="Silence">Since the lead last did something itself.</param>
/// <param name="Done">How often it did what.</param>
public sealed record LeadFacts(string Source, string? Email, string Company, string Phone, string Message, bool Consent, TimeSpan Silence, IReadOnlyList<Deed> Done)
{
    /// <summary>Whether it named a company at once, or that was filled in later; null where nobody wrote it down.</summary>
    public bool? CameWithCompany { get; init; }

    /// <summary>The same of its phone number.</summary>
    public bool? CameWithPhone { get; init; }
}

/// <summary>An activity's kind and what it was about, counted.</summary>
public sealed record Deed(string Kind, string Of, int Count);

/// <summary>A score from 0 to 100, and why.</summary>
public sealed record LeadScore(int Points, IReadOnlyList<ScoreReason> Reasons)
{
    /// <summary>"+18 opened the pricing page twice, −10 free-mail address", the weightiest first.</summary>
    public string Words => string.Join(", ", Reasons.OrderByDescending(r => Math.Abs(r.Points)).Select(r => r.ToString()));
}

/// <summary>What added to a score, or took from it.</summary>
public sealed record ScoreReason(int Points, string Words)
{
    public override string ToString() => Points == 0 ? Words : string.Create(CultureInfo.InvariantCulture, $"{(Points < 0 ? "−" : "+")}{Math.Abs(Points)} {Words}");
}

/// <summary>
/// Scores by the rules in the settings: a sum of points, held between 0 and 100. What a lead did counts half for every half-life that it
/// has been silent; what it is keeps its points.
/// </summary>
internal sealed class RuleScorer(IOptions<SalesOptions> options)
{
    private readonly ScoringOptions scoring = options.Value.Scoring;
    private readonly Dictionary<ScoreRule, string[]> words = options.Value.Scoring.Rules.Values.ToDictionary(r => r, r => (r.Says ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public LeadScore Score(LeadFacts lead)
    {
        var alive = Math.Pow(0.5, lead.Silence.TotalDays / scoring.HalfLifeDays);
        var reasons = new List<ScoreReason>();
        var lost = 0.0;
        foreach (var rule in scoring.Rules.Values)
        {
            var times = Times(rule, lead);
            if (times == 0) continue;
            var points = (double)rule.Points * times;
            if (rule.Most > 0) points = Math.Clamp(points, -rule.Most, rule.Most);
            if (rule.Did is not null && points > 0) lost += points - (points *= alive);
            if ((int)Math.Round(points) is var whole and not 0) reasons.Add(new ScoreReason(whole, times > 1 && rule.Did is not null ? $"{rule.Words} {Often(times)}" : rule.Words));
        }
        if (lost >= 1) reasons.Add(new ScoreReason(0, string.Create(CultureInfo.InvariantCulture, $"silent for {lead.Silence.TotalDays:0} days, which took {lost:0}")));
        return new LeadScore(Math.Clamp(scoring.Start + reasons.Sum(r => r.Points), 0, 100), reasons);
    }

    /// <summary>How often a rule is true of a lead; 0 when it is not.</summary>
    public int Times(ScoreRule rule, LeadFacts lead) => rule switch
    {
        { Did: { } kind } => lead.Done.Where(d => d.Kind == kind && (rule.Of is null || d.Of.Contains(rule.Of, StringComparison.OrdinalIgnoreCase))).Sum(d => d.Count),
        { Says: not null } => words[rule].Any(w => Words.Begins(lead.Message, w)) ? 1 : 0,
        { From: { } source } => string.Equals(lead.Source, source, StringComparison.OrdinalIgnoreCase) ? 1 : 0,
        { Has: "company" } => lead.Company.Length > 0 ? 1 : 0,
        { Has: "phone" } => lead.Phone.Length > 0 ? 1 : 0,
        { Has: "message" } => lead.Message.Length > 0 ? 1 : 0,
        { Has: "consent" } => lead.Consent ? 1 : 0,
        { Has: "free-mail" } => FreeMail.Is(lead.Email) ? 1 : 0,
        _ => 0,
    };

    public static string Often(int times) => times switch { 1 => "once", 2 => "twice", _ => string.Create(CultureInfo.InvariantCulture, $"{times} times") };
}
