using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Jarvis.Skills.Answers;

/// <summary>
/// What a read function returns: one sentence, and where they help a table, a chart, files and the data behind them.
/// </summary>
/// <param name="Sentence">Says the result with its figures. Markdown.</param>
public sealed record Answer(string Sentence)
{
    public Table? Table { get; init; }

    public Chart? Chart { get; init; }

    public IReadOnlyList<AnswerFile> Files { get; init; } = [];

    /// <summary>The figures behind the sentence, for a model; serialised as JSON.</summary>
    public object? Data { get; init; }

    /// <summary>True when it carries text from outside (a ticket, a log): whatever has read it is asked about each action.</summary>
    public bool Untrusted { get; init; }

    /// <summary>True for a report, which stands for itself: platforms that have cards show it as one.</summary>
    public bool IsReport { get; init; }

    /// <summary>Things the owner is likely to say next, offered as buttons.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>What a model sees of it.</summary>
    public override string ToString() => Sentence;
}

/// <summary>A file that goes to the owner with the answer.</summary>
/// <param name="ContentType">A MIME type such as text/csv.</param>
public sealed record AnswerFile(string Name, string ContentType, byte[] Content);

/// <summary>Rows under headings. Cells are text, ready to be shown.</summary>
public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public string? Title { get; init; }
}

/// <summary>How a chart draws its series.</summary>
public enum ChartKind
{
    Line,
    Bar,
}

/// <summary>A chart to be drawn for chat (PNG) or page (SVG).</summary>
public sealed record Chart(string Title, ChartKind Kind, IReadOnlyList<ChartSeries> Series)
{
    /// <summary>What the y axis measures: "ms", "%", "€".</summary>
    public string? Unit { get; init; }

    /// <summary>Horizontal lines with a name, such as a threshold.</summary>
    public IReadOnlyList<ChartMark> Marks { get; init; } = [];

    /// <summary>Shaded periods, such as an outage.</summary>
    public IReadOnlyList<ChartSpan> Spans { get; init; } = [];
}

/// <summary>A horizontal line. Not a tuple: charts are stored as JSON, which leaves a tuple's fields out.</summary>
public readonly record struct ChartMark(string Name, double Value)
{
    public static implicit operator ChartMark((string Name, double Value) mark) => new(mark.Name, mark.Value);

    public static ChartMark ToChartMark((string Name, double Value) mark) => mark;
}

/// <summary>A shaded period.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ChartSpan(DateTimeOffset From, DateTimeOffset To)
{
    public static implicit operator ChartSpan((DateTimeOffset From, DateTimeOffset To) span) => new(span.From, span.To);

    public static ChartSpan ToChartSpan((DateTimeOffset From, DateTimeOffset To) span) => span;
}

/// <summary>One line, or one group of bars.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);

/// <summary>A point in time, or a labelled bar. NaN is a gap.</summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public readonly record struct ChartPoint(double Value)
{
    public DateTimeOffset? At { get; init; }

    public string? Label { get; init; }
}
