using Jarvis.Bot.Conversations;

namespace Jarvis.Bot.Channels.Routes;

/// <summary>Kinds of messages that Jarvis sends unasked, and of which the owner chooses where they go.</summary>
public static class MessageKind
{
    public const string Briefings = "briefings";

    /// <summary>Briefings, and alerts by their severity.</summary>
    public static readonly IReadOnlyList<string> All = [Briefings, "info", "warning", "critical"];

    /// <summary>Null for what goes wherever people are paired: questions, pairing codes.</summary>
    public static string? Of(AlertNotice? alert, bool isReport) => alert?.Severity ?? (isReport ? Briefings : null);

    /// <summary>For people: "warning alerts".</summary>
    public static string Title(string kind) => kind == Briefings ? kind : $"{kind} alerts";
}
