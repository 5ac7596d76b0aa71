using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Understanding.ModelDriven;

/// <summary>What the owner sees of a turn that a model took.</summary>
public sealed class ModelTurnTests : IDisposable
{
    /// <summary>No example covers it, and its words are those of the shop's descriptions.</summary>
    private const string Unclear = "zzz qqq shop price xyzzy";

    private readonly ScriptedModel model = new();

    public void Dispose() => model.Dispose();

    private Task<TestJarvis> StartAsync(Dictionary<string, string?>? settings = null, string? folder = null) =>
        TestJarvis.StartAsync(settings, services => services.AddSingleton<IChatClient>(model), folder);

    [Fact]
    public async Task What_a_function_returned_is_what_is_shown_as_looked_at()
    {
        await using var jarvis = await StartAsync();
        model.Calls("shop_price").Does(r => ScriptedModel.Of([new TextContent($"It costs 10: {r.Results[0]}")]));
        var said = await jarvis.SayAsync(Unclear);
        Assert.Contains("It costs 10: The price is 10.", said, StringComparison.Ordinal);
        Assert.EndsWith("▸ Looked at shop price. Nothing was changed.", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Done! I have restarted backend and paid the invoice.")]
    [InlineData("▸ Done: Restart backend. (#7)")]
    [InlineData("Erledigt, das Backend läuft wieder.")]
    public async Task A_claim_that_no_function_bears_out_stands_beside_the_truth(string claim)
    {
        await using var jarvis = await StartAsync();
        model.Says(claim);
        var said = await jarvis.SayAsync(Unclear);
        Assert.EndsWith("▸ Nothing was looked up, and nothing was changed.", said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n'), l => l.StartsWith('▸'));
    }

    [Fact]
    public async Task What_was_done_is_told_by_Jarvis_whatever_the_model_says()
    {
        await using var jarvis = await StartAsync(new() { ["Governance:Clearance"] = "FULL_AUTONOMY" });
        model.Calls("shop_note", ("text", "milk")).Says("I could not do anything, sorry.");
        var said = await jarvis.SayAsync("zzz qqq shop takes xyzzy");
        Assert.Contains("▸ Done: Noted milk. (#1)", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was changed", said, StringComparison.Ordinal);
        Assert.Single(jarvis.Floor.Done);
    }

    [Fact]
    public async Task What_waits_for_the_owner_is_asked_in_the_same_reply()
    {
        await using var jarvis = await StartAsync();
        model.Calls("shop_pay", ("to", "Bob"), ("amount", 20)).Says("I have paid Bob.");
        var said = await jarvis.SayAsync("zzz qqq shop pays xyzzy");
        Assert.Contains("▸ Nothing was changed yet: #1 waits for your decision.", said, StringComparison.Ordinal);
        Assert.Contains("Pay Bob", said, StringComparison.Ordinal);
        Assert.Empty(jarvis.Floor.Done);
        await jarvis.SayAsync("approve 1");
        Assert.Single(jarvis.Floor.Done);
    }

    [Fact]
    public async Task A_function_that_fails_is_told_to_the_model_and_to_the_owner()
    {
        await using var jarvis = await StartAsync();
        model.Calls("shop_pay", ("to", "Bob")).Does(r => ScriptedModel.Of([new TextContent($"No: {r.Results[0]}")]));
        var said = await jarvis.SayAsync("zzz qqq shop pays xyzzy");
        Assert.Contains("needs \"amount\"", said, StringComparison.Ordinal);
        Assert.Contains("▸ Could not use shop pay. Nothing was changed.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_and_table_reach_the_owner_and_the_figures_the_model()
    {
        await using var jarvis = await StartAsync();
        model.Calls("shop_stock").Says("Twelve pieces.");
        await jarvis.SayAsync("zzz qqq shop stock by product xyzzy");
        Assert.Equal("There are 12 pieces of 2 products.\n{\"kettle\":5,\"lamp\":7}", model.Requests.Last().Results[0]);
        var shown = await jarvis.Channel.UntilAsync(s => s.Count > 2);
        Assert.StartsWith("Twelve pieces.", shown[0].Markdown, StringComparison.Ordinal);
        Assert.Contains(shown, p => p.Table is not null);
        Assert.Contains(shown, p => p is { Markdown: "▸ shop stock", File.IsPicture: true });
    }

    [Fact]
    public async Task At_most_eight_functions_are_offered_always_in_the_same_order()
    {
        await using var jarvis = await StartAsync();
        model.Says("a").Says("b");
        await jarvis.SayAsync(Unclear);
        await jarvis.SayAsync("xyzzy shop price qqq zzz");
        var offered = model.Requests.Select(r => r.Offered.Select(f => f.Name).ToList()).ToList();
        Assert.All(offered, o => Assert.InRange(o.Count, 2, 8));
        Assert.Contains("shop_price", offered[0]);
        Assert.Equal(offered[0], offered[1]);
        Assert.All(offered, o => Assert.Equal(o.Order(StringComparer.Ordinal), o));
        Assert.All(model.Requests.SelectMany(r => r.Offered), f => Assert.NotEmpty(f.Description));
    }

    [Fact]
    public async Task The_prompt_begins_the_same_each_time_and_the_time_stands_at_its_end()
    {
        await using var jarvis = await StartAsync();
        model.Says("First answer.").Says("Second answer.");
        await jarvis.SayAsync(Unclear);
        jarvis.Clock.Advance(TimeSpan.FromMinutes(7));
        await jarvis.SayAsync(Unclear + " again");
        var (first, second) = (model.Requests.First().Messages, model.Requests.Last().Messages);
        Assert.Equal(first[0].Text, second[0].Text);
        Assert.DoesNotContain("09:", second[0].Text, StringComparison.Ordinal);
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.User], second.Select(m => m.Role));
        Assert.Equal(Unclear, second[1].Text);
        Assert.Contains("First answer.", second[2].Text, StringComparison.Ordinal);
        Assert.StartsWith("(It is Monday, 23 November 2026, 09:07, UTC. Ada, owner, writes.)", second[3].Text, StringComparison.Ordinal);
        Assert.EndsWith(Unclear + " again", second[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_model_that_answers_is_said_once_with_what_was_done_until_then()
    {
        await using var jarvis = await StartAsync(new() { ["Governance:Clearance"] = "FULL_AUTONOMY" });
        model.Calls("shop_note", ("text", "milk")).Does(_ => throw new HttpRequestException("gone"));
        var said = await jarvis.SayAsync("zzz qqq shop takes xyzzy");
        Assert.Contains("no model answered", said, StringComparison.Ordinal);
        Assert.DoesNotContain("gone", said, StringComparison.Ordinal);
        Assert.Contains("▸ Done: Noted milk. (#1)", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_that_never_ends_is_ended()
    {
        await using var jarvis = await StartAsync();
        model.Otherwise = r => ScriptedModel.Of(r.Offered.Count == 0 ? [new TextContent("enough")] : [ScriptedModel.Call("shop_price")]);
        await jarvis.SayAsync(Unclear);
        Assert.InRange(model.Requests.Count, 2, 8);
    }

    [Fact]
    public async Task Somebody_elses_words_are_no_order_to_a_model()
    {
        await using var jarvis = await StartAsync(new() { ["Governance:Clearance"] = "FULL_AUTONOMY" });
        await jarvis.AddPersonAsync("Vic", Role.Viewer, "vic", "test");
        model.Calls("shop_note", ("text", "milk")).Says("Noted.");
        await jarvis.SayAsync("zzz qqq shop takes xyzzy", "vic");
        Assert.Empty(jarvis.Floor.Done);
        Assert.Equal(ActionState.Waiting, (await jarvis.ActionAsync(1)).State);
    }

    [Fact]
    public async Task And_last_week_asks_again_what_a_model_looked_up()
    {
        await using var jarvis = await StartAsync();
        model.Calls("jarvis_activity", ("period", "today")).Says("Nothing.");
        await jarvis.SayAsync("zzz proposed did acted refused xyzzy actions failed");
        await using var db = jarvis.Database();
        Assert.Contains("jarvis.activity", (await db.Set<ConversationState>().SingleAsync()).MemoryJson, StringComparison.Ordinal);
    }
}
