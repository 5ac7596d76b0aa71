using System.Text;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Channels.Rendering;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Governance;

/// <summary>Decisions as people mistype them, and as nobody would: each is answered, and none decides what it does not name.</summary>
public sealed class DecisionFuzzTests
{
    private static readonly string[] Pieces =
    [
        "approve", "ok", "yes", "reject", "undo", "why", "snooze", "always", "edit", "all", "shop", "for", "2 hours", "30 days", "because", "too dear", "and", ",", "12", "1", "0", "-3", "999999999",
        "99999999999999999999", "#1", "1-4", "service=backend", "service=", "=", "?", "!", "restarts of backend", "everything", "not", "don't", "\n", "👍",
    ];

    [Fact]
    public async Task Any_words_are_answered_and_only_what_is_approved_by_name_runs()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var bait = await jarvis.ActAsync(new FunctionCall("shop.restart", ("service", "backend")));
        Assert.Equal(ActionState.Waiting, bait.State);
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var text = i % 5 == 0 ? Hostile.Text(i) : Words(random);
            // What approves the bait in so many words may do so; "0", "-3" or a stray "because" may not.
            if (DecisionWords.Read(text) is { Verb: DecisionVerb.Approve or DecisionVerb.Always or DecisionVerb.Reject or DecisionVerb.Snooze or DecisionVerb.Edit } decision && (decision.Numbers.Count == 0 || decision.Numbers.Contains(bait.Number))) continue;
            var kind = i % 7 == 0 ? InboundKind.Button : InboundKind.Text;
            if (kind == InboundKind.Button && text.StartsWith("d:", StringComparison.Ordinal)) continue;
            var answer = await jarvis.SayAsync(text.Trim().Length == 0 ? "." : text, kind: kind);
            Assert.NotEmpty(answer.Trim());
            Assert.DoesNotContain("went wrong on my side", answer, StringComparison.Ordinal);
        }
        Assert.Equal(ActionState.Waiting, (await jarvis.ActionAsync(bait.Number)).State);
    }

    private static string Words(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 7); i > 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(6) == 0 ? "" : " ");
        return text.ToString();
    }
}
