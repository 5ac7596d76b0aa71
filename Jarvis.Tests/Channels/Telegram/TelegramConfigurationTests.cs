using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Tests.Counterparts;
using Microsoft.Extensions.Options;

namespace Jarvis.Tests.Channels.Telegram;

public sealed class TelegramConfigurationTests(TelegramServer server) : IClassFixture<TelegramServer>, IDisposable
{
    private readonly TestStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Without_a_token_it_says_what_to_write_where()
    {
        await using var rig = new TelegramRig(store, store.Options);
        await rig.Channel.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ChannelHealth.NotConfigured, rig.State.Health);
        Assert.Contains("Telegram:Token in appsettings.json", rig.State.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_token_is_said_and_not_repeated()
    {
        await using var rig = new TelegramRig(store, store.Options, ("Token", "hunter2-secret"));
        await rig.Channel.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(ChannelHealth.Down, rig.State.Health);
        Assert.DoesNotContain("hunter2", rig.State.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_Telegram_refuses_is_said()
    {
        var bot = server.NewBot();
        await bot.FailAsync("getMe", TelegramFault.Refused(401, "Unauthorized"));
        await using var rig = new TelegramRig(store, bot);
        var down = await Assert.ThrowsAsync<DeliveryException>(() => rig.Channel.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal(TelegramErrors.TokenRefused, down.Message);
    }

    [Theory]
    [InlineData("ApiUrl", "telegram", "Telegram:ApiUrl is \"telegram\"; allowed is")]
    [InlineData("WebhookUrl", "http://jarvis.example.com", "Telegram:WebhookUrl is \"http://jarvis.example.com\"; allowed is an https address")]
    [InlineData("WebhookSecret", "not a secret!", "Telegram:WebhookSecret has letters")]
    [InlineData("PollSeconds", "0", "Telegram:PollSeconds is \"0\"; allowed is 1 to 50.")]
    [InlineData("MaxFileMegabytes", "21", "Telegram:MaxFileMegabytes is \"21\"; allowed is 1 to 20.")]
    public async Task A_wrong_setting_is_named_with_its_value_and_what_is_allowed(string setting, string value, string message)
    {
        await using var rig = new TelegramRig(store, store.Options, (setting, value));
        var wrong = Assert.Throws<OptionsValidationException>(() => rig.Connection);
        Assert.StartsWith(message, Assert.Single(wrong.Failures), StringComparison.Ordinal);
    }
}
