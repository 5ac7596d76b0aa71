namespace Jarvis.Tests.Counterparts;

public sealed class JarvisProcessTests
{
    private const string Ready = "Application started";

    [Fact]
    public async Task It_starts_again_on_the_same_data_after_a_kill_and_stops_in_order_when_asked()
    {
        await using var jarvis = new JarvisProcess();
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready);
        await jarvis.KillAsync();
        Assert.Equal(137, await jarvis.Exit);
        Assert.NotEmpty(Directory.GetFiles(jarvis.DataFolder, "*.db"));

        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready);
        Assert.Equal(0, await jarvis.StopAsync());
    }

    [Fact]
    public async Task A_wrong_setting_of_one_start_stops_that_start_with_a_message()
    {
        await using var jarvis = new JarvisProcess(new Dictionary<string, string>(StringComparer.Ordinal) { ["AUTONOMOUS_CLEARANCE"] = "READ_ONLY" });
        await jarvis.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["AUTONOMOUS_CLEARANCE"] = "sometimes" });
        Assert.NotEqual(0, await jarvis.Exit);
        Assert.Matches("AUTONOMOUS_CLEARANCE.*sometimes.*READ_ONLY", jarvis.Output);
        await jarvis.StartAsync();
        await jarvis.WaitForLineAsync(Ready);
    }
}
