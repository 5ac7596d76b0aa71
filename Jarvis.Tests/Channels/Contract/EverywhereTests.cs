using Jarvis.Tests.Counterparts;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>One owner, many places: the same question stands on all of them, and is answered once.</summary>
public sealed class EverywhereTests(TelegramServer server) : IClassFixture<TelegramServer>
{
    [Theory]
    [InlineData("telegram", "Ada")]
    [InlineData("discord", "Ada")]
    [InlineData("teams", "Ada")]
    [InlineData("web", "Owner")]
    public async Task A_question_that_is_open_everywhere_and_decided_in_one_place_is_decided_everywhere(string decidedOn, string by)
    {
        ContractPlatform[] platforms = [new TelegramPlatform(server.NewBot()), new DiscordPlatform(), new TeamsPlatform(), new WebPlatform()];
        await using var stage = await ContractStage.StartAsync(platforms);
        await stage.ProposeAsync(new("shop.pay", ("to", "the landlord"), ("amount", "250")));
        foreach (var platform in platforms) await stage.ShowsAsync(m => m.Buttons.Contains("Approve") && m.Text.Contains("Pay the landlord", StringComparison.Ordinal), platform);

        await platforms.Single(p => p.Channel == decidedOn).PressAsync("Approve");
        foreach (var platform in platforms)
        {
            await stage.ShowsAsync(m => m.Text.Contains($"Approved by {by} on {decidedOn}", StringComparison.Ordinal), platform);
            await stage.SettledAsync();
            Assert.DoesNotContain(await platform.ShownAsync(), m => m.Buttons.Contains("Approve"));
        }
        Assert.Single(stage.Jarvis.Floor.Done);
    }
}
