using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Sequences;

/// <summary>Ends and puts off sequences for what happened, says what waits for the daily cap, and counts for the metrics.</summary>
internal sealed class SequenceWatch(SequenceBook book, SequenceEnds ends, SequenceCatalog sequences, IRejections rejections, IAlerts alerts, MetricStore metrics, TimeProvider time) : IPeriodicWork
{
    public const string CapAlert = "sales:sequence_cap";

    private const int MostWaiting = 500;

    private static readonly TimeSpan Counting = TimeSpan.FromMinutes(5);

    private DateTimeOffset counted;
    private bool raised = true;

    public string Name => "sales.sequences";

    public TimeSpan Interval => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancel)
    {
        if (await book.RunningAsync(null, int.MaxValue, cancel) is { Count: > 0 } running)
        {
            await ends.LookAsync(cancel);
            await ends.PutOffAsync(cancel);
            await RefusedAsync(running, cancel);
        }
        await WatchCapAsync(cancel);
        var now = time.GetUtcNow();
        if (now - counted >= Counting) await CountAsync(counted = now, cancel);
    }

    /// <summary>A no to one of its mails is a no to the rest.</summary>
    private async Task RefusedAsync(IReadOnlyList<Enrolment> running, CancellationToken cancel)
    {
        var noes = (await rejections.OfAsync("sales", running.Min(e => e.Since), cancel)).Where(r => r.Call.Function == SequenceSkill.Step).ToList();
        foreach (var enrolment in running)
            if (noes.Find(n => n.At >= enrolment.Since && n.Key.StartsWith(SequenceAgent.Prefix(enrolment.Id), StringComparison.Ordinal)) is { } no)
                await ends.EndAsync(enrolment.Id, EnrolmentEnd.Refused, $"{no.By} said no to mail {no.Call.Arguments.GetValueOrDefault("step")}{(no.Reason is { Length: > 0 } reason ? $" ({reason})" : "")}", cancel);
    }

    private async Task WatchCapAsync(CancellationToken cancel)
    {
        var waiting = await book.RoomAsync(cancel) > 0 ? 0 : (await book.DueAsync(MostWaiting, cancel)).Count;
        if (waiting > 0)
            await alerts.RaiseAsync(new AlertSignal(CapAlert, Severity.Info, $"{waiting} {(waiting == 1 ? "mail" : "mails")} of sequences wait until the next day", $"Today's {sequences.DailyCap} have gone out. Sales:Sequences:DailyCap in appsettings.json says how many may.") { Domain = "sales" }, cancel);
        else if (raised) await alerts.ResolveAsync(CapAlert, "Nothing waits for the cap.", cancel);
        raised = waiting > 0;
    }

    private async Task CountAsync(DateTimeOffset now, CancellationToken cancel)
    {
        var counts = await book.CountsAsync(cancel);
        if (counts.Sum(c => c.Enrolled) == 0) return;
        await metrics.RecordAsync([
            new Measurement("sales.sequence.running", "count", counts.Sum(c => c.Running)),
            new Measurement("sales.sequence.enrolled", "count", counts.Sum(c => c.Enrolled)),
            new Measurement("sales.sequence.replied", "count", counts.Sum(c => c.Replied)),
            new Measurement("sales.sequence.stopped", "count", counts.Sum(c => c.Stopped)),
            new Measurement("sales.sequence.mails", "count", counts.Sum(c => c.Mails)),
        ], now, cancel);
    }
}

/// <summary>A lead that writes is out of its sequence at once.</summary>
internal sealed class SequenceReplies(SequenceEnds ends) : IEventHandler
{
    public string Domain => "sales";

    public bool Handles(string eventType) => eventType is "lead.replied" or "lead.wrote";

    public async IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, [EnumeratorCancellation] CancellationToken cancel)
    {
        await ends.LookAsync(cancel);
        yield break;
    }
}
