using System.Threading.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace Jarvis.Bot.Autonomy.Routines;

/// <summary>
/// Keeps Quartz's schedule equal to the routines, in Jarvis's own database. Begins when the host is ready. A trigger that
/// is as it should be is left alone: its next fire time is how a backlog is recognised.
/// </summary>
internal sealed partial class RoutineSchedule(
    RoutineBook book, RoutineRunner runner, RoutineRuns runs, RoutineDelivery delivery, Outbox outbox, ILoggerFactory logs,
    IHostApplicationLifetime lifetime, IOptions<StorageOptions> storage, IOptions<BusinessOptions> business, TimeProvider time, ILogger<RoutineSchedule> log) : BackgroundService
{
    private const string Group = "routines";
    /// <summary>Loading Quartz takes half a second of a small machine; the first messages and the page come before it.</summary>
    private static readonly TimeSpan AfterReady = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAround = TimeSpan.FromMinutes(5);

    private readonly Channel<bool> deliveries = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim changing = new(1, 1);
    private IScheduler? scheduler;

    /// <summary>When the routine is due next; null when it is not on the schedule.</summary>
    public async Task<DateTimeOffset?> NextAsync(string name, CancellationToken cancel) =>
        scheduler is { } running && await running.GetTrigger(new TriggerKey(name, Group), cancel) is { } trigger ? trigger.NextFireTimeUtc : null;

    /// <summary>Brings one routine's place on the schedule up to date. Before the schedule has begun there is nothing to do: it reads them all.</summary>
    public async Task RefreshAsync(string name, CancellationToken cancel)
    {
        await changing.WaitAsync(cancel);
        try
        {
            if (scheduler is { } running) await PlaceAsync(running, name, await book.FindAsync(name, cancel), cancel);
        }
        finally
        {
            changing.Release();
        }
    }

    public override void Dispose()
    {
        changing.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await HostReady.WaitAsync(lifetime, stoppingToken)) return;
        outbox.Changed += Noticed;
        StandaloneSchedulerFactory? quartz = null;
        try
        {
            await Task.Delay(AfterReady, time, stoppingToken);
            while (quartz is null) quartz = await TryBeginAsync(stoppingToken);
            await FollowAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
        finally
        {
            outbox.Changed -= Noticed;
            scheduler = null;
            if (quartz is not null) await quartz.DisposeAsync();
        }
    }

    private async Task<StandaloneSchedulerFactory?> TryBeginAsync(CancellationToken cancel)
    {
        var quartz = Build();
        try
        {
            // Nobody else can be running what a SQLite file says is running.
            await InterruptAsync(storage.Value.UsesPostgres ? RoutineRunner.Limit * 2 : TimeSpan.Zero, cancel);
            var built = await quartz.GetScheduler(cancel);
            await changing.WaitAsync(cancel);
            try
            {
                await PlaceAllAsync(built, cancel);
                scheduler = built;
            }
            finally
            {
                changing.Release();
            }
            await built.Start(cancel);
            return quartz;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            BeginFailed(e);
            scheduler = null;
            await quartz.DisposeAsync();
            await Task.Delay(Retry, time, cancel);
            return null;
        }
        catch
        {
            await quartz.DisposeAsync();
            throw;
        }
    }

    private StandaloneSchedulerFactory Build() => QuartzSchedulerBuilder.Create(quartz =>
    {
        quartz.Services.AddSingleton(logs);
        quartz.UseTimeProvider(time);
        quartz.UseJobFactory(new RoutineJobFactory(runner));
        quartz.UseDefaultThreadPool(4);
        quartz.ConfigureScheduler(s =>
        {
            s.InstanceName = "jarvis";
            s.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UsePersistentStore(store =>
        {
            store.ProvisionSchema();
            if (storage.Value.UsesPostgres) OnPostgres(store, storage.Value.Postgres!);
            else store.UseSqlite(SqliteFactory.Instance, storage.Value.SqliteConnectionString);
        });
    }).Build();

    // Apart, so that PostgreSQL's library is loaded only where there is one.
    private static void OnPostgres(IPersistentStoreBuilder store, string connection)
    {
        store.UsePostgres(NpgsqlFactory.Instance, connection);
        store.UseClustering();
    }

    private async Task PlaceAllAsync(IScheduler quartz, CancellationToken cancel)
    {
        var routines = (await book.AllAsync(cancel)).ToDictionary(r => r.Name, StringComparer.Ordinal);
        var stored = await quartz.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Group), Take = int.MaxValue }, cancel);
        foreach (var name in routines.Keys.Union(stored.Items.Select(j => j.Key.Name), StringComparer.Ordinal).ToList())
            await PlaceAsync(quartz, name, routines.GetValueOrDefault(name), cancel);
    }

    private async Task PlaceAsync(IScheduler quartz, string name, Routine? routine, CancellationToken cancel)
    {
        var (job, key) = (new JobKey(name, Group), new TriggerKey(name, Group));
        if (routine is null)
        {
            await quartz.DeleteJob(job, cancel);
            return;
        }
        if (await quartz.GetTrigger(key, cancel) is { } there && IsAs(there, routine)) return;
        try
        {
            await quartz.ScheduleJob(
                JobBuilder.Create<RoutineJob>().WithIdentity(job).WithDescription(routine.Title).RequestRecovery().Build(),
                Trigger(routine, key), ScheduleJobOptions.Replacing, cancel);
        }
        catch (SchedulerException e)
        {
            // A schedule that has no future, such as the 30th of February: the others still run.
            NotPlaced(e, name);
        }
    }

    private bool IsAs(ITrigger there, Routine routine) => there switch
    {
        ICronTrigger cron => cron.CronExpressionString == new CronExpression(routine.Cron ?? "").CronExpressionString && cron.TimeZone.Id == business.Value.Zone.Id,
        _ => routine.At is { } at && there.StartTimeUtc == at,
    };

    private ITrigger Trigger(Routine routine, TriggerKey key)
    {
        var trigger = TriggerBuilder.Create(time).WithIdentity(key).ForJob(new JobKey(routine.Name, Group));
        return routine.At is { } at
            ? trigger.StartAt(at).WithSchedule(SimpleScheduleBuilder.Create().WithMisfireInstruction(SimpleTriggerMisfireInstruction.FireNow)).Build()
            : trigger.StartAt(time.GetUtcNow()).WithSchedule(CronScheduleBuilder.Create(routine.Cron!).InTimeZone(business.Value.Zone)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await delivery.CheckAllAsync(cancel);
                await InterruptAsync(RoutineRunner.Limit * 2, cancel);
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                FollowFailed(e);
            }
            using var alarm = new CancellationTokenSource(LookAround, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, alarm.Token);
            try
            {
                await deliveries.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
            }
        }
    }

    private async Task InterruptAsync(TimeSpan olderThan, CancellationToken cancel)
    {
        var before = time.GetUtcNow() - olderThan;
        foreach (var run in await runs.InStateAsync(RoutineRunState.Running, cancel))
            if (run.StartedAt <= before) await runner.InterruptAsync(run, cancel);
    }

    private void Noticed(OutboxMessage message)
    {
        if (message.State is OutboxState.Sent or OutboxState.Failed && message.Key.StartsWith("routine:", StringComparison.Ordinal)) deliveries.Writer.TryWrite(true);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The schedule could not begin; another try follows.")]
    private partial void BeginFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Routine {Routine} could not be put on the schedule.")]
    private partial void NotPlaced(Exception error, string routine);

    [LoggerMessage(Level = LogLevel.Error, Message = "Runs could not be followed; another try follows.")]
    private partial void FollowFailed(Exception error);
}

/// <summary>The schedule as commits see it.</summary>
internal sealed class OwnerRoutineScheduler(RoutineSchedule schedule) : IRoutineScheduler
{
    public Task RefreshAsync(int routineId, CancellationToken cancel) => schedule.RefreshAsync(Routine.NameOf(routineId), cancel);
}
