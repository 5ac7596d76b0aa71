namespace Jarvis.Skills.Domains;

/// <summary>
/// What a domain shows on the page beside the chat: things with a state, and today's figures. Read again at most twice a second, and
/// only while somebody looks, so it answers from memory or with one small query. What it throws is shown as "not available" in its place.
/// </summary>
public interface ILivePanel
{
    /// <summary>Heading: "Services".</summary>
    string Title { get; }

    /// <summary>Lower comes first.</summary>
    int Order { get; }

    /// <summary>Raised when reading again would show something new. Without it the page reads every 15 seconds.</summary>
    event Action? Changed { add { } remove { } }

    Task<PanelContent> ReadAsync(CancellationToken cancel);
}

/// <summary>A panel's rows and figures; either may be empty.</summary>
/// <param name="Rows">In the order in which they are shown; the worst first serves the reader best.</param>
public sealed record PanelContent(IReadOnlyList<PanelRow> Rows)
{
    /// <summary>Shown among today's figures at the top of the page.</summary>
    public IReadOnlyList<PanelFigure> Figures { get; init; } = [];

    /// <summary>Shown instead of rows when there are none: what to write where to get some.</summary>
    public string WhenEmpty { get; init; } = "";
}

/// <summary>How a thing does, in the colours of a traffic light.</summary>
public enum PanelState
{
    /// <summary>Not known yet, paused, in maintenance.</summary>
    Neutral,
    Good,
    Warn,
    Bad,
}

/// <summary>One thing: a service, a campaign.</summary>
/// <param name="Name">As the owner calls it.</param>
/// <param name="Words">Its state in a few words: "up, 42 ms", "down for 3 min". Plain text.</param>
public sealed record PanelRow(string Name, PanelState State, string Words)
{
    /// <summary>Up to about 60 numbers, oldest first, for a sparkline; NaN leaves a gap.</summary>
    public IReadOnlyList<double> Trend { get; init; } = [];

    /// <summary>What the trend measures, for its label: "response time, ms".</summary>
    public string TrendTitle { get; init; } = "";

    /// <summary>More about it on the panel's own page: ("p95", "120 ms"), ("Uptime, 24 h", "99.9 %").</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

    /// <summary>What is said in the chat when somebody presses the row, such as "history of backend"; null when it cannot be pressed.</summary>
    public string? Say { get; init; }
}

/// <summary>One of today's figures.</summary>
/// <param name="Label">"Orders today".</param>
/// <param name="Value">Ready to be shown: "14", "1,204.50 EUR".</param>
public sealed record PanelFigure(string Label, string Value)
{
    public PanelState State { get; init; } = PanelState.Neutral;

    /// <summary>A few words under it: "12 yesterday".</summary>
    public string Note { get; init; } = "";

    public IReadOnlyList<double> Trend { get; init; } = [];
}
