using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Jarvis.Bot.Alerts;
using Jarvis.Bot.Alerts.Targets;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Counterparts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Alerts;

public sealed class AlertTargetTests(NtfyReceiver ntfy) : IClassFixture<NtfyReceiver>, IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
    private readonly AlertsOptions options = new();
    private HttpDelivery? http;

    [Fact]
    public async Task Ntfy_shows_title_text_priority_and_a_button_that_opens_the_page()
    {
        var topic = Use();
        options.Ntfy.PageUrl = "https://jarvis.example/alerts";

        var id = await Ntfy().SendAsync(Part(topic, "critical", "open") with { Markdown = "**Backend** antwortet nicht – seit 3 min" }, CancellationToken.None);

        var message = Assert.Single(ntfy.Messages, m => m.Topic == topic);
        Assert.NotNull(id);
        Assert.Equal(("**Backend** antwortet nicht – seit 3 min", "Backend is down", "4"), (message.Text, message.Title, message.Priority));
        Assert.Equal(["rotating_light"], message.Tags);
        Assert.Equal("view, Open Jarvis, https://jarvis.example/alerts", message.Actions);
    }

    [Theory]
    [InlineData("critical", "escalated", "5", "Not acknowledged: Backend is down")]
    [InlineData("critical", "resolved", "2", "Resolved: Backend is down")]
    [InlineData("warning", "reminder", "3", "Still open: Backend is down")]
    [InlineData("info", "open", "2", "Backend is down")]
    public async Task Ntfy_rings_as_loud_as_the_matter_is(string severity, string state, string priority, string title)
    {
        var topic = Use();
        await Ntfy().SendAsync(Part(topic, severity, state), CancellationToken.None);

        var message = Assert.Single(ntfy.Messages, m => m.Topic == topic);
        Assert.Equal((priority, title), (message.Priority, message.Title));
        Assert.Equal("", message.Actions);
    }

    [Fact]
    public async Task A_title_can_add_no_header_and_keeps_its_letters()
    {
        var topic = Use();
        await Ntfy().SendAsync(Part(topic, "warning", "open", "Größe\r\nX-Evil: 1"), CancellationToken.None);

        var title = Assert.Single(ntfy.Messages, m => m.Topic == topic).Title;
        Assert.Equal("Größe  X-Evil: 1", Encoding.UTF8.GetString(Convert.FromBase64String(title["=?UTF-8?B?".Length..^2])));
    }

    [Fact]
    public async Task A_long_text_is_cut_to_what_ntfy_takes_as_a_message()
    {
        var topic = Use();
        await Ntfy().SendAsync(Part(topic, "warning", "open") with { Markdown = new string('ü', 5000) }, CancellationToken.None);

        var text = Assert.Single(ntfy.Messages, m => m.Topic == topic).Text;
        Assert.True(Encoding.UTF8.GetByteCount(text) <= 4096);
        Assert.EndsWith("ü…", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_a_lasting_failure_that_names_the_setting_and_not_the_token()
    {
        var topic = Use();
        options.Ntfy.Token = "tk_secret_value";
        ntfy.AccessToken = "another";
        try
        {
            var e = await Assert.ThrowsAsync<DeliveryException>(() => Ntfy().SendAsync(Part(topic, "warning", "open"), CancellationToken.None));

            Assert.True(e.Permanent);
            Assert.Equal("ntfy answered 401. Check Alerts:Ntfy (Url, Topic, Token).", e.Message);
        }
        finally
        {
            ntfy.AccessToken = null;
        }
    }

    [Fact]
    public async Task A_server_error_is_worth_another_try()
    {
        var topic = Use();
        ntfy.Fail(503);

        var e = await Assert.ThrowsAsync<DeliveryException>(() => Ntfy().SendAsync(Part(topic, "warning", "open"), CancellationToken.None));
        Assert.False(e.Permanent);
        await Ntfy().SendAsync(Part(topic, "warning", "open"), CancellationToken.None);
        Assert.Single(ntfy.Messages, m => m.Topic == topic);
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("Mon, 23 Nov 2026 10:01:30 GMT", 90)]
    public async Task The_wait_that_a_server_asks_for_is_passed_on(string header, int seconds)
    {
        await using var server = await StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        });
        options.Ntfy.Url = server.Urls.Single();

        var e = await Assert.ThrowsAsync<DeliveryException>(() => Ntfy().SendAsync(Part("topic", "warning", "open"), CancellationToken.None));

        Assert.Equal((false, TimeSpan.FromSeconds(seconds)), (e.Permanent, e.RetryAfter!.Value));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_is_named_without_its_secret_address()
    {
        options.Webhook.Url = $"http://127.0.0.1:{Counterpart.FreePort()}/hook/top-secret";
        options.Webhook.Secret = "0123456789abcdef";

        var e = await Assert.ThrowsAsync<DeliveryException>(() => Webhook().SendAsync(Part("receiver", "warning", "open"), CancellationToken.None));

        Assert.False(e.Permanent);
        Assert.DoesNotContain("top-secret", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(options.Webhook.Secret, e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_signed_over_time_and_body_and_keeps_its_id_over_retries()
    {
        var calls = new List<(string Signature, string Delivery, byte[] Body)>();
        await using var server = await StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            calls.Add((context.Request.Headers["Jarvis-Signature"].ToString(), context.Request.Headers["Jarvis-Delivery"].ToString(), body.ToArray()));
            context.Response.StatusCode = calls.Count == 1 ? 500 : 204;
        });
        options.Webhook.Url = server.Urls.Single() + "/hook";
        options.Webhook.Secret = "0123456789abcdef";
        var part = Part("receiver", "critical", "open") with { Key = "alert:1:webhook:0" };

        await Assert.ThrowsAsync<DeliveryException>(() => Webhook().SendAsync(part, CancellationToken.None));
        await Webhook().SendAsync(part, CancellationToken.None);

        Assert.Equal(["alert:1:webhook:0", "alert:1:webhook:0"], calls.Select(c => c.Delivery));
        var (signature, _, sent) = calls[1];
        var t = time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal($"t={t},v1={Convert.ToHexStringLower(HMACSHA256.HashData("0123456789abcdef"u8, [.. Encoding.ASCII.GetBytes($"{t}."), .. sent]))}", signature);
        using var json = JsonDocument.Parse(sent);
        Assert.Equal("alert.open", json.RootElement.GetProperty("event").GetString());
        Assert.Equal("Backend is down", json.RootElement.GetProperty("title").GetString());
        Assert.Equal(5, json.RootElement.GetProperty("number").GetInt32());
    }

    [Fact]
    public async Task A_redirect_is_not_followed_since_it_would_carry_the_text_elsewhere()
    {
        var followed = false;
        await using var server = await StartAsync(context =>
        {
            if (context.Request.Path == "/elsewhere") followed = true;
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        options.Webhook.Url = server.Urls.Single() + "/hook";

        Assert.True((await Assert.ThrowsAsync<DeliveryException>(() => Webhook().SendAsync(Part("receiver", "warning", "open"), CancellationToken.None))).Permanent);
        Assert.False(followed);
    }

    [Fact]
    public async Task What_a_Mac_shows_reaches_it_as_arguments_and_never_as_script()
    {
        var part = Part("this Mac", "critical", "open", "\" & do shell script \"rm -rf ~\" & \"") with { Markdown = "-e **bold** `quit`\nsecond" };
        var arguments = MacNotification.Arguments(part);
        Assert.Equal(["-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run"], arguments.Take(6));

        if (OperatingSystem.IsWindows()) return;
        // The same words through a real process: what arrives is what was meant.
        var folder = Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        var program = Path.Combine(folder, "osascript");
        await File.WriteAllTextAsync(program, "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$7\" \"$8\" > \"$0.out\"\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await new MacNotification(time) { Program = program }.SendAsync(part, CancellationToken.None);

        Assert.Equal(["8", "Jarvis: \" & do shell script \"rm -rf ~\" & \"", "-e bold quit second"], await File.ReadAllLinesAsync(program + ".out", TestContext.Current.CancellationToken));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Where_osascript_is_missing_the_failure_says_so()
    {
        var e = await Assert.ThrowsAsync<DeliveryException>(() => new MacNotification(time) { Program = "/nowhere/osascript" }.SendAsync(Part("this Mac", "info", "open"), CancellationToken.None));

        Assert.True(e.Permanent);
        Assert.Contains("Alerts:MacOS:Enabled", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => http?.Dispose();

    private static OutboundPart Part(string address, string severity, string state, string title = "Backend is down") =>
        new() { Address = address, Markdown = "It does not answer.", Alert = new AlertNotice(5, title, severity, state) };

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync();
        return app;
    }

    private string Use()
    {
        options.Ntfy.Url = ntfy.Url.ToString();
        return $"t{Guid.NewGuid():N}";
    }

    private NtfySender Ntfy() => new(http ??= new HttpDelivery(time), Options.Create(options));

    private SignedWebhook Webhook() => new(http ??= new HttpDelivery(time), Options.Create(options), time);
}
