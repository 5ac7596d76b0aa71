using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;

namespace Jarvis.Tests.Domains.Conversation;

/// <summary>Reminders whose time changes, as Ada writes about them: Monday 23 November 2026, 9:00 UTC.</summary>
public sealed class MovingRemindersTests
{
    private static Task<TestJarvis> StartAsync() => TestJarvis.StartAsync(configure: s => s.AddEffect<IRoutineScheduler, RecordingScheduler>());

    [Theory]
    [InlineData("make that 5 pm instead", "2026-11-27T17:00:00Z")]
    [InlineData("no, make it thursday", "2026-11-26T15:00:00Z")]
    [InlineData("actually make it tomorrow at 10", "2026-11-24T10:00:00Z")]
    [InlineData("make it at 9", "2026-11-27T09:00:00Z")]
    [InlineData("an hour earlier", "2026-11-27T14:00:00Z")]
    [InlineData("make it 2 hours later please", "2026-11-27T17:00:00Z")]
    [InlineData("rather the day before", "2026-11-26T15:00:00Z")]
    [InlineData("push it to next monday", "2026-11-30T15:00:00Z")]
    public async Task Right_after_it_was_set_a_word_moves_it_and_what_was_not_said_stays(string said, string at)
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me to water the plants at 8 pm");
        await jarvis.SayAsync("remind me on friday at 3 pm to call Jo");

        Assert.Contains("call Jo (moved from on Friday, 27 November at 15:00)", await jarvis.SayAsync(said), StringComparison.Ordinal);

        var moved = Assert.Single(await RoutinesAsync(jarvis), r => r.Title == "call Jo");
        Assert.Equal(DateTimeOffset.Parse(at), moved.At);
        Assert.Equal(DateTimeOffset.Parse(at), DateTimeOffset.Parse(moved.Call.Arguments["due"]!));
    }

    [Fact]
    public async Task It_can_be_moved_again_and_again_and_taken_back()
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me on friday at 3 pm to call Jo");
        await jarvis.SayAsync("make that 5 pm instead");
        Assert.Contains("at 18:00: call Jo", await jarvis.SayAsync("no, make it 6 pm"), StringComparison.Ordinal);
        await jarvis.SayAsync("undo");
        Assert.Equal(DateTimeOffset.Parse("2026-11-27T17:00:00Z"), Assert.Single(await RoutinesAsync(jarvis)).At);
    }

    [Fact]
    public async Task The_day_before_too_is_a_second_reminder()
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me on friday at 3 pm to call Jo");
        await jarvis.SayAsync("and the day before too");
        await jarvis.SayAsync("remind me an hour before as well");

        Assert.Equal(
            [DateTimeOffset.Parse("2026-11-26T15:00:00Z"), DateTimeOffset.Parse("2026-11-27T14:00:00Z"), DateTimeOffset.Parse("2026-11-27T15:00:00Z")],
            (await RoutinesAsync(jarvis)).Select(r => r.At!.Value).Order());

        // Each counts from the last, so a crash in between must not have one made again unasked.
        await using var db = jarvis.Database();
        Assert.Equal([true, false, false], await db.Set<ActionRecord>().OrderBy(a => a.Id).Select(a => a.Idempotent).ToListAsync());
    }

    [Theory]
    [InlineData("move reminder {0} to friday at 10", "2026-11-27T10:00:00Z")]
    [InlineData("push the plants reminder to tomorrow", "2026-11-24T20:00:00Z")]
    [InlineData("postpone reminder {0} by a day", "2026-11-24T20:00:00Z")]
    [InlineData("bring reminder {0} forward by 2 hours", "2026-11-23T18:00:00Z")]
    public async Task It_is_found_by_its_number_or_by_what_it_is_about(string said, string at)
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me on friday at 3 pm to call Jo");
        await jarvis.SayAsync("remind me to water the plants at 8 pm");
        var plants = Assert.Single(await RoutinesAsync(jarvis), r => r.Title == "water the plants");
        await jarvis.SayAsync("hello");

        await jarvis.SayAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, said, plants.Id));

        Assert.Equal(DateTimeOffset.Parse(at), Assert.Single(await RoutinesAsync(jarvis), r => r.Id == plants.Id).At);
    }

    [Fact]
    public async Task Of_two_that_it_may_be_neither_is_moved()
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me on friday at 3 pm to call Jo");
        await jarvis.SayAsync("remind me on friday at 4 pm to call Ben");
        await jarvis.SayAsync("hello");
        Assert.Contains("Which reminder?", await jarvis.SayAsync("push the call reminder to tomorrow"), StringComparison.Ordinal);
        Assert.Contains("No reminder is about", await jarvis.SayAsync("push the dentist reminder to tomorrow"), StringComparison.Ordinal);
        Assert.All(await RoutinesAsync(jarvis), r => Assert.Equal(27, r.At!.Value.Day));
    }

    [Fact]
    public async Task One_that_repeats_changes_its_hour_or_its_days()
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me every monday at 9 to do the payroll");
        Assert.Contains("every Monday at 10:30", await jarvis.SayAsync("make it 10:30"), StringComparison.Ordinal);
        var number = Assert.Single(await RoutinesAsync(jarvis)).Id;
        Assert.Contains("every Tuesday at 08:00", await jarvis.SayAsync($"move reminder {number} to every tuesday at 8"), StringComparison.Ordinal);
        Assert.Contains("repeats every Tuesday", await jarvis.SayAsync($"move reminder {number} to friday"), StringComparison.Ordinal);
        Assert.Equal("0 0 8 ? * TUE", Assert.Single(await RoutinesAsync(jarvis)).Cron);
    }

    [Fact]
    public async Task A_time_that_is_over_moves_nothing()
    {
        await using var jarvis = await StartAsync();
        await jarvis.SayAsync("remind me at 11 to call Jo");
        Assert.Contains("over already", await jarvis.SayAsync("make that 8 am instead"), StringComparison.Ordinal);
        Assert.Equal(11, Assert.Single(await RoutinesAsync(jarvis)).At!.Value.Hour);
    }

    private static async Task<List<OwnerRoutine>> RoutinesAsync(TestJarvis jarvis)
    {
        await using var db = jarvis.Database();
        return await db.Set<OwnerRoutine>().AsNoTracking().OrderBy(r => r.Id).ToListAsync();
    }
}
