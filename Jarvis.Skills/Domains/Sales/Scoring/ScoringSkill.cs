using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Domains.Sales.Scoring.Learning;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>What the owner asks about the score itself: how leads are scored, and how far it can be trusted.</summary>
internal sealed class ScoringSkill(LeadScorer scorer, PastLeads past, IOptions<SalesOptions> sales, IOptions<LearningOptions> learning)
{
    [KernelFunction("scoring")]
    [Description("How leads are scored, by rules or by what was learned from closed leads, and how good the score is: AUC, calibration, outcomes known and missing.")]
    public async Task<Answer> ScoringAsync(CancellationToken cancel = default)
    {
        var report = await scorer.ReportAsync(cancel);
        if (report is not { Learned: { } learned, Rules: { } rules }) return await ByRulesAsync(report, cancel);
        var about = string.Create(CultureInfo.InvariantCulture, $"Held against {report.Won + report.Lost:#,0} closed leads ({report.Won:#,0} won), each as it was known {Days} days after it came: of a lead that bought and one that did not, the learned score has the right one ahead in {Rated(learned)} of pairs, the rules in {Rated(rules)}.");
        return new Answer(report.UsesLearned
            ? $"Leads are scored by what was **learned** from your own. {report.Why} {about} A score of 30 means that of a hundred such leads thirty bought.{Drift(report.Later)}"
            : $"Leads are scored by the **rules** in the settings. {report.Why} {about}")
        {
            Table = new Table(["Chance", "Leads", "Bought", "95 % sure between"], [.. report.Calibration.Select(b => (IReadOnlyList<string>)[Share(b.Said), Figure(b.Cases), Share(b.Happened), $"{Share(b.Low)} and {Share(b.High)}"])]) { Title = "What the learned score said, and what came of it" },
            Data = new { inUse = report.UsesLearned ? "learned" : "rules", report.Won, report.Lost, report.TooSoon, aucLearned = learned, aucRules = rules, report.PValue, report.Brier, report.Later, report.Calibration, learnedAt = report.At },
            Next = ["top leads"],
        };
    }

    private string Days => learning.Value.KnownAfterDays.ToString("0.##", CultureInfo.InvariantCulture);

    private async Task<Answer> ByRulesAsync(ScorerReport? report, CancellationToken cancel)
    {
        var (won, lost, soon) = await past.CountAsync(cancel);
        var why = report is null || (won, lost) != (report.Won, report.Lost) ? ScorerTrial.Missing(won, lost) : report.Why;
        var left = soon > 0 ? string.Create(CultureInfo.InvariantCulture, $" {soon} more {(soon == 1 ? "was" : "were")} closed within {Days} days, before anything was known of them.") : "";
        var rated = report?.Rules is { } rules ? $" Of a lead that bought and one that did not, the rules have the right one ahead in {Rated(rules)} of pairs." : "";
        return new Answer($"Leads are scored by the **rules** in the settings, from {sales.Value.Scoring.Start} points up or down. {why}{left}{rated}")
        {
            Table = sales.Value.Scoring.Rules.Count == 0 ? null : new Table(["Rule", "Points", "At most"], [.. sales.Value.Scoring.Rules.Values.OrderByDescending(r => Math.Abs(r.Points)).Select(r => (IReadOnlyList<string>)
                [r.Words, new ScoreReason(r.Points, "").ToString().Trim(), r.Most > 0 ? Figure(r.Most) : "–"])]),
            Data = new { inUse = "rules", won, lost, closedTooSoon = soon, aucRules = report?.Rules, sales.Value.Scoring.HalfLifeDays },
            Next = ["top leads"],
        };
    }

    private static string Drift(LaterCheck? later) => later is not { HasDrifted: true } ? "" : string.Create(CultureInfo.InvariantCulture,
        $" Take the figure itself with care: of the latest {later.Cases:#,0}, {Share(later.Bought)} bought where what was learned before said {Share(later.Said)}. The order is right more often than the height.");

    private static string Rated(ScorerRating rating) => string.Create(CultureInfo.InvariantCulture, $"**{100 * rating.Auc:0} %** (AUC {rating.Auc:0.000}, 95 % sure between {rating.Low:0.000} and {rating.High:0.000})");

    private static string Figure(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
