using System.ComponentModel;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Domains.SystemHealth.Containers;
using Jarvis.Skills.Domains.SystemHealth.Monitoring;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.SystemHealth;

internal sealed partial class SystemHealthSkill
{
    private static readonly string[] AllWords = ["all", "everything", "all services", QuietPeriod.Everything];

    [KernelFunction("recover")]
    [Description("Restarts a service that the checks see down, as one of a few attempts with a check between them. For a restart that a person wants, use restart.")]
    public PlannedAction Recover([Description("The service's name")] string service)
    {
        var state = board.Need(service);
        if (rule.Refusal(state) is { } refusal) throw new BadRequestException(refusal);
        return new PlannedAction
        {
            What = $"Restart {state.Name}, which is down (attempt {state.AttemptsInIncident + 1} of {options.Value.Recovery.Attempts})",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [state.Name],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["Container"] = state.Service.Container! },
            Idempotent = true,
            Risk = Risk.Low,
            RiskNote = "It is down already; what it has not saved is lost.",
            OpenFor = TimeSpan.FromHours(1),
            Commit = (action, cancel) => restarts.RecoverAsync(state, action, cancel),
        };
    }

    [KernelFunction("restart")]
    [Description("Restarts a service's container, or starts it when it was stopped.")]
    public PlannedAction Restart([Description("The service's name")] string service)
    {
        var state = board.Need(service);
        if (state.Service.Container is not { } container)
            throw new BadRequestException($"{state.Name} has no container that I could restart; write its name to Container in its settings (Health:Services in appsettings.json).");
        return new PlannedAction
        {
            What = $"Restart {state.Name}",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [state.Name],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["Container"] = container },
            Idempotent = true,
            Risk = Risk.Medium,
            RiskNote = $"It does not answer for some seconds, and requests under way are lost.{(state.Children.Count > 0 ? $" {string.Join(", ", state.Children.Take(5).Select(c => c.Name))} {(state.Children.Count == 1 ? "depends" : "depend")} on it." : "")}",
            Commit = (action, cancel) => restarts.RestartAsync(state, action, cancel),
        };
    }

    [KernelFunction("silence")]
    [Description("No alerts of a service, or of all, for a while. Jarvis goes on checking and restarting.")]
    public PlannedAction Silence(
        [Description("The service's name, or \"all\"")] string service,
        [Description("For how long, such as \"2 hours\" or PT2H; leave out for one hour")] string? duration = null)
    {
        var (name, shown) = Which(service);
        var length = Length(duration);
        return Quiet($"Silence alerts of {shown} for {HealthWords.Long(length)}", name, shown, length, "An outage would not be told, though it is seen and worked on.",
            $"Say \"unsilence {shown}\".", new FunctionCall("health.unsilence", ("service", service)), async (action, cancel) =>
            {
                var until = time.GetUtcNow() + length;
                await quiet.StartAsync(Period(name, QuietKind.Silence, until, "", action), cancel);
                await alerts.SilenceAsync(Prefix(name), until, cancel);
                board.Notify();
                return $"No alerts of {shown} until {When(until)}. I go on watching.";
            });
    }

    [KernelFunction("unsilence")]
    [Description("Ends a silence: alerts of the service, or of all, are told again.")]
    public PlannedAction Unsilence([Description("The service's name, or \"all\"")] string service)
    {
        var (name, shown) = Which(service);
        return Plan($"Tell alerts of {shown} again", shown, async (_, cancel) =>
        {
            var any = await quiet.EndAsync(name, QuietKind.Silence, cancel);
            await alerts.SilenceAsync(Prefix(name), null, cancel);
            board.Notify();
            return any ? $"Alerts of {shown} are told again." : $"{shown} was not silenced; its alerts are told.";
        });
    }

    [KernelFunction("start_maintenance")]
    [Description("Begins maintenance of a service, or of all: no alerts, no restarts, and the time does not count for uptime.")]
    public PlannedAction StartMaintenance(
        [Description("The service's name, or \"all\"")] string service,
        [Description("For how long, such as \"2 hours\" or PT2H; leave out for one hour")] string? duration = null,
        [Description("Why, for the record")] string? reason = null)
    {
        var (name, shown) = Which(service);
        var length = Length(duration);
        return Quiet($"Begin maintenance of {shown} for {HealthWords.Long(length)}", name, shown, length, "An outage would be neither told nor mended until it is over.",
            $"Say \"end maintenance of {shown}\".", new FunctionCall("health.end_maintenance", ("service", service)), async (action, cancel) =>
            {
                var until = time.GetUtcNow() + length;
                await quiet.StartAsync(Period(name, QuietKind.Maintenance, until, reason ?? "", action), cancel);
                await SyncAlertsAsync(name, cancel);
                return $"{Capital(shown)} {(name == QuietPeriod.Everything ? "are" : "is")} in maintenance until {When(until)}. I look, but neither call you nor restart anything.";
            });
    }

    [KernelFunction("end_maintenance")]
    [Description("Ends maintenance of a service, or of all, before its time.")]
    public PlannedAction EndMaintenance([Description("The service's name, or \"all\"")] string service)
    {
        var (name, shown) = Which(service);
        return Plan($"End maintenance of {shown}", shown, async (_, cancel) =>
        {
            var any = await quiet.EndAsync(name, QuietKind.Maintenance, cancel);
            await SyncAlertsAsync(name, cancel);
            var window = name != QuietPeriod.Everything && quiet.InMaintenance(board.Need(name).Service, time.GetUtcNow());
            return window ? $"{shown} stays in maintenance: one of its weekly windows, or a maintenance of everything, is open."
                : any ? $"Maintenance of {shown} is over; I watch and mend again." : $"{shown} was not in maintenance.";
        });
    }

    [KernelFunction("prune")]
    [Description("Frees disk space by removing Docker images that have no name and that no container uses.")]
    public async Task<PlannedAction> PruneAsync(CancellationToken cancel = default)
    {
        DiskUse? disk;
        try
        {
            disk = await runtime.DiskAsync(cancel);
        }
        catch (ContainerRuntimeException e)
        {
            throw new BadRequestException(e.Message, e);
        }
        if (disk is { Reclaimable: 0 }) throw new BadRequestException("There is nothing to remove: every image has a name or a container.");
        return Plan($"Remove images that nothing uses{(disk is null ? "" : $" ({HealthWords.Bytes(disk.Reclaimable)})")}", "images", async (action, stop) =>
        {
            try
            {
                return $"Removed what nothing used; {HealthWords.Bytes(await action.Effect<IContainerControl>().PruneImagesAsync(stop))} became free.";
            }
            catch (ContainerRuntimeException e)
            {
                throw new ActionFailedException($"The images could not be removed: {e.Message}", e);
            }
        }) with { Needs = ClearanceLevel.ModifyProduction, RiskNote = "A removed image must be built or pulled again if somebody wants it back." };
    }

    private PlannedAction Quiet(string what, string name, string shown, TimeSpan length, string risk, string undo, FunctionCall undoCall, Func<ActionContext, CancellationToken, Task<string>> commit) =>
        Plan(what, shown, commit, undoCall) with
        {
            Targets = name == QuietPeriod.Everything && board.All.Count > 1 ? [.. board.Names] : [shown],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["For"] = HealthWords.Long(length) },
            Undo = undo,
            RiskNote = risk,
        };

    private static PlannedAction Plan(string what, string target, Func<ActionContext, CancellationToken, Task<string>> commit, FunctionCall? undo = null) => new()
    {
        What = what,
        Needs = ClearanceLevel.ModifySafe,
        Targets = [target],
        Idempotent = true,
        Commit = async (action, cancel) => new Outcome(await commit(action, cancel)) { Undo = undo },
    };

    private (string Name, string Shown) Which(string service) =>
        AllWords.Contains(service.Trim(), StringComparer.OrdinalIgnoreCase) ? (QuietPeriod.Everything, "all services") : (board.Need(service).Name, board.Need(service).Name);

    private static TimeSpan Length(string? duration)
    {
        var length = string.IsNullOrWhiteSpace(duration) ? TimeSpan.FromHours(1) : OwnerTimes.Duration(duration, "duration");
        return length <= TimeSpan.FromDays(31) ? length : throw new BadRequestException($"The duration is {HealthWords.Long(length)}; at most 31 days are allowed, so that no outage stays hidden for good.");
    }

    private QuietPeriod Period(string name, QuietKind kind, DateTimeOffset until, string reason, ActionContext action) =>
        new() { Service = name, Kind = kind, From = time.GetUtcNow(), Until = until, Reason = reason.Length > 400 ? reason[..400] : reason, By = action.DecidedBy, ActionId = action.ActionId };

    private static string Prefix(string name) => name == QuietPeriod.Everything ? "service:" : $"service:{name}:";

    private static string Capital(string text) => text == "all services" ? "All services" : text;

    private async Task SyncAlertsAsync(string name, CancellationToken cancel)
    {
        foreach (var state in board.All.Where(s => !s.IsUp && (name == QuietPeriod.Everything || s.Name == name)))
        {
            await state.Turn.WaitAsync(cancel);
            try
            {
                await serviceAlerts.SyncAsync(state, again: false, cancel);
            }
            finally
            {
                state.Turn.Release();
            }
        }
        board.Notify();
    }
}
