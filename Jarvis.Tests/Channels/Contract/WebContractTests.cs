using System.Text.RegularExpressions;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>The page, by what it posts and what it reads to draw itself; that it draws it is for the tests with a browser.</summary>
public sealed class WebContractTests : ChannelContract
{
    protected override ContractPlatform Platform() => new WebPlatform();
}

internal sealed partial class WebPlatform : ContractPlatform
{
    private TestJarvis jarvis = null!;
    private Func<Task>? last;
    private int posted;

    public override string Channel => WebChannel.ChannelName;

    public override string Person => "Owner";

    public override int LongestText => 100_000;

    public override void Configure(IServiceCollection services) => services.AddWebChannel(new ConfigurationBuilder().Build());

    public override Task StartedAsync(TestJarvis jarvis)
    {
        this.jarvis = jarvis;
        return Task.CompletedTask;
    }

    public override Task WriteAsync(string text) => PostAsync("text", text);

    public override async Task PressAsync(string button)
    {
        var data = (await ReadAsync()).SelectMany(m => m.Buttons.SelectMany(r => r)).Last(b => b.Label == button).Data;
        await PostAsync("button", data);
    }

    public override async Task SendFileAsync(string name, byte[] content) =>
        Assert.Null(await jarvis.Get<WebInbound>().FileAsync(WebChannel.Owner, "", NextId(), name, "", content, TestContext.Current.CancellationToken));

    public override Task RedeliverAsync() => last!();

    /// <summary>Without the greeting that stands there from the start.</summary>
    public override async Task<IReadOnlyList<ShownMessage>> ShownAsync() =>
        [.. (await ReadAsync()).Where(m => !m.FromPerson && !PlainText.Visible(m.Text).StartsWith("Hello, I am Jarvis", StringComparison.Ordinal)).Select(Shown)];

    private async Task PostAsync(string kind, string text)
    {
        var post = new WebPost(NextId(), kind, text);
        await (last = async () => Assert.Null(await jarvis.Get<WebInbound>().PostAsync(WebChannel.Owner, "", post, TestContext.Current.CancellationToken)))();
    }

    private string NextId() => $"browser-{++posted}";

    private Task<IReadOnlyList<WebMessage>> ReadAsync() => jarvis.Get<WebHistory>().ReadAsync(WebChannel.Owner, before: null, TestContext.Current.CancellationToken);

    private ShownMessage Shown(WebMessage message)
    {
        byte[]? file = null;
        if (message.FileName is not null)
        {
            using var db = jarvis.Database();
            file = File.ReadAllBytes(jarvis.Get<FileShelf>().PathOf(db.Set<OutboxMessage>().Find(long.Parse(message.ContentRow[1..]))!.Part().File!));
        }
        return new ShownMessage(PlainText.Visible(message.Text))
        {
            Buttons = [.. message.Buttons.SelectMany(r => r).Select(b => b.Label)],
            Picture = message.IsPicture || message.Chart is not null,
            Cells = message.Table is { } table ? [.. table.Columns, .. table.Rows.SelectMany(r => r)] : [],
            FileName = message.FileName,
            File = file,
            Live = [.. Addresses().Matches(WebHtml.Of(message.Text)).Select(m => m.Groups["url"].Value)],
        };
    }

    [GeneratedRegex("<[a-z]+[^>]* (href|src)=\"(?<url>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Addresses();
}
