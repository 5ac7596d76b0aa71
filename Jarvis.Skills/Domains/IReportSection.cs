using Jarvis.Skills.Answers;

namespace Jarvis.Skills.Domains;

/// <summary>A domain's part of the daily briefing and the weekly executive report.</summary>
public interface IReportSection
{
    /// <summary>Heading: "System health".</summary>
    string Title { get; }

    /// <summary>Lower comes first.</summary>
    int Order { get; }

    /// <summary>What happened in the period. Null when there is nothing worth a line.</summary>
    Task<SectionText?> WriteAsync(ReportPeriod period, CancellationToken cancel);
}

/// <summary>From (inclusive) to (exclusive), and which report it is.</summary>
public sealed record ReportPeriod(DateTimeOffset From, DateTimeOffset To, bool Weekly);

/// <summary>A section as Markdown, with a chart where one says more.</summary>
public sealed record SectionText(string Markdown)
{
    public Chart? Chart { get; init; }

    /// <summary>True when it quotes text from outside the business.</summary>
    public bool Untrusted { get; init; }
}
