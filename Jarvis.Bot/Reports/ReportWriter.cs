using Jarvis.Bot.Autonomy;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Reports;

/// <summary>Has every domain write its section, all at once. One that fails or takes too long is named as missing, and the others are sent.</summary>
internal sealed partial class ReportWriter(IEnumerable<IReportSection> sections, Headline headline, TimeProvider time, ILogger<ReportWriter> log)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public async Task<Report> WriteAsync(string heading, ReportPeriod period, CancellationToken cancel)
    {
        var ordered = sections.OrderBy(s => s.Order).ThenBy(s => s.Title, StringComparer.Ordinal).ToList();
        var written = await Task.WhenAll(ordered.Select(s => SectionAsync(s, period, cancel)));
        return new Report(heading, await headline.WriteAsync(period, cancel),
            [.. written.Where(w => w.Section is not null).Select(w => w.Section!)],
            [.. written.Where(w => w.Missing is not null).Select(w => w.Missing!)]);
    }

    private async Task<(WrittenSection? Section, string? Missing)> SectionAsync(IReportSection section, ReportPeriod period, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            var text = await Task.Run(() => section.WriteAsync(period, either.Token), CancellationToken.None).WaitAsync(Limit, time, cancel);
            return text is null || string.IsNullOrWhiteSpace(text.Markdown) ? default : (new WrittenSection(section.Title, text), null);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            SectionFailed(e, section.Title);
            var why = e is TimeoutException or OperationCanceledException ? $"took longer than {Limit.TotalSeconds:0} s" : Cause.Of(e);
            return (null, $"{section.Title} ({why})");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The report's section {Section} could not be written.")]
    private partial void SectionFailed(Exception error, string section);
}
