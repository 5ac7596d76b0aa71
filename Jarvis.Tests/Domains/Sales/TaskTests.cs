using Jarvis.Skills.Answers;
using Jarvis.Skills.Governance;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>Tasks for leads: said, due, done.</summary>
public sealed class TaskTests
{
    [Fact]
    public async Task A_task_is_told_of_when_it_is_due_and_ends_when_it_is_done()
    {
        await using var rig = await StartAsync();
        Assert.Contains("Task 1 for Mara Lindqvist", await rig.Jarvis.SayAsync("task for lead 1: call about the licence"), StringComparison.Ordinal);
        await rig.ActAsync("add_task", ("lead", "1"), ("what", "send the price list"), ("due", "today at 11:00"));
        Assert.Contains("No alert is open", await rig.Jarvis.SayAsync("alerts"), StringComparison.Ordinal);
        rig.Jarvis.Clock.Advance(TimeSpan.FromHours(2.5));
        await rig.WorkAsync("sales.tasks");
        var alerts = (Answer)await rig.Jarvis.CallAsync(new FunctionCall("alerts.list"), Origin.Turn);
        Assert.Contains(Assert.Single(alerts.Table!.Rows), cell => cell.Contains("Task 2 is due: send the price list", StringComparison.Ordinal));

        var tasks = await rig.Jarvis.SayAsync("my tasks");
        Assert.Contains("2 tasks are open, 1 of them due. First: **send the price list**", tasks, StringComparison.Ordinal);
        Assert.Contains("is done", await rig.Jarvis.SayAsync("task 2 is done"), StringComparison.Ordinal);
        await rig.WorkAsync("sales.tasks");
        Assert.Contains("No alert is open", await rig.Jarvis.SayAsync("alerts"), StringComparison.Ordinal);
        Assert.Contains("1 task is open", await rig.Jarvis.SayAsync("my tasks"), StringComparison.Ordinal);
        var timeline = (await rig.AskAsync("timeline", ("lead", "1"))).Table!.Rows;
        Assert.Contains(timeline, r => r[2] == "To do: send the price list");
        Assert.Contains(timeline, r => r[2] == "Done: send the price list");
    }

    [Fact]
    public async Task Undo_opens_a_task_again()
    {
        await using var rig = await StartAsync();
        await rig.ActAsync("add_task", ("lead", "1"), ("what", "call"));
        var done = await rig.ActAsync("finish_task", ("task", "1"));
        await rig.Jarvis.SayAsync($"undo {done.Number}");
        Assert.Contains("1 task is open", await rig.Jarvis.SayAsync("my tasks"), StringComparison.Ordinal);
        var e = await Assert.ThrowsAsync<BadRequestException>(() => rig.ActAsync("finish_task", ("task", "7")));
        Assert.Contains("There is no task 7", e.Message, StringComparison.Ordinal);
    }

    private static async Task<SalesRig> StartAsync()
    {
        var rig = await SalesRig.StartAsync(null, ("Governance:Clearance", "MODIFY_SAFE"));
        await rig.ActAsync("add_lead", ("name", "Mara Lindqvist"), ("email", "mara@fernhill.example"));
        return rig;
    }
}
