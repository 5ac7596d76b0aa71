using Quartz;
using Quartz.Extensibility;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>What Quartz fires. A routine is a job of its own, so that it never runs beside itself.</summary>
[DisallowConcurrentExecution]
internal sealed class RoutineJob(RoutineRunner runner) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var began = context.Trigger.StartTimeUtc;
        // A recovery has a trigger of its own, which knows nothing of the schedule.
        DateTimeOffset? since = context.Recovering ? null : context.PreviousFireTimeUtc is { } before && before > began ? before : began;
        DateTimeOffset? cutShort = context.Recovering ? context.ScheduledFireTimeUtc : null;
        // After a backlog the schedule speaks of its first occurrence; the one to be made is the last that the clock has passed.
        var now = context.ScheduledFireTimeUtc is { } scheduled && scheduled > context.FireTimeUtc ? scheduled : context.FireTimeUtc;
        await runner.RunAsync(context.JobDetail.Key.Name, now, since, cutShort, cancellationToken);
    }
}

/// <summary>Quartz has a container of its own, without the host's services.</summary>
internal sealed class RoutineJobFactory(RoutineRunner runner) : IJobFactory
{
    public ValueTask<JobScope> CreateJob(TriggerFiredBundle bundle, IScheduler scheduler, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new JobScope(new RoutineJob(runner), null));

    public ValueTask ReturnJob(JobScope scope, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
