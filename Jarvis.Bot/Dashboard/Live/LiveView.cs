using Jarvis.Bot.Alerts;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Bot.Dashboard.Live;

/// <summary>
/// Keeps one <see cref="LiveSnapshot"/> for all open pages: read again when something says that it changed, at most twice a second,
/// and every few seconds besides. Reads nothing while nobody looks.
/// </summary>
internal sealed partial class LiveView(
    IDbContextFactory<JarvisDb> databases, IEnumerable<ILivePanel> panels, EventStream events, Ledger ledger, WebFeed feed,
    ChannelStates channels, Controls controls, Pairing pairing, PageTime clock, TimeProvider time, ILogger<LiveView> log) : IAsyncDisposable
{
    public const int MostDecisions = 50;
    public const int MostAlerts = 50;
    public const int MostEvents = 20;
    public static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(5);

    private readonly ILivePanel[] panels = [.. panels.OrderBy(p => p.Order)];
    private readonly Lock watching = new();
    private event Action? Read;
    private Throttle? throttle;
    private ITimer? timer;
    private int watchers;

    public LiveSnapshot Now { get; private set; } = new(DateTimeOffset.MinValue);

    /// <summary>Reads for as long as the result is not disposed of; the callback is told of each new snapshot.</summary>
    public IAsyncDisposable Watch(Action changed)
    {
        lock (watching)
        {
            Read += changed;
            if (watchers++ == 0) Start();
            throttle!.Ask();
        }
        return new Watcher(this, changed);
    }

    public async ValueTask DisposeAsync()
    {
        timer?.Dispose();
        if (throttle is not null) await throttle.DisposeAsync();
    }

    private void Start()
    {
        throttle = new Throttle(time, Throttle.TwiceASecond, RefreshAsync);
        timer = time.CreateTimer(_ => Ask(), state: null, AtLeastEvery, AtLeastEvery);
        foreach (var panel in panels) panel.Changed += Ask;
        events.Published += OnEvent;
        feed.Changed += OnMessage;
        ledger.Changed += Ask;
        pairing.CurrentCodeChanged += Ask;
    }

    private async ValueTask EndAsync(Action changed)
    {
        Throttle? ended = null;
        lock (watching)
        {
            Read -= changed;
            if (--watchers > 0) return;
            timer?.Dispose();
            foreach (var panel in panels) panel.Changed -= Ask;
            events.Published -= OnEvent;
            feed.Changed -= OnMessage;
            ledger.Changed -= Ask;
            pairing.CurrentCodeChanged -= Ask;
            (ended, throttle) = (throttle, null);
        }
        if (ended is not null) await ended.DisposeAsync();
    }

    private void Ask() => throttle?.Ask();

    private void OnEvent(BusinessEvent happened) => Ask();

    private void OnMessage(string address) => Ask();

    private async Task RefreshAsync(CancellationToken cancel)
    {
        try
        {
            Now = await ReadAsync(cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CannotRead(failure);
            Now = Now with { Trouble = "The store cannot be read just now; what you see may be old." };
        }
        Read?.Invoke();
    }

    private async Task<LiveSnapshot> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var views = new List<PanelView>(panels.Length);
        foreach (var panel in panels) views.Add(await ReadAsync(panel, cancel));

        await using var db = await databases.CreateDbContextAsync(cancel);
        var yesterday = now.AddDays(-1);
        return new LiveSnapshot(now)
        {
            Panels = views,
            Figures = [.. views.SelectMany(v => v.Content?.Figures ?? []), .. await OwnFiguresAsync(db, now, cancel)],
            Decisions = await db.Set<ActionRecord>().AsNoTracking()
                .Where(a => (a.State == ActionState.Waiting || a.State == ActionState.Interrupted) && (a.SnoozedUntil == null || a.SnoozedUntil <= now))
                .OrderByDescending(a => a.Id).Take(MostDecisions).ToListAsync(cancel),
            Alerts = await db.Set<Alert>().AsNoTracking().Where(a => a.ResolvedAt == null)
                .OrderByDescending(a => a.Severity).ThenByDescending(a => a.OpenedAt).Take(MostAlerts).ToListAsync(cancel),
            Events = await db.Set<BusinessEvent>().AsNoTracking().OrderByDescending(e => e.Id).Take(MostEvents).ToListAsync(cancel),
            Channels = [.. channels.All.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))],
            Clearance = controls.Overall.Word(),
            Paused = controls.PausedValue,
            PairingCode = pairing.CurrentCode,
            NotDelivered = [.. (await db.Set<OutboxMessage>().Where(m => m.State == OutboxState.Failed && m.At >= yesterday)
                .GroupBy(m => m.Channel).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel)).Select(g => (g.Key, g.Count))],
        };
    }

    /// <summary>What Jarvis itself did today, on the owner's calendar.</summary>
    private async Task<IEnumerable<PanelFigure>> OwnFiguresAsync(JarvisDb db, DateTimeOffset now, CancellationToken cancel)
    {
        var today = clock.StartOfDay(now);
        var done = await db.Set<ActionRecord>().Where(a => a.EndedAt >= today && a.State == ActionState.Done).Select(a => a.SavedSeconds).ToListAsync(cancel);
        var failed = await db.Set<ActionRecord>().CountAsync(a => a.EndedAt >= today && a.State == ActionState.Failed, cancel);
        var saved = TimeSpan.FromSeconds(done.Sum());
        return
        [
            new PanelFigure("Done by Jarvis today", $"{done.Count}")
            {
                State = failed > 0 ? PanelState.Warn : PanelState.Neutral,
                Note = failed > 0 ? $"{failed} failed" : saved >= TimeSpan.FromMinutes(1) ? $"saved {PageTime.Span(saved)}" : "",
            },
        ];
    }

    private async Task<PanelView> ReadAsync(ILivePanel panel, CancellationToken cancel)
    {
        try
        {
            return new PanelView(panel.Title, await panel.ReadAsync(cancel));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CannotReadPanel(panel.Title, failure);
            return new PanelView(panel.Title, null);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The page's live view could not be read.")]
    private partial void CannotRead(Exception failure);

    [LoggerMessage(LogLevel.Warning, "The panel {Panel} could not be read.")]
    private partial void CannotReadPanel(string panel, Exception failure);

    private sealed class Watcher(LiveView view, Action changed) : IAsyncDisposable
    {
        private int ended;

        public ValueTask DisposeAsync() => Interlocked.Exchange(ref ended, 1) == 0 ? view.EndAsync(changed) : ValueTask.CompletedTask;
    }
}
