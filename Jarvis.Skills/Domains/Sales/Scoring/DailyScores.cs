using Jarvis.Skills.Domains.Sales.Scoring.Learning;

namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>Once a day learns from the leads that were closed, and scores all open ones, since silence counts against them; what happens in between is scored as it happens.</summary>
internal sealed class DailyScores(LeadLearning learning, LeadScoring scoring) : IPeriodicWork
{
    public string Name => "sales.scores";

    public TimeSpan Interval => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await learning.LearnAsync(cancel);
        }
        finally
        {
            await scoring.ScoreOpenAsync(cancel);
        }
    }
}
