using Jarvis.Bot.Alerts;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Dashboard;

/// <summary>Rows of a small company on a middling day, for pictures and for pages that need something to show.</summary>
internal static class SampleBusiness
{
    public static ScriptedPanel Services()
    {
        var random = new Random(7);
        var panel = new ScriptedPanel();
        IReadOnlyList<double> Trend(double level, double noise, int from = 60, double factor = 1) =>
            [.. Enumerable.Range(0, 60).Select(i => (level + (noise * random.NextDouble())) * (i >= from ? factor : 1))];
        IReadOnlyList<(string, string)> Facts(string p95, string uptime) => [("p50", "38 ms"), ("p95", p95), ("Uptime, 24 h", uptime), ("Errors", "0.1 %")];
        panel.Show(new PanelContent(
        [
            new("license-server", PanelState.Bad, "down for 2 min, restarting (1 of 3)") { Trend = [.. Trend(45, 15).Take(52), .. Enumerable.Repeat(double.NaN, 8)], TrendTitle = "response time, ms", Facts = Facts("88 ms", "99.2 %"), Say = "history of license-server" },
            new("checkout", PanelState.Warn, "slower than usual, 412 ms") { Trend = Trend(140, 40, 44, 2.7), TrendTitle = "response time, ms", Facts = Facts("512 ms", "100 %"), Say = "history of checkout" },
            new("website", PanelState.Good, "up, 84 ms") { Trend = Trend(80, 22), TrendTitle = "response time, ms", Facts = Facts("120 ms", "100 %"), Say = "history of website" },
            new("downloads-cdn", PanelState.Good, "up, 36 ms") { Trend = Trend(34, 9), TrendTitle = "response time, ms", Facts = Facts("61 ms", "100 %"), Say = "history of downloads-cdn" },
            new("postgres", PanelState.Good, "up, 3 ms") { Trend = Trend(3, 1.5), TrendTitle = "response time, ms", Facts = Facts("6 ms", "100 %"), Say = "history of postgres" },
            new("forum", PanelState.Neutral, "maintenance until 15:00"),
        ])
        {
            Figures = [new("Uptime today", "99.8 %") { State = PanelState.Warn, Note = "1 outage" }, new("Orders today", "14") { Note = "11 by this time yesterday" }, new("Revenue today", "1,846.00 EUR") { State = PanelState.Good, Note = "+18 % on a usual day" }],
        });
        return panel;
    }

    public static async Task FillAsync(PageHost host)
    {
        var now = TimeProvider.System.GetUtcNow();
        var states = host.Get<ChannelStates>();
        states.Set("telegram", ChannelHealth.Connected);
        states.Set("web", ChannelHealth.Connected);
        states.Set("console", ChannelHealth.Connected);
        states.Set("ntfy", ChannelHealth.NotConfigured, "write Alerts:Ntfy:Topic in appsettings.json");
        await host.AddAsync(
            Waiting(2, "sales", "Send the follow-up e-mail to Greta Lindqvist", "She asked about 25 studio licences on Thursday and nobody has answered.", "one deal of about 4,900 EUR", Risk.Low, recipients: 1, preview: "Dear Greta,\n\nthank you for asking about licences for your studio. For 25 seats the list price is …\n\nKind regards"),
            Waiting(3, "health", "Scale checkout from 1 to 2 replicas", "p95 has been 2.7 times its usual level for 40 minutes while orders rose by 30 %.", "checkout back to about 150 ms", Risk.Medium, cost: 1200, undo: "scale back to 1"),
            Waiting(4, "marketing", "Pause the campaign \"Spring bundle\"", "It spent 310 EUR in seven days and brought one order of 49 EUR.", "saves about 1,300 EUR a month", Risk.Low, undo: "resume the campaign"),
            new ActionRecord { Id = 1, Domain = "health", Function = "health.restart", ArgumentsJson = "{}", Fingerprint = "f", CauseKey = "c1", What = "Restart license-server", Why = "Down.", State = ActionState.Done, Result = "Restarted; up again after 12 s.", DecidedBy = "standing approval 1", DecidedAt = now.AddMinutes(-50), EndedAt = now.AddMinutes(-49), ProposedAt = now.AddMinutes(-50), SavedSeconds = 900, Needs = ClearanceLevel.ModifyProduction },
            new LedgerEntry { At = now.AddMinutes(-50), ActionNumber = 1, Domain = "health", Kind = "proposed", Who = "health agent", Text = "Restart license-server" },
            new LedgerEntry { At = now.AddMinutes(-50), ActionNumber = 1, Domain = "health", Kind = "started", Who = "standing approval 1", Text = "Standing approval 1 covers restarts, 3 in 5 minutes." },
            new LedgerEntry { At = now.AddMinutes(-49), ActionNumber = 1, Domain = "health", Kind = "done", Who = "Jarvis", Text = "Restarted; up again after 12 s." },
            new LedgerEntry { At = now.AddMinutes(-30), ActionNumber = 2, Domain = "sales", Kind = "asked", Who = "gate", Text = "An e-mail to a customer is asked for at MODIFY_SAFE." });
        await host.AddAsync(
            new Alert { Key = "service:license-server:down", OpenKey = "service:license-server:down", Domain = "health", Severity = Severity.Critical, Title = "license-server is down", Text = "HTTP **503** since 2 min; restart 1 of 3 runs.", OpenedAt = now.AddMinutes(-2) },
            new Alert { Key = "service:activation:down", OpenKey = "service:activation:down", Parent = "service:license-server:down", Domain = "health", Severity = Severity.Warning, Title = "activation is unreachable", Text = "Its parent is down.", OpenedAt = now.AddMinutes(-2) },
            new Alert { Key = "service:website:down", Domain = "health", Severity = Severity.Critical, Title = "website is down", Text = "…", OpenedAt = now.AddHours(-30), ResolvedAt = now.AddHours(-29.8), State = AlertState.Resolved, How = "Restarted; up again." });
        var random = new Random(3);
        for (var i = 0; i < 288; i++)
            await host.Get<MetricStore>().RecordAsync([new("health.checkout.p95_ms", "ms", 150 + (40 * Math.Sin(i / 30.0)) + (25 * random.NextDouble()) + (i > 276 ? 260 : 0))], now.AddMinutes(-5 * (288 - i)), CancellationToken.None);
        string[] events = ["order.placed|Order 1048: Reverb Studio, 2 licences|19800", "lead.arrived|Tomás Rivera (Casa Sonido) asks about a site licence|", "ticket.opened|Cannot activate on a second computer|", "service.recovered|license-server is up again|", "order.placed|Order 1047: Drum Kit Vol. 3|4900", "service.down|license-server does not answer (HTTP 503)|"];
        for (var i = events.Length - 1; i >= 0; i--)
        {
            var parts = events[i].Split('|');
            await host.AddAsync(new BusinessEvent { Type = parts[0], Key = $"e{i}", At = now.AddMinutes(-3 * (i + 1) * (i + 1)), Subject = parts[1], Text = parts[1], AmountMinor = parts[2].Length > 0 ? long.Parse(parts[2]) : null, Currency = "EUR" });
        }
        await ChatAsync(host, now);
    }

    private static async Task ChatAsync(PageHost host, DateTimeOffset now)
    {
        Task Mine(string text, int ago, InboundKind kind = InboundKind.Text) => host.AddAsync(new InboxMessage
        {
            Channel = "web", ExternalId = Guid.NewGuid().ToString("n"), Address = "owner", SenderId = "owner", Text = text, Kind = kind, At = now.AddMinutes(-ago), State = InboxState.Answered,
        });
        Task Theirs(OutboundPart part, int ago) => host.SayAsync(part, at: now.AddMinutes(-ago));
        OutboundPart Part(string text) => new() { Address = "owner", Markdown = text };

        await Theirs(Part("Good morning. I watch **6 services** and **3 domains** for Northwind Audio. One thing happened overnight: *license-server* went down at 03:12 and was up again after 40 s."), 60);
        await Mine("status", 20);
        await Theirs(Part("Five of six services are up; **checkout** answers in 412 ms, 2.7 times as slow as usual.") with
        {
            Table = new Table(["Service", "State", "p95", "Uptime 24 h"], [["website", "up", "120 ms", "100 %"], ["checkout", "slow", "512 ms", "100 %"], ["license-server", "up", "88 ms", "99.2 %"], ["downloads-cdn", "up", "61 ms", "100 %"]]),
            Chart = new Chart("checkout, p95", ChartKind.Line, [new("p95", [.. Enumerable.Range(0, 48).Select(i => new ChartPoint(150 + (30 * Math.Sin(i / 3.0)) + (i > 36 ? 260 : 0)) { At = now.AddMinutes(-5 * (48 - i)) })])]) { Unit = "ms", Marks = [("limit", 400)] },
        }, 20);
        await Mine("d:why:3", 9, InboundKind.Button);
        await Theirs(Part("Orders rose by **30 %** since noon and one replica of checkout is at 94 % CPU. Two replicas held 150 ms at this load on 12 March.\n\n- cost: 12.00 EUR a month\n- undo: *scale back to 1*"), 9);
        await Theirs(Part("❓ **#3 Scale checkout from 1 to 2 replicas** · System health\n\n**Risk:** medium · **Cost:** 12.00 EUR · **Undo:** scale back to 1") with
        {
            Buttons = [[new("Approve", "d:approve:3"), new("Reject", "d:reject:3"), new("Why", "d:why:3")], [new("Edit", "d:edit:3"), new("Snooze", "d:snooze:3"), new("Always", "d:always:3")]],
        }, 8);
    }

    private static ActionRecord Waiting(int id, string domain, string what, string why, string benefit, Risk risk, int recipients = 0, long? cost = null, string? undo = null, string? preview = null) => new()
    {
        Id = id, Domain = domain, Function = $"{domain}.do", ArgumentsJson = "{}", Fingerprint = "f", CauseKey = $"c{id}", What = what, Why = why, Benefit = benefit, Risk = risk,
        Recipients = recipients, CostMinor = cost, Currency = cost is null ? null : "EUR", UndoText = undo, Preview = preview, State = ActionState.Waiting,
        ProposedAt = TimeProvider.System.GetUtcNow().AddMinutes(-8), ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(23), PromptId = id, Needs = ClearanceLevel.ModifySafe,
    };
}
