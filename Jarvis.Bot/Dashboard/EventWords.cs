namespace Jarvis.Bot.Dashboard;

/// <summary>"lead.arrived" as people say it: "Lead arrived".</summary>
internal static class EventWords
{
    public static string Of(string type)
    {
        var words = type.Replace('.', ' ').Replace('_', ' ').Trim();
        return words.Length == 0 ? "Event" : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
