namespace Jarvis.Bot.Dashboard;

/// <summary>Whether what the page shows is invented. Set by <c>--demo</c>.</summary>
internal sealed record DashboardMode(bool Simulation);
