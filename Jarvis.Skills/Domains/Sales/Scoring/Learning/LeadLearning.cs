using Jarvis.Skills.Business;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Scoring.Learning;

/// <summary>Learns from closed leads once a day, and keeps how good the score is as the metric sales.score.auc.</summary>
internal sealed class LeadLearning(PastLeads past, ScorerTrial trial, LeadScorer scorer, MetricStore metrics, IOptions<LearningOptions> options, TimeProvider time) : IDisposable
{
    public const string Series = "sales.score.auc";

    /// <summary>A little less than a day: the daily work may come some minutes early.</summary>
    private static readonly TimeSpan Daily = TimeSpan.FromHours(20);

    private readonly SemaphoreSlim learning = new(1, 1);

    public void Dispose() => learning.Dispose();

    /// <summary>Does nothing where it was done today.</summary>
    /// <exception cref="TimeoutException">It took too long and was given up; what scored before goes on.</exception>
    public async Task LearnAsync(CancellationToken cancel)
    {
        await learning.WaitAsync(cancel);
        try
        {
            await LearnTodayAsync(cancel);
        }
        finally
        {
            learning.Release();
        }
    }

    private async Task LearnTodayAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await scorer.ReportAsync(cancel) is { } last && now - last.At < Daily) return;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(options.Value.MostMinutes), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var (report, model) = trial.Hold(await past.ReadAsync(either.Token), now, either.Token);
            await scorer.UseAsync(report, model, cancel);
            if ((report.UsesLearned ? report.Learned : report.Rules) is { } rating) await metrics.RecordAsync([new Measurement(Series, "share", rating.Auc)], now, cancel);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"Learning the lead score took longer than {options.Value.MostMinutes} minutes ({LearningOptions.Section}:MostMinutes) and was given up until tomorrow. Leads are scored as before.", e);
        }
    }
}
