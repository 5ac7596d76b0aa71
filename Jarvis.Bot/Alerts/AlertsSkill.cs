using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Alerts;

/// <summary>What can be asked about alerts.</summary>
public sealed class AlertsSkill(AlertBook book, OwnerTimes times, IOptions<BusinessOptions> business, TimeProvider time)
{
    private const int MostRows = 50;

    [KernelFunction("list"), Description("Alerts that are not resolved: what is wrong now, how severe, since when, and who looks after it.")]
    public async Task<Answer> ListAsync(CancellationToken cancellationToken)
    {
        var alerts = await book.UnresolvedAsync(cancellationToken);
        var silences = await book.SilencesAsync(cancellationToken);
        var muted = silences.Count == 0 ? "" : $" Silenced: {string.Join(", ", silences.Select(s => $"{s.KeyPrefix} until {Clock(s.Until)}"))}.";
        if (alerts.Count == 0) return new Answer("No alert is open." + muted) { Data = Array.Empty<object>() };

        var open = alerts.Count(a => a.State == AlertState.Open);
        var groups = new AlertGroups(alerts);
        return new Answer($"{Wording.Count(alerts.Count, "alert")} not resolved: {string.Join(", ", alerts.GroupBy(a => a.Severity).Select(g => $"{g.Count()} {AlertText.Word(g.Key)}"))}"
            + (open == alerts.Count ? "" : $"; {alerts.Count - open} acknowledged") + "." + muted)
        {
            Table = new Table(["#", "Alert", "Severity", "For", "State"],
                [.. alerts.Take(MostRows).Select(a => (IReadOnlyList<string>)[Number(a), AlertText.Title(a), AlertText.Word(a.Severity), Length(a), Standing(a, groups)])]),
            Data = alerts.Take(MostRows).Select(Facts).ToList(),
            Untrusted = alerts.Any(a => a.Untrusted),
            Next = open == 1 ? ["acknowledge alert " + Number(alerts.First(a => a.State == AlertState.Open))] : [],
        };
    }

    [KernelFunction("history"), Description("Alerts of a period, resolved ones too, with how long each lasted.")]
    public async Task<Answer> HistoryAsync(
        [Description("Such as \"today\", \"last 7 days\" or an ISO 8601 interval; the last 7 days when left out.")] string? period = null,
        CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var asked = times.PeriodOr(period, "period", _ => new Period(now - TimeSpan.FromDays(7), now));
        var alerts = await book.BetweenAsync(asked.From, asked.To, cancellationToken);
        var span = $"{Clock(asked.From)} to {Clock(asked.To < now ? asked.To : now)}";
        if (alerts.Count == 0) return new Answer($"No alerts from {span}.") { Data = Array.Empty<object>() };

        var over = alerts.Where(a => a.ResolvedAt is not null).ToList();
        var mean = over.Count == 0 ? "" : $", resolved after {AlertText.Length(TimeSpan.FromTicks((long)over.Average(a => a.LengthAt(now).Ticks)))} on average";
        return new Answer($"{Wording.Count(alerts.Count, "alert")} from {span}: {string.Join(", ", alerts.GroupBy(a => a.Severity).OrderByDescending(g => g.Key).Select(g => $"{g.Count()} {AlertText.Word(g.Key)}"))}; "
            + $"{alerts.Count - over.Count} still open{mean}.")
        {
            Table = new Table(["#", "Opened", "Alert", "Severity", "Lasted", "End"],
                [.. alerts.Take(MostRows).Select(a => (IReadOnlyList<string>)[Number(a), Clock(a.OpenedAt), AlertText.Title(a), AlertText.Word(a.Severity), Length(a), a.How ?? "still open"])]),
            Data = alerts.Take(MostRows).Select(Facts).ToList(),
            Untrusted = alerts.Any(a => a.Untrusted),
        };
    }

    [KernelFunction("acknowledge"), GovernsJarvis, Description("Says that somebody looks after an alert: no more reminders and no escalation; it stays watched and clears on recovery.")]
    public async Task<PlannedAction> AcknowledgeAsync(
        [Description("The alert's number; may be left out when only one is open.")] int? number = null,
        CancellationToken cancellationToken = default)
    {
        var alert = await WhichAsync(number, cancellationToken);
        return new PlannedAction
        {
            What = $"Acknowledge alert {Number(alert)}: {alert.Title}",
            Needs = ClearanceLevel.Suggest,
            Targets = [$"alert {Number(alert)}"],
            Idempotent = true,
            Commit = async (context, cancel) => await book.AcknowledgeAsync(alert.Id, context.DecidedBy, cancel)
                ? new Outcome($"Alert {Number(alert)} is acknowledged: {AlertText.Title(alert)}. I keep watching it and say when it is over.")
                : throw new ActionFailedException($"Alert {Number(alert)} was resolved in the meantime."),
        };
    }

    private async Task<Alert> WhichAsync(int? number, CancellationToken cancel)
    {
        if (number is { } given)
        {
            var alert = await book.FindAsync(given, cancel) ?? throw new BadRequestException($"There is no alert {given}. Say \"alerts\" to see those that are open.");
            return alert.State != AlertState.Resolved ? alert : throw new BadRequestException($"Alert {given} ({AlertText.Title(alert)}) is resolved since {Clock(alert.ResolvedAt!.Value)}.");
        }
        var open = (await book.UnresolvedAsync(cancel)).Where(a => a.State == AlertState.Open).ToList();
        return open.Count switch
        {
            0 => throw new BadRequestException("No alert waits to be acknowledged."),
            1 => open[0],
            _ => throw new BadRequestException($"Which one? {string.Join("; ", open.Take(10).Select(a => $"{Number(a)}: {AlertText.Title(a)}"))}. Say \"acknowledge alert {Number(open[0])}\"."),
        };
    }

    private static object Facts(Alert a) => new { number = a.Id, severity = AlertText.Word(a.Severity), title = a.Title, text = a.Text, state = a.State.ToString(), a.OpenedAt, a.ResolvedAt, a.AckBy, a.How };

    private static string Standing(Alert alert, AlertGroups groups) => alert.State == AlertState.Acknowledged ? $"{alert.AckBy} looks after it"
        : groups.RootOf(alert) is var root && root != alert ? $"under {Number(root)}" : "open";

    private static string Number(Alert alert) => alert.Id.ToString(CultureInfo.InvariantCulture);

    private string Length(Alert alert) => AlertText.Length(alert.LengthAt(time.GetUtcNow()));

    private string Clock(DateTimeOffset at) => business.Value.Local(at).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);
}
