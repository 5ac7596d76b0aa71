using System.Net;
using System.Text;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Counterparts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.Channels.Telegram;

/// <summary>Updates that Telegram brings; the page that takes them is a real one on loopback, the other side is the Telegram test server.</summary>
public sealed class TelegramWebhookTests(TelegramServer server) : IClassFixture<TelegramServer>, IDisposable
{
    private readonly TestStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task What_Telegram_brings_is_received_once_also_when_it_is_brought_twice()
    {
        var bot = server.NewBot();
        await using var page = new Page();
        await using var rig = new TelegramRig(store, bot, ("WebhookUrl", page.Url)).Start();
        await page.StartAsync(rig);
        await bot.FailAsync("webhook", TelegramFault.DroppedAfter);
        await bot.User(TelegramRig.Owner).SendAsync("one");
        await bot.User(TelegramRig.Owner).SendAsync("two");
        Assert.Equal("one", (await rig.ReceiveAsync()).Text);
        Assert.Equal("two", (await rig.ReceiveAsync()).Text);
        Assert.Equal(2, (await store.AllAsync<InboxMessage>()).Count);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData("right-secret-0123456789", HttpStatusCode.OK)]
    public async Task Only_who_knows_the_secret_is_heard(string? secret, HttpStatusCode answer)
    {
        var bot = server.NewBot();
        await using var page = new Page();
        await using var rig = new TelegramRig(store, bot, ("WebhookUrl", page.Url), ("WebhookSecret", "right-secret-0123456789"));
        await page.StartAsync(rig);
        await rig.KnowAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, page.Url + TelegramWebhook.PathOf(rig.Connection.Options));
        request.Content = new StringContent("""{"update_id":1,"message":{"message_id":5,"date":1790000000,"from":{"id":4711,"is_bot":false,"first_name":"Ann"},"chat":{"id":4711,"type":"private"},"text":"hello"}}""", Encoding.UTF8, "application/json");
        if (secret is not null) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(answer, response.StatusCode);
        Assert.Equal(answer == HttpStatusCode.OK ? 1 : 0, (await store.AllAsync<InboxMessage>()).Count);
    }

    /// <summary>A web server with nothing on it but the webhook.</summary>
    private sealed class Page : IAsyncDisposable
    {
        private readonly int port = Counterpart.FreePort();
        private WebApplication? app;

        public string Url => $"http://127.0.0.1:{port}";

        public async Task StartAsync(TelegramRig rig)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls(Url);
            builder.Services.AddSingleton(rig.Connection).AddSingleton(rig.Inbound);
            app = builder.Build();
            app.MapTelegram();
            await app.StartAsync(TestContext.Current.CancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            if (app is not null) await app.DisposeAsync();
        }
    }
}
