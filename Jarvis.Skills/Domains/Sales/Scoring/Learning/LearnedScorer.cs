using System.Globalization;
using Jarvis.Skills.Analytics.Scoring;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>
/// Scores by what was learned from closed leads: 30 means that of a hundred such leads thirty bought. A reason's points are how many of those are gone
/// without it. What a lead did counts half for every half-life of silence, as with the rules: its chance goes back to what it would be
/// had the lead done nothing, and never rises by silence.
/// </summary>
internal sealed class LearnedScorer(OutcomeModel model, LeadFeatures features, IReadOnlyList<string> kinds, double halfLifeDays)
{
    private const int MostReasons = 5;

    public LeadScore Score(LeadFacts lead)
    {
        var row = features.Row(lead, kinds);
        var score = model.Score(row, MostReasons);
        var reasons = score.Reasons.Select(r => new ScoreReason((int)Math.Round(r.Points), features.Words(r.Column, r.Value))).Where(r => r.Points != 0).ToList();
        var chance = score.Probability;
        var alive = Math.Pow(0.5, lead.Silence.TotalDays / halfLifeDays);
        if (lead.Done.Count > 0 && alive < 0.99)
        {
            var lost = Math.Max(0, chance - model.Probability(features.Row(lead with { Done = [] }, kinds))) * (1 - alive);
            chance -= lost;
            if ((int)Math.Round(100 * lost) is var points and > 0) reasons.Add(new ScoreReason(-points, string.Create(CultureInfo.InvariantCulture, $"silent for {lead.Silence.TotalDays:0} days")));
        }
        return new LeadScore(Math.Clamp((int)Math.Round(100 * chance), 0, 100), reasons);
    }
}
