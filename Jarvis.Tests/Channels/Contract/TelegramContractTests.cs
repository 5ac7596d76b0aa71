using System.Globalization;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Telegram.Bot.Types.Enums;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>The other side is the Telegram test server.</summary>
public sealed class TelegramContractTests(TelegramServer server) : RemoteChannelContract, IClassFixture<TelegramServer>
{
    protected override RemotePlatform Remote() => new TelegramPlatform(server.NewBot());
}

internal sealed class TelegramPlatform(TelegramBot bot) : RemotePlatform
{
    private const long Ada = 4711;
    private readonly TelegramUser user = bot.User(Ada, "Ada");

    public override string Channel => TelegramChannel.ChannelName;

    public override int LongestText => 4096;

    public override Dictionary<string, string?> Settings => new() { ["Telegram:Token"] = bot.Token, ["Telegram:ApiUrl"] = bot.BaseUrl, ["Telegram:PollSeconds"] = "2" };

    public override Task StartedAsync(TestJarvis jarvis)
    {
        var account = Ada.ToString(CultureInfo.InvariantCulture);
        return jarvis.PairAsync(Channel, account, account);
    }

    public override Task WriteAsync(string text) => user.SendAsync(text);

    public override Task SendFileAsync(string name, byte[] content) => user.SendFileAsync(name, "application/octet-stream", content);

    public override async Task PressAsync(string button) => await user.PressAsync((await bot.MessagesAsync(Ada)).Last(m => m.Buttons.Contains(button)), button);

    public override Task RedeliverAsync() => bot.RedeliverAsync();

    public override Task BreakAsync() => bot.FailAsync("*", TelegramFault.DroppedBefore, times: 1_000_000);

    public override Task HealAsync() => bot.HealAsync();

    public override Task LimitAsync(TimeSpan wait) => bot.FailAsync("sendMessage", TelegramFault.TooMany((int)wait.TotalSeconds));

    public override async Task<IReadOnlyList<ShownMessage>> ShownAsync()
    {
        var shown = new List<ShownMessage>();
        foreach (var sent in await bot.MessagesAsync(Ada)) shown.Add(await ReadAsync(sent));
        return shown;
    }

    private async Task<ShownMessage> ReadAsync(SentMessage sent) => new(sent.Text)
    {
        Buttons = sent.Buttons,
        Picture = sent.Message.Photo is not null,
        FileName = sent.Message.Document?.FileName,
        File = sent.Message.Document is { } file ? await bot.DownloadAsync(file.FileId) : null,
        Live = [.. (sent.Message.Entities ?? sent.Message.CaptionEntities ?? []).Where(e => e.Type is MessageEntityType.TextLink or MessageEntityType.TextMention).Select(e => e.Url ?? $"{e.User}")],
    };
}
