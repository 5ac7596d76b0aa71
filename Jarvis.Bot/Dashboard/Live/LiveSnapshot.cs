using Jarvis.Bot.Alerts;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Dashboard.Live;

/// <summary>The business as the page shows it at one moment; shared by all open pages.</summary>
internal sealed record LiveSnapshot(DateTimeOffset At)
{
    public IReadOnlyList<PanelView> Panels { get; init; } = [];

    public IReadOnlyList<PanelFigure> Figures { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<ActionRecord> Decisions { get; init; } = [];

    /// <summary>Unresolved, the gravest first.</summary>
    public IReadOnlyList<Alert> Alerts { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<BusinessEvent> Events { get; init; } = [];

    public IReadOnlyList<(string Name, ChannelState State)> Channels { get; init; } = [];

    /// <summary>Messages of the last day that reached nobody, by channel.</summary>
    public IReadOnlyList<(string Channel, int Count)> NotDelivered { get; init; } = [];

    /// <summary>"MODIFY_SAFE": how far Jarvis goes without asking, over all domains.</summary>
    public string Clearance { get; init; } = "";

    /// <summary>Who paused Jarvis, and when; null while it works.</summary>
    public ControlValue? Paused { get; init; }

    /// <summary>The code that connects the owner's first chat channel; null once one is connected.</summary>
    public ShownCode? PairingCode { get; init; }

    /// <summary>Set when the store could not be read: what is shown is older than it should be.</summary>
    public string? Trouble { get; init; }
}

/// <summary>A domain's panel; without content it could not be read.</summary>
internal sealed record PanelView(string Title, PanelContent? Content);
