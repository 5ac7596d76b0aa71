using Jarvis.Bot.Governance;

namespace Jarvis.Tests.Governance;

public sealed class DecisionWordsTests
{
    [Theory]
    [InlineData("approve", DecisionVerb.Approve, "")]
    [InlineData("Approve!", DecisionVerb.Approve, "")]
    [InlineData("approve it please", DecisionVerb.Approve, "")]
    [InlineData("hey Jarvis, approve 12", DecisionVerb.Approve, "12")]
    [InlineData("ok 12", DecisionVerb.Approve, "12")]
    [InlineData("yes #12", DecisionVerb.Approve, "12")]
    [InlineData("approve 12 and 13", DecisionVerb.Approve, "12,13")]
    [InlineData("approve 12, 13 and 15", DecisionVerb.Approve, "12,13,15")]
    [InlineData("approve 12-14", DecisionVerb.Approve, "12,13,14")]
    [InlineData("👍", DecisionVerb.Approve, "")]
    [InlineData("reject 12", DecisionVerb.Reject, "12")]
    [InlineData("no", DecisionVerb.Reject, "")]
    [InlineData("why 2?", DecisionVerb.Why, "2")]
    [InlineData("undo 12", DecisionVerb.Undo, "12")]
    [InlineData("snooze 12", DecisionVerb.Snooze, "12")]
    [InlineData("always 12", DecisionVerb.Always, "12")]
    [InlineData("d:approve:12", DecisionVerb.Approve, "12")]
    public void Plain_words_are_read(string said, DecisionVerb verb, string numbers)
    {
        var request = DecisionWords.Read(said);
        Assert.NotNull(request);
        Assert.Equal(verb, request.Verb);
        Assert.Equal(numbers, string.Join(',', request.Numbers));
    }

    [Theory]
    [InlineData("approve all sales", "sales")]
    [InlineData("approve everything about sales", "sales")]
    [InlineData("approve all", "")]
    [InlineData("approve everything in health", "health")]
    [InlineData("always approve restarts of backend for 30 days", "restarts of backend")]
    public void A_scope_is_read(string said, string scope) => Assert.Equal(scope, DecisionWords.Read(said)?.Scope);

    [Theory]
    [InlineData("reject 12 because too expensive", "too expensive")]
    [InlineData("reject 12: not now", "not now")]
    [InlineData("no 12, because we have no budget", "we have no budget")]
    public void A_reason_is_kept(string said, string reason)
    {
        var request = DecisionWords.Read(said);
        Assert.Equal(DecisionVerb.Reject, request?.Verb);
        Assert.Equal([12], request!.Numbers);
        Assert.Equal(reason, request.Reason);
    }

    [Theory]
    [InlineData("snooze 12 for 2 hours", 120)]
    [InlineData("snooze 12 for a day", 1440)]
    [InlineData("always approve restarts of backend for 30 days", 43200)]
    public void A_duration_is_read(string said, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), DecisionWords.Read(said)?.For);

    [Fact]
    public void An_edit_names_what_changes()
    {
        var request = DecisionWords.Read("edit 12 price=10, text=\"hello there\"");
        Assert.Equal([12], request!.Numbers);
        Assert.Equal("10", request.Changes["price"]);
        Assert.Equal("hello there", request.Changes["text"]);
    }

    [Theory]
    [InlineData("yes, I saw that the server is slow")]
    [InlineData("approve the design of the new website tomorrow")]
    [InlineData("ok thanks")]
    [InlineData("no idea")]
    [InlineData("why is the backend slow?")]
    [InlineData("how do I approve something?")]
    [InlineData("don't approve 12")]
    [InlineData("do not approve 12")]
    [InlineData("should I approve 12?")]
    [InlineData("Bob said approve 12")]
    [InlineData("approve 12 if it costs nothing")]
    [InlineData("if 12 is cheap approve it")]
    [InlineData("ok sales are good")]
    [InlineData("always late")]
    [InlineData("go home")]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("d:approve:99999999999999999999")]
    [InlineData("approve 1-99999")]
    public void What_is_not_plainly_a_decision_is_none(string said)
    {
        var request = DecisionWords.Read(said);
        Assert.True(request is null or { Verb: DecisionVerb.Why, IsBare: false }, $"{said} was read as {request}");
    }

    [Fact]
    public void No_text_makes_it_throw_or_stall()
    {
        var random = new Random(7);
        string[] words = ["approve", "reject", "12", "#", "because", "always", "for", "days", "and", ",", "all", "of", "edit", "=", "\"", "d:", "🙂", "\0", "-", "99999999999", "undo", "why", "?", "   ", "p7", "snooze"];
        for (var i = 0; i < 20_000; i++)
        {
            var said = string.Join(random.Next(3) == 0 ? "" : " ", Enumerable.Range(0, random.Next(12)).Select(_ => words[random.Next(words.Length)]));
            DecisionWords.Read(said);
        }
    }
}
