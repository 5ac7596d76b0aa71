using System.Net;

namespace Jarvis.Tests.Counterparts;

public sealed class NtfyReceiverTests(NtfyReceiver ntfy) : IClassFixture<NtfyReceiver>
{
    [Fact]
    public async Task A_publication_arrives_as_it_was_sent()
    {
        Assert.Equal(HttpStatusCode.OK, await PublishAsync("alerts-1", "backend is down", ("Title", "Down"), ("Priority", "urgent"), ("Tags", "warning,skull"), ("Actions", "view, Open, http://127.0.0.1/; http, Acknowledge, http://127.0.0.1/ack, method=POST")));
        var message = await ntfy.WaitForAsync(it => it.Topic is "alerts-1");
        Assert.Equal(("backend is down", "Down", "urgent"), (message.Text, message.Title, message.Priority));
        Assert.Equal(["warning", "skull"], message.Tags);
        Assert.Contains("Acknowledge", message.Actions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no spaces", "Title", "x")]
    [InlineData("refused", "Priority", "critical")]
    [InlineData("refused", "Actions", "open, Dashboard, http://127.0.0.1/")]
    public async Task What_ntfy_refuses_is_refused_and_not_kept(string topic, string header, string value)
    {
        Assert.Equal(HttpStatusCode.BadRequest, await PublishAsync(topic, "x", (header, value)));
        Assert.DoesNotContain(ntfy.Messages, message => string.Equals(message.Topic, topic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_fails_as_often_as_it_was_told_to()
    {
        await using var own = new NtfyReceiver();
        await own.InitializeAsync();
        own.Fail(429);
        own.Fail(500);
        Assert.Equal(HttpStatusCode.TooManyRequests, await PublishAsync(own, "faults", "one"));
        Assert.Equal(HttpStatusCode.InternalServerError, await PublishAsync(own, "faults", "two"));
        Assert.Equal(HttpStatusCode.OK, await PublishAsync(own, "faults", "three"));
        Assert.Equal("three", Assert.Single(own.Messages).Text);
    }

    [Fact]
    public async Task Without_its_access_token_it_lets_nobody_publish()
    {
        await using var own = new NtfyReceiver { AccessToken = "tk_secret" };
        await own.InitializeAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await PublishAsync(own, "private", "x"));
        Assert.Equal(HttpStatusCode.OK, await PublishAsync(own, "private", "x", ("Authorization", "Bearer tk_secret")));
    }

    private static async Task<HttpStatusCode> PublishAsync(NtfyReceiver to, string topic, string text, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(to.Url, Uri.EscapeDataString(topic)));
        request.Content = new StringContent(text);
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private Task<HttpStatusCode> PublishAsync(string topic, string text, params (string Name, string Value)[] headers) => PublishAsync(ntfy, topic, text, headers);
}
