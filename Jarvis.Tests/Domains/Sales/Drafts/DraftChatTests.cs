using Jarvis.Bot.Governance;
using Jarvis.Bot.Models;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Domains.Sales.Drafts;

/// <summary>"draft an answer for lead 1", and what can be said then.</summary>
public sealed class DraftChatTests
{
    private const string Shorter = "Hello Mara,\n\nyes, and a trial lasts 14 days.\n\nFernwave Audio";

    [Fact]
    public async Task A_draft_is_shown_written_anew_and_sent_by_its_number()
    {
        var model = new ScriptedModel().Says(DraftRig.Honest).Says($"Subject: Lumen\n\n{Shorter}");
        await using var sales = await DraftRig.StartAsync(model, settings: [("Sales:DraftsForNewLeads", "false"), ("Governance:Clearance", "FULL_AUTONOMY")]);
        await sales.MaraAsksAsync();
        await sales.DispatchAsync();

        var shown = await sales.Jarvis.SayAsync("draft an answer for lead 1");
        Assert.Contains("It has not been sent.", shown, StringComparison.Ordinal);
        Assert.Contains("A trial lasts 14 days", shown, StringComparison.Ordinal);
        shown = await sales.Jarvis.SayAsync("make it shorter");
        Assert.Contains("yes, and a trial lasts 14 days.", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Subject: Lumen", shown, StringComparison.Ordinal);
        Assert.Contains("shorter", model.Requests.Last().Text, StringComparison.Ordinal);
        Assert.Contains("Lumen runs in every usual audio workstation on Windows and macOS. A trial", model.Requests.Last().Text, StringComparison.Ordinal);
        Assert.False(ModelRequest.Of(model.Requests.Last().Options)!.Background);
        Assert.Empty(await sales.MailsAsync());

        var number = shown.Split("Draft ")[1].Split(',')[0];
        var asked = await sales.Jarvis.SayAsync($"send draft {number}");
        Assert.Contains("yes, and a trial lasts 14 days.", asked, StringComparison.Ordinal);
        Assert.Empty(await sales.MailsAsync());
        var action = (await sales.ActionsAsync()).Last(a => a.Function == "sales.send_draft");
        Assert.Equal((ActionState.Waiting, "This is always asked for."), (action.State, action.GateReason));

        await sales.Jarvis.SayAsync($"approve {action.Id}");
        Assert.Equal(Shorter, Assert.Single(await sales.MailsAsync()).Markdown);
        await Assert.ThrowsAsync<BadRequestException>(() => sales.ActAsync("send_draft", ("draft", number)));
    }

    [Fact]
    public async Task A_follow_up_knows_what_it_is_to_be_about()
    {
        var model = new ScriptedModel().Says("Hello Mara,\n\nhave you seen our trial of Lumen?\n\nFernwave Audio");
        await using var sales = await DraftRig.StartAsync(model, settings: ("Sales:DraftsForNewLeads", "false"));
        await sales.MaraAsksAsync();
        await sales.DispatchAsync();
        await sales.Jarvis.SayAsync("approve 1");
        var shown = await sales.Jarvis.SayAsync("draft a follow up for Mara about the licence");
        Assert.Contains("a follow-up to Mara Lindqvist", shown, StringComparison.Ordinal);
        Assert.Matches("a subject or a manner:\nthe licence", model.Requests.Single().Text);
        Assert.Contains("your message has reached us", model.Requests.Single().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "demo/business.md", "No language model is set up")]
    [InlineData(true, null, "prompts/business.md is not filled in: write there what you sell")]
    public async Task What_is_not_set_up_says_so_and_offers_the_template(bool hasModel, string? words, string says)
    {
        await using var sales = await DraftRig.StartAsync(hasModel ? new ScriptedModel() : null, words);
        await sales.MaraAsksAsync();
        await sales.DispatchAsync();
        var said = await sales.Jarvis.SayAsync("draft an answer for lead 1");
        Assert.Contains($"There is no draft. {says}", said, StringComparison.Ordinal);
        Assert.Contains("say \"answer lead 1\" to send it", said, StringComparison.Ordinal);
        Assert.Contains("your message has reached us", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_end_of_the_budget_nothing_is_asked_of_a_model()
    {
        await using var sales = await DraftRig.StartAsync(null, settings:
        [
            ("Models:Providers:openai:Kind", "OpenAI"), ("Models:Providers:openai:Key", "none"), ("Models:Budgets:Day", "0"),
            ("Models:Tiers:standard:Provider", "openai"), ("Models:Tiers:standard:Model", "gpt-test"), ("Models:Tiers:standard:Input", "1"), ("Models:Tiers:standard:Output", "1"), ("Models:Tiers:standard:Quality", "0.7"), ("Models:Tiers:standard:Share", "100"),
        ]);
        await sales.MaraAsksAsync();
        await sales.DispatchAsync();
        Assert.EndsWith("No draft but the template is offered. There is no room left in today's budget for models (0.00 USD).", Assert.Single(await sales.ActionsAsync()).Why, StringComparison.Ordinal);
        Assert.Contains("There is no draft. There is no room left in today's budget for models (0.00 USD).", (await sales.AskAsync("draft", ("lead", "1"))).Sentence, StringComparison.Ordinal);
        await using var db = sales.Jarvis.Database();
        Assert.Empty(await db.Set<ModelCall>().ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Hello Mara, Lumen is 99 EUR for you. Kind regards, Fernwave Audio", "it names \"99 EUR\", which you have not published")]
    [InlineData("Hello Mara, call +49 40 1234567 and ask for Jonas. Fernwave Audio", "it names the number")]
    [InlineData("Hello Mara, you get Lumen as a gift from us. Kind regards, Fernwave Audio", "it speaks of \"gift\"")]
    [InlineData("Hello Mara, write to mara@school.example please. Kind regards, Fernwave Audio", "a link or an address that you have not published")]
    [InlineData("Hello Mara, ask tobias renner, he has it. Kind regards, Fernwave Audio", "it names another contact of yours")]
    [InlineData("Ok.", "it has 3 characters")]
    public async Task What_the_business_has_not_said_is_thrown_away_and_the_reason_told(string draft, string says)
    {
        await using var sales = await DraftRig.StartAsync(new ScriptedModel().Says(draft), settings: ("Sales:DraftsForNewLeads", "false"));
        await sales.AddOtherContactAsync();
        await sales.MaraAsksAsync();
        await sales.DispatchAsync();
        var said = (await sales.AskAsync("draft", ("lead", "1"))).Sentence;
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.DoesNotContain("It has not been sent", said, StringComparison.Ordinal);
    }
}
