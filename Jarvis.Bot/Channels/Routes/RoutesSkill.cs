using System.ComponentModel;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;

namespace Jarvis.Bot.Channels.Routes;

/// <summary>Where briefings and alerts go, as it can be asked and said in chat.</summary>
public sealed class RoutesSkill(MessageRoutes routes, PeopleDirectory people, Outbox outbox, Ledger ledger)
{
    private const string Everywhere = "everywhere";

    [KernelFunction("list"), Description("Where briefings and alerts of each severity go: which chat channels the owner chose.")]
    public Answer List([Description("briefings, info, warning or critical; alerts for the three of them; everything when left out")] string? kind = null)
    {
        var lines = KindsOf(kind ?? "").Select(k => $"- {Capital(MessageKind.Title(k))}: {Say(routes.For(k))}").ToList();
        return new Answer(lines.Count == 1 ? $"{lines[0][2..]}." : $"This is where they go.\n\n{string.Join('\n', lines)}")
        {
            Data = MessageKind.All.Select(k => new { kind = k, channels = routes.For(k) }).ToList(),
            Next = ["send briefings everywhere"],
        };
    }

    [KernelFunction("choose"), GovernsJarvis, Description("Chooses to which chat channels briefings, or alerts of a severity, go.")]
    public async Task<PlannedAction> ChooseAsync(
        [Description("briefings, info, warning or critical; alerts for the three of them")] string kind,
        [Description("Channels such as \"telegram\" or \"telegram and discord\"; \"everywhere\" for wherever people are paired")] string channels,
        CancellationToken cancel)
    {
        var kinds = KindsOf(kind);
        var chosen = await ChannelsAsync(channels, cancel);
        var what = kinds.Count == 1 ? MessageKind.Title(kinds[0]) : kinds.Count == MessageKind.All.Count ? "briefings and alerts" : "alerts";
        var before = kinds.Select(k => Word(routes.For(k))).Distinct(StringComparer.Ordinal).ToList();
        return new PlannedAction
        {
            What = $"Send {what} {Say(chosen)}",
            Needs = ClearanceLevel.ModifySafe,
            Targets = [what],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["from"] = string.Join(" / ", before), ["to"] = Word(chosen) },
            Idempotent = true,
            Undo = $"send them {string.Join(" / ", kinds.Select(k => Say(routes.For(k))).Distinct(StringComparer.Ordinal))} again",
            Commit = async (context, token) =>
            {
                foreach (var one in kinds) await routes.ChooseAsync(one, chosen, context.DecidedBy, token);
                await ledger.WriteAsync("routes", "setting", context.DecidedBy, $"{Capital(what)} go {Say(chosen)} (before: {string.Join(" / ", before)}).", token);
                // Severities that went different ways cannot be put back by one call.
                return new Outcome($"{Capital(what)} go {Say(chosen)} from now on.") { Undo = before.Count == 1 ? new FunctionCall("routes.choose", ("kind", kind), ("channels", before[0])) : null };
            },
        };
    }

    private static IReadOnlyList<string> KindsOf(string kind) => kind.Trim().ToLowerInvariant() switch
    {
        "" => MessageKind.All,
        "briefing" or "briefings" or "report" or "reports" => [MessageKind.Briefings],
        "alert" or "alerts" => [.. MessageKind.All.Skip(1)],
        var word when MessageKind.All.FirstOrDefault(k => word == k || word == $"{k}s" || word == MessageKind.Title(k)) is { } known => [known],
        _ => throw new BadRequestException($"kind is \"{kind}\". Say briefings, alerts, or {string.Join(", ", MessageKind.All.Skip(1))} for alerts of one severity."),
    };

    /// <summary>Only where an owner is paired: what is sent elsewhere reaches nobody.</summary>
    private async Task<IReadOnlyList<string>> ChannelsAsync(string said, CancellationToken cancel)
    {
        var words = said.ToLowerInvariant().Replace(" and ", ",", StringComparison.Ordinal).Split([',', '/', '&', '+', ' '], StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.', '!')).ToList();
        if (words is [Everywhere] or ["all"] or ["all", "channels"]) return [];
        var paired = (await people.AddressesAsync(Audience.Owners, cancel)).Select(a => a.Channel).Where(outbox.Senders.ContainsKey).Distinct(StringComparer.Ordinal).ToList();
        if (words.Count > 0 && words.TrueForAll(paired.Contains)) return [.. words.Distinct(StringComparer.Ordinal)];
        throw new BadRequestException($"channels is \"{said}\". You are paired on {string.Join(", ", paired)}; say one or several of those, or \"{Everywhere}\".");
    }

    private static string Word(IReadOnlyList<string> channels) => channels.Count == 0 ? Everywhere : string.Join(", ", channels);

    private static string Say(IReadOnlyList<string> channels) => channels.Count == 0 ? "wherever you are paired" : $"to {string.Join(" and ", channels)}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
