using System.ComponentModel;
using System.Globalization;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Hosting;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Governance;

/// <summary>Functions about Jarvis itself: what waits, why, what it did, and the switches that govern it.</summary>
internal sealed class JarvisSkill(
    OpenActions open, Controls controls, StandingApprovals standing, SkillCatalog catalog, ChannelStates channels, Activity activity,
    IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business, Ledger ledger, Backup backup)
{
    [KernelFunction("pending"), Description("Lists the actions that wait for the owner's decision.")]
    public async Task<Answer> PendingAsync(CancellationToken cancel)
    {
        var actions = await open.AllAsync(cancel);
        if (actions.Count == 0) return new Answer("Nothing needs you right now.");
        var lines = actions.Take(12).Select(a => $"- **#{a.Id}** {PromptText.Escape(a.What)} ({catalog.TitleOf(a.Domain)}){(a.SnoozedUntil is null ? "" : ", put off")}{(a.Why.Length > 0 ? $": {PromptText.Escape(Short(a.Why))}" : "")}");
        return new Answer($"{actions.Count} {(actions.Count == 1 ? "action waits" : "actions wait")} for you.\n\n{string.Join('\n', lines)}{(actions.Count > 12 ? $"\n- and {actions.Count - 12} more" : "")}\n\nSay \"approve {actions[0].Id}\", \"reject {actions[0].Id} because …\" or \"why {actions[0].Id}?\".")
        {
            Data = actions.Select(a => new { number = a.Id, what = a.What, why = a.Why, domain = a.Domain, risk = a.Risk.ToString() }),
            Next = [.. actions.Take(2).Select(a => $"approve {a.Id}"), .. actions.Take(1).Select(a => $"why {a.Id}")],
            Untrusted = actions.Any(a => a.Untrusted),
        };
    }

    [KernelFunction("why"), Description("Explains an action: the finding behind it, the gate's reason, its history.")]
    public async Task<Answer> WhyAsync([Description("The action's number")] int number, CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var action = await db.Set<ActionRecord>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == number, cancel)
            ?? throw new BadRequestException($"There is no #{number}. \"what needs me?\" lists what waits.");
        var lines = await db.Set<LedgerEntry>().AsNoTracking().Where(e => e.ActionNumber == number).OrderBy(e => e.Id).ToListAsync(cancel);
        return new Answer(WhyText.Write(action, catalog.TitleOf(action.Domain), lines)) { Untrusted = action.Untrusted };
    }

    [KernelFunction("activity"), Description("What Jarvis did in a period: actions done, failed, refused and waiting.")]
    public Task<Answer> ActivityAsync([Description("From/to as an ISO 8601 interval, or words (\"last week\"); today when left out")] string? period = null, CancellationToken cancel = default) =>
        activity.TellAsync(period, cancel);

    [KernelFunction("export_ledger"), Description("Exports the ledger as a CSV file.")]
    public Task<Answer> ExportLedgerAsync([Description("From/to as an ISO 8601 interval, or words (\"last week\"); everything when left out")] string? period = null, CancellationToken cancel = default) =>
        activity.ExportAsync(period, cancel);

    [KernelFunction("clearance"), Description("Tells the clearances in force.")]
    public Answer Clearance()
    {
        var own = catalog.Domains.Select(d => (d.Title, Level: controls.Own(d.Name))).Where(d => d.Level is not null).ToList();
        return new Answer($"The clearance is **{controls.Overall.Word()}**{(controls.Paused ? ", and Jarvis is paused" : "")}." + (own.Count == 0 ? "" : "\n\n" + string.Join('\n', own.Select(d => $"- {d.Title}: {d.Level!.Value.Word()}"))));
    }

    [KernelFunction("channels"), Description("Where Jarvis is connected: each channel's state, last message in and out, failures.")]
    public Answer Channels()
    {
        var rows = channels.All.OrderBy(c => c.Key, StringComparer.Ordinal).ToList();
        var connected = rows.Where(r => r.Value.Health == ChannelHealth.Connected).Select(r => r.Key).ToList();
        return new Answer(connected.Count == 0 ? "I am connected nowhere yet." : $"I am connected on {string.Join(", ", connected)}.")
        {
            Table = new Table(["Channel", "State", "Last in", "Last out", "Failures", "Note"],
                [.. rows.Select(r => (IReadOnlyList<string>)[r.Key, Standing(r.Value), Clock(r.Value.LastIn), Clock(r.Value.LastOut), Failures(r.Value), r.Value.Note])]),
        };
    }

    [KernelFunction("set_clearance"), GovernsJarvis, Description("Sets how far Jarvis may go without asking, over all or for one domain. Raising it is always asked for.")]
    public PlannedAction SetClearance([Description("READ_ONLY, SUGGEST, MODIFY_SAFE, MODIFY_PRODUCTION or FULL_AUTONOMY")] string level, [Description("A domain's name; all when left out")] string? domain = null)
    {
        if (!ClearanceNames.TryParse(level, out var wanted)) throw new BadRequestException($"\"{level}\" is no clearance. Write one of {ClearanceNames.Allowed}.");
        if (domain is not null && catalog.Domains.All(d => d.Name != domain)) throw new BadRequestException($"There is no domain \"{domain}\". There are: {string.Join(", ", catalog.Domains.Select(d => d.Name))}.");
        var now = domain is null ? controls.Overall : controls.Own(domain) ?? controls.Overall;
        var where = domain is null ? "all domains" : catalog.TitleOf(domain);
        return new PlannedAction
        {
            What = $"Set the clearance of {where} to {wanted.Word()}",
            Needs = ClearanceLevel.FullAutonomy,
            Targets = [domain ?? "all"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["from"] = now.Word(), ["to"] = wanted.Word() },
            AlwaysAsk = wanted > now,
            Idempotent = true,
            Undo = $"set it back to {now.Word()}",
            Risk = wanted > now ? Risk.High : Risk.Low,
            RiskNote = wanted > now ? "Jarvis does more without asking" : null,
            Commit = async (context, cancel) =>
            {
                await controls.SetClearanceAsync(domain, wanted, context.DecidedBy, cancel);
                await ledger.WriteAsync(domain ?? "jarvis", "setting", context.DecidedBy, $"Clearance of {where}: {now.Word()} to {wanted.Word()}.", cancel);
                return new Outcome($"The clearance of {where} is now {wanted.Word()}.") { Undo = new FunctionCall("jarvis.set_clearance", ("level", now.Word()), ("domain", domain)) };
            },
        };
    }

    [KernelFunction("pause"), GovernsJarvis, Description("Stops everything: no action runs until the owner says resume.")]
    public PlannedAction Pause() => Switch("Pause: run no action until you say \"resume\"", "say \"resume\"", true, "Paused. I still look and answer, but do nothing until you say \"resume\".", "jarvis.resume");

    [KernelFunction("resume"), GovernsJarvis, Description("Ends a pause.")]
    public PlannedAction Resume() => Switch("Resume work", "say \"stop everything\"", false, "I am back at work.", "jarvis.pause");

    [KernelFunction("standing_approvals"), Description("Lists what the owner has approved for good.")]
    public async Task<Answer> StandingApprovalsAsync(CancellationToken cancel)
    {
        var inForce = await standing.InForceAsync(cancel);
        if (inForce.Count == 0) return new Answer("Nothing is approved for good.");
        return new Answer($"{inForce.Count} standing {(inForce.Count == 1 ? "approval is" : "approvals are")} in force. \"withdraw standing approval {inForce[0].Id}\" ends one.")
        {
            Table = new Table(["No", "Function", "Only with", "At most", "Until", "Granted by"],
                [.. inForce.Select(s => (IReadOnlyList<string>)[$"{s.Id}", s.Function, s.BoundsJson == "{}" ? "any" : s.BoundsJson, $"{s.Limit} in {TimeSpan.FromSeconds(s.PerSeconds):g}", s.Until is { } until ? $"{until:yyyy-MM-dd}" : "withdrawn", s.FromSetting is null ? s.GrantedBy : $"settings ({s.FromSetting})"])]),
        };
    }

    [KernelFunction("withdraw_standing_approval"), GovernsJarvis, Description("Ends a standing approval.")]
    public async Task<PlannedAction> WithdrawAsync([Description("The standing approval's number")] int number, CancellationToken cancel)
    {
        var known = (await standing.InForceAsync(cancel)).FirstOrDefault(s => s.Id == number)
            ?? throw new BadRequestException($"There is no standing approval {number} in force. \"standing approvals\" lists them.");
        return new PlannedAction
        {
            What = $"Withdraw standing approval {number} for {known.Function}",
            Needs = ClearanceLevel.FullAutonomy,
            Targets = [number.ToString(CultureInfo.InvariantCulture)],
            Idempotent = true,
            Undo = $"say \"always\" to the next question about {known.Function}",
            Commit = async (context, token) =>
            {
                await standing.WithdrawAsync(number, context.DecidedBy, token);
                return new Outcome($"Standing approval {number} is withdrawn. From now on I ask before {known.Function}.");
            },
        };
    }

    [KernelFunction("backup"), GovernsJarvis, Description("Copies Jarvis's database to a file in the storage folder while Jarvis works, and checks the copy.")]
    public PlannedAction BackUp() => new()
    {
        What = "Back up the database",
        Needs = ClearanceLevel.Suggest,
        Targets = ["database"],
        Idempotent = true,
        Commit = async (_, cancel) =>
        {
            var written = await Task.Run(() => backup.Write(), cancel);
            return new Outcome(string.Create(CultureInfo.InvariantCulture, $"Backed up to {written.Path} ({written.Bytes / 1024.0:#,0} KiB), and checked."));
        },
    };

    private PlannedAction Switch(string what, string undo, bool paused, string said, string undoFunction) => new()
    {
        What = what,
        Needs = ClearanceLevel.FullAutonomy,
        Targets = ["jarvis"],
        Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["was"] = controls.Paused ? "paused" : "at work" },
        // Going back to work is raising what Jarvis may do; the owner's plain word is enough, a model's is not.
        Idempotent = true,
        Undo = undo,
        Commit = async (context, cancel) =>
        {
            await controls.PauseAsync(paused, context.DecidedBy, cancel);
            await ledger.WriteAsync("jarvis", "setting", context.DecidedBy, paused ? "Paused." : "Resumed.", cancel);
            return new Outcome(said) { Undo = new FunctionCall(undoFunction) };
        },
    };

    private string Standing(ChannelState state) => state.Health switch
    {
        ChannelHealth.NotConfigured => "not configured",
        ChannelHealth.Connected when state.UnreachableSince is { } since => $"connected, but nothing sent since {Clock(since)}",
        ChannelHealth.Down => $"down since {Clock(state.UnreachableSince ?? state.Since)}",
        var health => health.ToString().ToLowerInvariant(),
    };

    private string Failures(ChannelState state) => state.Failures == 0 ? "" : $"{state.Failures}, the last {Clock(state.LastFailureAt)}: {state.LastFailure}";

    private string Clock(DateTimeOffset? at) => at is { } known ? business.Value.Local(known).ToString("d MMM HH:mm", CultureInfo.InvariantCulture) : "";

    private static string Short(string text) => text.Length <= 140 ? text : text[..139] + "…";
}
