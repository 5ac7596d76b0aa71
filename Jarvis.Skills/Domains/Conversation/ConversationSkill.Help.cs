using System.ComponentModel;
using Jarvis.Skills.Answers;
using Microsoft.SemanticKernel;

namespace Jarvis.Skills.Domains.Conversation;

internal sealed partial class ConversationSkill
{
    [KernelFunction("help"), Description("Shows what can be asked, of everything or of one topic.")]
    public Answer Help([Description("A domain or a word: \"services\"; everything when left out")] string? topic = null)
    {
        var all = phrases.All;
        if (!string.IsNullOrWhiteSpace(topic) && About(all, topic) is { Count: > 0 } found) return Topic(found, topic.Trim());
        var lines = domains.Where(d => all.Any(p => p.Domain == d.Name))
            .Select(d => $"- **{d.Title}**: {string.Join(", ", all.Where(p => p.Domain == d.Name).Take(3).Select(p => $"\"{p.Say[0]}\""))}").ToList();
        var lead = string.IsNullOrWhiteSpace(topic) ? "You can ask in your own words, for instance:" : $"I know nothing about \"{topic}\". What you can ask:";
        return new Answer($"{lead}\n\n{string.Join('\n', lines)}\n\n\"help with …\" shows more of one topic.")
        {
            Next = [.. domains.Where(d => all.Any(p => p.Domain == d.Name)).Take(3).Select(d => $"help with {d.Title.ToLowerInvariant()}")],
            Data = all.Select(p => new { function = p.Function, what = p.What, say = p.Say[0] }),
        };
    }

    private static Answer Topic(List<Phrases> found, string topic)
    {
        var lines = found.Take(12).Select(p => $"- {p.What.TrimEnd('.')}: {string.Join(", ", p.Say.Take(3).Select(s => $"\"{s}\""))}");
        return new Answer($"About {topic} you can ask:\n\n{string.Join('\n', lines)}") { Next = [.. found.SelectMany(p => p.Say.Take(1)).Where(s => s.Length <= 40).Take(3)] };
    }

    /// <summary>A whole domain when the topic names one, otherwise the functions whose description or examples hold the words.</summary>
    private List<Phrases> About(IReadOnlyList<Phrases> all, string topic)
    {
        var words = topic.ToLowerInvariant().Split([' ', '?', '!', '.', ','], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 2 && w is not "the" and not "and" and not "with").Select(Stem).ToList();
        if (words.Count == 0) return [];
        var domain = domains.FirstOrDefault(d => words.All(w => $"{d.Name} {d.Title}".Contains(w, StringComparison.OrdinalIgnoreCase)));
        return domain is not null ? [.. all.Where(p => p.Domain == domain.Name)]
            : [.. all.Where(p => words.All(w => $"{p.Function} {p.What} {string.Join(' ', p.Say)}".Contains(w, StringComparison.OrdinalIgnoreCase)))];

        static string Stem(string word) => word.Length > 4 && word.EndsWith('s') ? word[..^1] : word;
    }
}
