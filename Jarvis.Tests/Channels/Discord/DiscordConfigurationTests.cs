using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Discord;
using Jarvis.Tests.Counterparts.Discord;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Channels.Discord;

public sealed class DiscordConfigurationTests
{
    [Fact]
    public async Task Without_a_token_nothing_of_it_is_there_but_what_to_write_where()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        Assert.DoesNotContain(jarvis.Services.GetServices<IChannel>(), c => c.Name == "discord");
        await jarvis.UntilAsync(() => Task.FromResult(jarvis.Get<ChannelStates>().All.ContainsKey("discord")), () => Task.FromResult("Nothing was said of it."));
        var state = jarvis.Get<ChannelStates>().All["discord"];
        Assert.Equal(ChannelHealth.NotConfigured, state.Health);
        Assert.Contains("Discord:Token in appsettings.json", state.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_token_is_said_and_not_repeated()
    {
        await using var rig = await DiscordRig.StartAsync(settings: [("Token", "hunter2-secret")]);
        await rig.Discord.UntilAsync(() => rig.State.Health == ChannelHealth.Down, "the state");
        Assert.Contains("Discord__Token", rig.State.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", rig.State.Note, StringComparison.Ordinal);
        Assert.Empty(rig.Discord.Requests);
    }

    [Fact]
    public async Task A_token_that_Discord_refuses_is_said_with_what_to_mend()
    {
        var other = DiscordServer.Token[..^4] + "ZZZZ";
        await using var rig = await DiscordRig.StartAsync(settings: [("Token", other)]);
        await rig.Discord.UntilAsync(() => rig.State.Health == ChannelHealth.Down, "the state");
        Assert.Contains("Reset Token", rig.State.Note, StringComparison.Ordinal);
        Assert.DoesNotContain(other, rig.State.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiUrl", "discord", "Discord:ApiUrl is \"discord\"; allowed is")]
    [InlineData("ChannelId", "general", "Discord:ChannelId is \"general\"; allowed is a channel's id")]
    [InlineData("DeciderRoleId", "admins", "Discord:DeciderRoleId is \"admins\"; allowed is a role's id")]
    [InlineData("DeciderRoleId", "800000000000000001", "Discord:DeciderRoleId is \"800000000000000001\", and there is no channel for it")]
    [InlineData("MaxFileMegabytes", "0", "Discord:MaxFileMegabytes is \"0\"; allowed is 1 to 100.")]
    public void A_wrong_setting_is_named_with_its_value_and_what_is_allowed(string setting, string value, string message)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"Discord:{setting}", value)]).Build();
        using var services = new ServiceCollection().AddDiscord(configuration).BuildServiceProvider();
        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<DiscordOptions>>().Value);
        Assert.StartsWith(message, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }
}
