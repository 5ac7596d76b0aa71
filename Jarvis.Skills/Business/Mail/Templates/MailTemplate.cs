using System.Text.RegularExpressions;
using Jarvis.Skills.Business.Mail.Composing;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Business.Mail.Templates;

/// <summary>
/// A mail that is written ahead, in prompts/mail/&lt;name&gt;.md. "{{name}}" is filled in as text, whoever wrote it; "{{{quote}}}" as Markdown, for
/// text of the business itself; "{{name|there}}" says what stands where the field is empty.
/// </summary>
public sealed partial class MailTemplate
{
    internal MailTemplate(string name, string purpose, string subject, string markdown) => (Name, For, Subject, Markdown) = (name, purpose, subject, markdown);

    public string Name { get; }

    /// <summary>What it is for: "lead.first_answer". Several may be for the same.</summary>
    public string For { get; }

    public string Subject { get; }

    public string Markdown { get; }

    /// <summary>The fields that must be given.</summary>
    public IReadOnlyList<string> Fields => [.. Field().Matches(Subject + Markdown).Where(m => !m.Groups["else"].Success).Select(m => m.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    /// <summary>Fills the fields in.</summary>
    /// <exception cref="BadRequestException">A field that it needs is missing or empty.</exception>
    public (string Subject, string Markdown) Render(IReadOnlyDictionary<string, string?> fields)
    {
        var missing = Fields.Where(f => string.IsNullOrWhiteSpace(fields.GetValueOrDefault(f))).ToList();
        if (missing.Count > 0) throw new BadRequestException($"The template \"{Name}\" (prompts/mail/{Name}.md) needs {string.Join(" and ", missing.Select(f => $"{{{{{f}}}}}"))}; {(missing.Count == 1 ? "it has no value" : "they have no value")} here. Write {{{{{missing[0]}|something}}}} there to say what stands instead.");
        return (Fill(Subject, fields, asText: true), Fill(Markdown, fields, asText: false));
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string?> fields, bool asText) => Field().Replace(text, match =>
    {
        var given = fields.GetValueOrDefault(match.Groups["name"].Value);
        if (string.IsNullOrWhiteSpace(given)) return match.Groups["else"].Value;
        return asText || match.Value.StartsWith("{{{", StringComparison.Ordinal) ? given.Trim() : MailMarkdown.Escape(given);
    });

    [GeneratedRegex(@"\{\{\{?\s*(?<name>[a-z][a-z0-9_]*)\s*(\|(?<else>[^{}]*))?\}?\}\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Field();
}
