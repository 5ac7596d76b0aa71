using Jarvis.Skills.Answers;
using Jarvis.Skills.Domains;

namespace Jarvis.Bot.Reports;

/// <summary>A report, written and not yet shown.</summary>
/// <param name="Heading">"Briefing, Monday 23 November".</param>
/// <param name="Headline">All of it in two sentences.</param>
/// <param name="Missing">Sections that could not be written, with the reason.</param>
internal sealed record Report(string Heading, string Headline, IReadOnlyList<WrittenSection> Sections, IReadOnlyList<string> Missing)
{
    public bool Untrusted => Sections.Any(s => s.Text.Untrusted);

    public Chart? FirstChart => Sections.Select(s => s.Text.Chart).FirstOrDefault(c => c is not null);

    public string Markdown()
    {
        var parts = Sections.Select(s => $"### {s.Title}\n\n{s.Text.Markdown.Trim()}").Prepend($"## {Heading}\n\n{Headline}").ToList();
        if (Missing.Count > 0) parts.Add($"*Not in this report: {string.Join("; ", Missing)}.*");
        return string.Join("\n\n", parts);
    }
}

internal sealed record WrittenSection(string Title, SectionText Text);
