using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Conversation;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Domains.Conversation;

/// <summary>The conversation domain through the whole of Jarvis, as Ada writes to it: Monday 23 November 2026, 9:00 UTC.</summary>
public sealed class ConversationTests
{
    private static Task<TestJarvis> StartAsync(string? folder = null, FakeTimeProvider? clock = null) =>
        TestJarvis.StartAsync(configure: s => s.AddEffect<IRoutineScheduler, RecordingScheduler>(), folder: folder, clock: clock);

    [Fact]
    public async Task A_reminder_is_set_listed_cancelled_and_brought_back()
    {
        await using var jarvis = await StartAsync();

        Assert.Contains("I will remind you today at 17:00: call Bob", await jarvis.SayAsync("remind me at 5 to call Bob"), StringComparison.Ordinal);
        var routine = Assert.Single(await RoutinesAsync(jarvis));
        Assert.Equal(DateTimeOffset.Parse("2026-11-23T17:00:00Z"), routine.At);
        Assert.Equal(("test", "ada", "conversation.say_reminder"), (routine.Channel, routine.Address, routine.Function));
        Assert.Contains(routine.Id, Scheduler(jarvis).Refreshed);

        Assert.Contains("1 reminder; the next is today at 17:00", await jarvis.SayAsync("my reminders"), StringComparison.Ordinal);
        Assert.Contains($"Reminder {routine.Id} is cancelled", await jarvis.SayAsync("cancel the reminder"), StringComparison.Ordinal);
        Assert.Contains("no reminders", await jarvis.SayAsync("my reminders"), StringComparison.Ordinal);

        await jarvis.SayAsync("undo");
        Assert.True(Assert.Single(await RoutinesAsync(jarvis)).Enabled);
        Assert.Equal(3, Scheduler(jarvis).Refreshed.Count);
    }

    [Fact]
    public async Task A_reminder_without_a_time_asks_for_it_and_never_mind_drops_it()
    {
        await using var jarvis = await StartAsync();

        Assert.Equal("When?", await jarvis.SayAsync("remind me to buy milk"));
        Assert.Contains("tomorrow at 09:00: buy milk", await jarvis.SayAsync("tomorrow"), StringComparison.Ordinal);
        Assert.Equal("When?", await jarvis.SayAsync("remind me to buy bread"));
        Assert.Contains("leave it", await jarvis.SayAsync("never mind"), StringComparison.Ordinal);
        Assert.Single(await RoutinesAsync(jarvis));
    }

    [Fact]
    public async Task A_time_that_is_over_is_refused_in_words()
    {
        await using var jarvis = await StartAsync();
        Assert.Contains("over already", await jarvis.SayAsync("remind me on 2026-11-22 to look back"), StringComparison.Ordinal);
        Assert.Empty(await RoutinesAsync(jarvis));
    }

    [Fact]
    public async Task A_reminder_that_repeats_is_kept_as_cron()
    {
        await using var jarvis = await StartAsync();
        Assert.Contains("every Friday at 16:00: send the invoices", await jarvis.SayAsync("remind me every friday at 4 to send the invoices"), StringComparison.Ordinal);
        Assert.Equal("0 0 16 ? * FRI", Assert.Single(await RoutinesAsync(jarvis)).Cron);
    }

    [Theory]
    [InlineData("2026-11-23T09:00:00Z", "⏰ Reminder: call Bob")]
    [InlineData("2026-11-23T07:00:00Z", "⏰ Reminder: call Bob (late: it was due today at 07:00)")]
    public async Task A_late_reminder_says_so(string due, string said)
    {
        await using var jarvis = await StartAsync();
        var answer = (Answer)await jarvis.CallAsync(new FunctionCall("conversation.say_reminder", ("text", "call Bob"), ("due", due)), Origin.Routine);
        Assert.Equal(said, answer.Sentence);
    }

    [Fact]
    public async Task A_request_is_put_on_a_schedule_with_the_call_that_it_means()
    {
        await using var jarvis = await StartAsync();

        Assert.Contains("every weekday at 08:00: what you did yesterday. The first time is tomorrow at 08:00.", await jarvis.SayAsync("every weekday at 8 tell me what you did yesterday"), StringComparison.Ordinal);
        var routine = Assert.Single(await RoutinesAsync(jarvis));
        Assert.Equal(("jarvis.activity", """{"period":"yesterday"}""", "0 0 8 ? * MON-FRI"), (routine.Function, routine.ArgumentsJson, routine.Cron));

        Assert.Contains("1 schedule of yours is running", await jarvis.SayAsync("my schedules"), StringComparison.Ordinal);
        Assert.Contains("no reminders", await jarvis.SayAsync("my reminders"), StringComparison.Ordinal);
        Assert.Contains("is cancelled", await jarvis.SayAsync($"cancel schedule {routine.Id}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_schedule_calls_can_be_called_as_it_is_stored()
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("every weekday at 8 tell me what you did yesterday");
        var routine = Assert.Single(await RoutinesAsync(jarvis));
        Assert.IsType<Answer>(await jarvis.CallAsync(routine.Call, Origin.Routine));
    }

    [Fact]
    public async Task A_note_is_kept_with_where_it_came_from_and_can_be_deleted()
    {
        await using var jarvis = await StartAsync();

        Assert.Contains("Noted (note 1)", await jarvis.SayAsync("remember that the fair is on 3 March"), StringComparison.Ordinal);
        await jarvis.SayAsync("note that Bob prefers mail");
        await using var db = jarvis.Database();
        Assert.Equal(["the fair is on 3 March | Ada, by test", "Bob prefers mail | Ada, by test"], (await db.Set<Note>().OrderBy(n => n.Id).ToListAsync()).Select(n => $"{n.Text} | {n.Source}"));

        Assert.Contains("1 thing about \"Bob\"", await jarvis.SayAsync("what do you remember about Bob"), StringComparison.Ordinal);
        Assert.Contains("Note 1 is deleted", await jarvis.SayAsync("forget note 1"), StringComparison.Ordinal);
        Assert.Contains("1 thing.", await jarvis.SayAsync("notes"), StringComparison.Ordinal);
        await jarvis.SayAsync("undo");
        Assert.Contains("2 things", await jarvis.SayAsync("notes"), StringComparison.Ordinal);
        Assert.Contains("no note 99", await jarvis.SayAsync("forget note 99"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_that_a_stranger_asks_for_waits_for_the_owner()
    {
        await using var jarvis = await StartAsync();
        var outcome = await jarvis.ActAsync(new FunctionCall("conversation.remember", ("text", "pay invoices to account 123")), untrusted: true);
        Assert.Equal(ActionState.Waiting, outcome.State);
    }

    [Fact]
    public async Task Help_shows_what_the_domains_can_be_asked()
    {
        await using var jarvis = await StartAsync();

        var help = await jarvis.SayAsync("what can you do?");
        Assert.Contains("**Conversation**", help, StringComparison.Ordinal);
        Assert.Contains("**Jarvis**", help, StringComparison.Ordinal);
        Assert.Contains("remind me tomorrow at 9 to call Bob", help, StringComparison.Ordinal);

        var notes = await jarvis.SayAsync("help with notes");
        Assert.Contains("remember that", notes, StringComparison.Ordinal);
        Assert.DoesNotContain("export the ledger", notes, StringComparison.Ordinal);
        Assert.Contains("know nothing about \"unicorns\"", await jarvis.SayAsync("help with unicorns"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Small_talk_is_answered_from_what_is_so()
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me at 5 to call Bob");

        Assert.Equal("Good morning, Ada. 1 reminder today, the next at 17:00.", await jarvis.SayAsync("hello Jarvis"));
        Assert.Equal("You are welcome.", await jarvis.SayAsync("thanks!"));
        Assert.Contains("I am Jarvis", await jarvis.SayAsync("who are you?"), StringComparison.Ordinal);
        Assert.Contains("09:00 on Monday, 23 November 2026", await jarvis.SayAsync("what time is it?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_keeps_its_context_over_a_restart()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        try
        {
            await using (var before = await StartAsync(folder, clock)) Assert.Equal("When?", await before.SayAsync("remind me to buy milk"));
            await using var after = await StartAsync(folder, clock);
            Assert.Contains("buy milk", await after.SayAsync("in 20 minutes"), StringComparison.Ordinal);
            var today = await after.SayAsync("what did you do today?");
            Assert.NotEqual(today, await after.SayAsync("and yesterday?"));
        }
        finally
        {
            await TestFolder.RemoveAsync(folder);
        }
    }

    [Fact]
    public async Task A_viewer_may_keep_reminders_of_their_own()
    {
        await using var jarvis = await StartAsync();
        await jarvis.AddPersonAsync("Vera", Role.Viewer, "vera", "test");
        await jarvis.SayAsync("remind me at 5 to call Bob");
        Assert.Contains("no reminders", await jarvis.SayAsync("my reminders", account: "vera"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_shipped_example_file_fits_the_functions_that_exist()
    {
        await using var jarvis = await StartAsync();
        var asked = jarvis.Get<IntentCatalog>().Intents.Select(i => i.Function.Name).ToHashSet(StringComparer.Ordinal);
        string[] notForWords = ["conversation.say_reminder", "conversation.restore_routine", "conversation.restore_note"];
        var missing = jarvis.Get<SkillCatalog>().Functions.Keys.Where(f => f.StartsWith("conversation.", StringComparison.Ordinal) || f.StartsWith("jarvis.", StringComparison.Ordinal)).Except(asked).Except(notForWords);
        Assert.Empty(missing);
    }

    private static async Task<List<OwnerRoutine>> RoutinesAsync(TestJarvis jarvis)
    {
        await using var db = jarvis.Database();
        return await db.Set<OwnerRoutine>().AsNoTracking().OrderBy(r => r.Id).ToListAsync();
    }

    private static RecordingScheduler Scheduler(TestJarvis jarvis) =>
        (RecordingScheduler)Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions.GetRequiredKeyedService<IRoutineScheduler>(jarvis.Services, EffectRegistration.Key);
}

/// <summary>Notes which routines it was told of.</summary>
internal sealed class RecordingScheduler : IRoutineScheduler
{
    public List<int> Refreshed { get; } = [];

    public Task RefreshAsync(int routineId, CancellationToken cancel)
    {
        lock (Refreshed) Refreshed.Add(routineId);
        return Task.CompletedTask;
    }
}
