namespace Jarvis.Skills.Domains.Sales.Scoring;

/// <summary>Scores all open leads once a day, since silence counts against them; what happens in between is scored as it happens.</summary>
internal sealed class DailyScores(LeadScoring scoring) : IPeriodicWork
{
    public string Name => "sales.scores";

    public TimeSpan Interval => TimeSpan.FromDays(1);

    public Task RunAsync(CancellationToken cancel) => scoring.ScoreOpenAsync(cancel);
}
