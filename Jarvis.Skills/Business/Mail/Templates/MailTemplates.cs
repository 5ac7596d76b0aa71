using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Business.Mail.Templates;

/// <summary>
/// The templates in prompts/mail: Markdown files that begin with "---", the lines "subject: …" and "for: …", and "---". Read again when they are asked
/// for, so that what the owner changes counts at once.
/// </summary>
public sealed class MailTemplates
{
    private const string Edge = "---";
    private readonly string folder;

    public MailTemplates() : this(Path.Combine(AppContext.BaseDirectory, "prompts", "mail")) { }

    internal MailTemplates(string folder) => this.folder = folder;

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<MailTemplate> All() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(f => Read(Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)))]
        : [];

    /// <summary>The templates for a purpose: "lead.first_answer".</summary>
    public IReadOnlyList<MailTemplate> For(string purpose) => [.. All().Where(t => string.Equals(t.For, purpose, StringComparison.OrdinalIgnoreCase))];

    public MailTemplate? Find(string name) => All().FirstOrDefault(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="BadRequestException">There is none of that name.</exception>
    public MailTemplate Need(string name) => Find(name)
        ?? throw new BadRequestException($"There is no template \"{name}\". {(All() is { Count: > 0 } all ? $"There are: {string.Join(", ", all.Select(t => t.Name))}." : "Write one to prompts/mail.")}");

    /// <exception cref="BadRequestException">The file does not begin as a template does.</exception>
    internal static MailTemplate Read(string name, string file)
    {
        var lines = file.ReplaceLineEndings("\n").Split('\n');
        var end = lines[0].Trim() == Edge ? Array.FindIndex(lines, 1, l => l.Trim() == Edge) : -1;
        if (end < 0) throw Wrong(name, "must begin with a line \"---\", lines such as \"subject: Your question\" and \"for: lead.first_answer\", and a line \"---\"");
        var head = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines[1..end].Where(l => l.Trim().Length > 0))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || line[..colon].Trim() is not ("subject" or "for")) throw Wrong(name, $"has \"{line.Trim()}\" at its top; allowed are \"subject: …\" and \"for: …\"");
            head[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
        if (!head.TryGetValue("subject", out var subject) || subject.Length == 0) throw Wrong(name, "has no subject; write \"subject: …\" at its top");
        return new MailTemplate(name, head.GetValueOrDefault("for", ""), subject, string.Join('\n', lines[(end + 1)..]).Trim());
    }

    private static BadRequestException Wrong(string name, string what) => new($"The template prompts/mail/{name}.md {what}.");
}
