using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>What the owner says of leads in a chat.</summary>
public sealed class LeadActionTests
{
    [Fact]
    public async Task A_lead_of_the_owners_word_is_known_by_name_at_once_and_nobody_is_written_to()
    {
        await using var rig = await SalesRig.WithServerAsync(("Governance:Clearance", "MODIFY_SAFE"));
        Assert.Contains("is lead 1", await rig.Jarvis.SayAsync("add lead Mara Lindqvist mara@fernhill.example"), StringComparison.Ordinal);
        var timeline = await rig.Jarvis.SayAsync("timeline of Mara Lindqvist");
        Assert.Contains("mara@fernhill.example", timeline, StringComparison.Ordinal);
        await rig.DispatchAsync();
        rig.Jarvis.Clock.Advance(TimeSpan.FromMinutes(10));
        await rig.WorkAsync("sales.answers");
        Assert.Empty(await rig.MailsAsync());
        Assert.Empty(await rig.AnalyseAsync());
        Assert.Contains("No alert is open", await rig.Jarvis.SayAsync("alerts"), StringComparison.Ordinal);
        Assert.Contains("is lead 1 already", await rig.Jarvis.SayAsync("add lead Mara L mara@fernhill.example"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_with_what_is_wrong()
    {
        await using var rig = await SalesRig.StartAsync();
        var e = await Assert.ThrowsAsync<BadRequestException>(() => rig.ActAsync("add_lead", ("name", "Mara"), ("email", "mara@@fernhill")));
        Assert.Contains("email is \"mara@@fernhill\"", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_stands_on_the_timeline_and_undo_takes_it_off()
    {
        await using var rig = await SalesRig.StartAsync(null, ("Governance:Clearance", "MODIFY_SAFE"));
        await rig.ActAsync("add_lead", ("name", "Mara Lindqvist"));
        var done = await rig.ActAsync("note_lead", ("lead", "Mara"), ("text", "Prefers to be called before noon."));
        Assert.Contains((await rig.AskAsync("timeline", ("lead", "1"))).Table!.Rows, r => r[2].Contains("before noon", StringComparison.Ordinal));
        await rig.Jarvis.SayAsync($"undo {done.Number}");
        Assert.DoesNotContain((await rig.AskAsync("timeline", ("lead", "1"))).Table!.Rows, r => r[2].Contains("before noon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lead_is_given_up_with_a_reason_and_taken_up_again()
    {
        await using var rig = await SalesRig.StartAsync(null, ("Governance:Clearance", "MODIFY_SAFE"));
        await rig.ActAsync("add_lead", ("name", "Mara Lindqvist"));
        Assert.Contains("no budget", await rig.Jarvis.SayAsync("lose lead 1 because no budget"), StringComparison.Ordinal);
        Assert.Equal((LeadState.Lost, "no budget"), ((await rig.LeadAsync(1)).State, (await rig.LeadAsync(1)).LostReason));
        Assert.Contains("is lost already", await rig.Jarvis.SayAsync("lose lead 1 because no budget"), StringComparison.Ordinal);
        await rig.Jarvis.SayAsync("reopen lead 1");
        Assert.Equal(LeadState.Listed, (await rig.LeadAsync(1)).State);
    }

    [Fact]
    public async Task Undo_of_an_added_lead_leaves_nothing_behind_and_no_figure_counts_it()
    {
        await using var rig = await SalesRig.StartAsync(null, ("Governance:Clearance", "MODIFY_SAFE"));
        var added = await rig.ActAsync("add_lead", ("name", "Mara Lindqvist"), ("email", "mara@fernhill.example"));
        await rig.ActAsync("note_lead", ("lead", "1"), ("text", "Met at the fair."));
        Assert.Contains("as if it had never been added", await rig.Jarvis.SayAsync($"undo {added.Number}"), StringComparison.Ordinal);
        Assert.Contains("There is no lead 1", await rig.Jarvis.SayAsync("timeline of lead 1"), StringComparison.Ordinal);
        await using var db = rig.Jarvis.Database();
        Assert.Empty(db.Set<Contact>());
        Assert.Empty(db.Set<Activity>());
    }

    [Fact]
    public async Task A_lead_with_a_task_is_not_taken_back_and_undo_says_what_to_do_instead()
    {
        await using var rig = await SalesRig.StartAsync(null, ("Governance:Clearance", "MODIFY_SAFE"));
        var added = await rig.ActAsync("add_lead", ("name", "Mara Lindqvist"));
        await rig.ActAsync("add_task", ("lead", "1"), ("what", "call her"));
        var said = await rig.Jarvis.SayAsync($"undo {added.Number}");
        Assert.Contains("stays: it has 1 task", said, StringComparison.Ordinal);
        Assert.Contains("lose lead 1 because", said, StringComparison.Ordinal);
        Assert.Equal(LeadState.Listed, (await rig.LeadAsync(1)).State);
    }

    [Fact]
    public async Task A_contact_into_whom_another_was_merged_stays_when_the_lead_is_taken_back()
    {
        await using var rig = await SalesRig.StartAsync(null, ("Governance:Clearance", "MODIFY_SAFE"));
        var added = await rig.ActAsync("add_lead", ("name", "Mara Lindqvist"));
        await using var db = rig.Jarvis.Database();
        db.Add(new Contact { Name = "M. Lindqvist", MergedIntoId = 1 });
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Contains("as if it had never been added", await rig.Jarvis.SayAsync($"undo {added.Number}"), StringComparison.Ordinal);
        Assert.Equal(2, db.Set<Contact>().Count());
    }
}
