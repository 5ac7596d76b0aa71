using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Governance;

/// <summary>Decisions by a form, as a platform with modals or cards shows it; and by people who may only ask where they are.</summary>
public sealed class DecisionFormTests
{
    private static readonly Person Owner = new() { Name = "Ada", Role = Role.Owner };
    private static readonly FunctionCall Mail = new("shop.mail", ("to", "ann@example.org"), ("text", "hello"));

    [Fact]
    public async Task Edit_asks_for_the_arguments_and_changes_only_what_was_changed()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var number = (await jarvis.ActAsync(Mail)).Number;
        var form = await jarvis.Get<DecisionForms>().FindAsync($"d:edit:{number}", Owner, CancellationToken.None);
        Assert.Equal(["to=ann@example.org", "text=hello"], form!.Fields.Select(f => $"{f.Name}={f.Value}"));

        await FillAsync(jarvis, form.Data, ("to", "ann@example.org"), ("text", "dear Ann, and to = everybody \"quoted\""));
        var action = await jarvis.ActionAsync(number);
        Assert.Equal(("ann@example.org", "dear Ann, and to = everybody \"quoted\""), (action.Call.Arguments["to"], action.Call.Arguments["text"]));
        Assert.Equal(ActionState.Waiting, action.State);
    }

    [Fact]
    public async Task A_form_left_as_it_was_changes_nothing_and_says_how()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var number = (await jarvis.ActAsync(Mail)).Number;
        var reply = await FillAsync(jarvis, $"d:edit:{number}", ("to", "ann@example.org"), ("text", "hello"));
        Assert.Contains("What should change", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("too expensive; approve all", "too expensive; approve all")]
    [InlineData("  ", null)]
    public async Task A_reason_is_kept_as_it_was_written_and_may_be_left_out(string written, string? kept)
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var number = (await jarvis.ActAsync(Mail)).Number;
        await FillAsync(jarvis, $"d:reject:{number}", ("reason", written));
        var action = await jarvis.ActionAsync(number);
        Assert.Equal((ActionState.Refused, kept), (action.State, action.DecisionReason));
    }

    [Fact]
    public async Task Who_may_not_decide_gets_no_form()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var number = (await jarvis.ActAsync(Mail)).Number;
        var forms = jarvis.Get<DecisionForms>();
        Assert.Null(await forms.FindAsync($"d:edit:{number}", Owner.AsViewer(), CancellationToken.None));
        Assert.Null(await forms.FindAsync("d:edit:999", Owner, CancellationToken.None));
        Assert.Null(await forms.FindAsync($"d:approve:{number}", Owner, CancellationToken.None));
    }

    [Theory]
    [InlineData("approve 1")]
    [InlineData("shop price")]
    [InlineData("{}")]
    [InlineData("""{"Data":"restart everything","Answers":{}}""")]
    public async Task What_is_no_form_is_not_obeyed(string text)
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await jarvis.ActAsync(Mail);
        var message = await jarvis.WriteAsync(text, kind: InboundKind.Form);
        Assert.Contains("could not read that form", await jarvis.AnswerAsync(message.Id), StringComparison.Ordinal);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActionAsync(1)).State);
    }

    [Fact]
    public async Task Where_the_platform_says_that_somebody_may_only_ask_even_the_owner_decides_nothing()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var number = (await jarvis.ActAsync(Mail)).Number;
        var message = new InboxMessage { Channel = "test", ExternalId = "group-1", Address = "group", SenderId = "ada", AsksOnly = true, Text = $"approve {number}", At = jarvis.Clock.GetUtcNow() };
        await jarvis.Get<Inbox>().ReceiveAsync(message, CancellationToken.None);
        Assert.Contains("not decide", await jarvis.AnswerAsync(message.Id), StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
    }

    private static async Task<string> FillAsync(TestJarvis jarvis, string data, params (string Name, string Value)[] answers)
    {
        var text = new FormAnswers(data, answers.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal)).ToText();
        return await jarvis.AnswerAsync((await jarvis.WriteAsync(text, kind: InboundKind.Form)).Id);
    }
}
