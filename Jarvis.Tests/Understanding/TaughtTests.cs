using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Understanding;

/// <summary>Corrections through the whole of Jarvis, as Ada, the owner, writes to it.</summary>
public sealed class TaughtTests
{
    [Fact]
    public async Task A_correction_is_learnt_listed_kept_over_a_restart_and_taken_back()
    {
        var folder = Directory.CreateTempSubdirectory("jarvis-taught-").FullName;
        try
        {
            await using (var jarvis = await TestJarvis.StartAsync(folder: folder))
            {
                await jarvis.SayAsync("what is cooking");
                Assert.Contains("Nothing needs you", await jarvis.SayAsync("no, I meant what needs me"), StringComparison.Ordinal);
            }
            await using (var jarvis = await TestJarvis.StartAsync(folder: folder))
            {
                Assert.Contains("Nothing needs you", await jarvis.SayAsync("what is cooking?"), StringComparison.Ordinal);
                Assert.Contains("1 of your own phrase", await jarvis.SayAsync("what have you learnt"), StringComparison.Ordinal);
                Assert.Contains("Forgotten", await jarvis.SayAsync("forget lesson 1"), StringComparison.Ordinal);
                Assert.DoesNotContain("Nothing needs you", await jarvis.SayAsync("what is cooking"), StringComparison.Ordinal);
            }
        }
        finally
        {
            await TestFolder.RemoveAsync(folder);
        }
    }

    [Fact]
    public async Task A_chosen_reading_is_learnt()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        Assert.Contains("Which of these", await jarvis.SayAsync("maybe scrap reminder 2"), StringComparison.Ordinal);
        await jarvis.SayAsync("cancel reminder 2");
        Assert.Contains("1 of your own phrase", await jarvis.SayAsync("what have you learnt"), StringComparison.Ordinal);

        // It cancels something, and is therefore offered the next time too.
        Assert.Contains("Which of these", await jarvis.SayAsync("maybe scrap reminder 2"), StringComparison.Ordinal);
    }
}
