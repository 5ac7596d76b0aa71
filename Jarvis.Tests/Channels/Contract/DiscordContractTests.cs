using System.Text.RegularExpressions;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Discord;
using Jarvis.Tests.Counterparts.Discord;
using Jarvis.Tests.Rig;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>The other side is the stand-in for Discord that discord.js has judged.</summary>
public sealed class DiscordContractTests : RemoteChannelContract
{
    protected override RemotePlatform Remote() => new DiscordPlatform();
}

/// <summary>Ada's direct messages with Jarvis.</summary>
internal sealed partial class DiscordPlatform : RemotePlatform
{
    /// <summary>Where an escaped letter is kept while marks are taken for what they are.</summary>
    private const char Kept = '\uE000';

    private readonly DiscordServer discord = DiscordServer.Start(new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero)));
    private readonly DiscordUser user;

    public DiscordPlatform() => user = discord.User("4711");

    public override string Channel => DiscordChannel.ChannelName;

    public override int LongestText => 2000;

    public override Dictionary<string, string?> Settings => new() { ["Discord:Token"] = DiscordServer.Token, ["Discord:ApiUrl"] = discord.ApiUrl };

    public override async Task StartedAsync(TestJarvis jarvis)
    {
        await jarvis.PairAsync(Channel, user.Id, user.Direct);
        // What happens before the first session, nobody would bring.
        await discord.UntilAsync(() => jarvis.Get<ChannelStates>().All.TryGetValue(Channel, out var state) && state.Health == ChannelHealth.Connected && discord.Gateway.IsConnected, "a connection");
    }

    public override Task WriteAsync(string text) => Done(() => user.Say(text));

    public override Task SendFileAsync(string name, byte[] content) => Done(() => user.Say("", (name, content)));

    public override Task PressAsync(string button) => Done(() => user.Press(button));

    public override Task RedeliverAsync() => Done(user.Redeliver);

    public override Task BreakAsync() => Done(() => discord.Down = true);

    public override Task HealAsync() => Done(() => discord.Down = false);

    public override Task LimitAsync(TimeSpan wait) =>
        Done(() => discord.Fail("^POST .*/messages$", 429, new { message = "You are being rate limited.", retry_after = wait.TotalSeconds, global = false }));

    public override Task<IReadOnlyList<ShownMessage>> ShownAsync() =>
        Task.FromResult<IReadOnlyList<ShownMessage>>([.. user.Sees.Where(m => m.Author == DiscordServer.Bot && !m.IsThinking).Select(Read)]);

    public override async ValueTask DisposeAsync()
    {
        await discord.DisposeAsync();
        await base.DisposeAsync();
    }

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static ShownMessage Read(DiscordMessage message)
    {
        string[] texts = [message.Content, .. message.Embeds.Select(e => (string?)e!["description"] ?? "")];
        var (name, content) = message.Files.FirstOrDefault();
        var isPicture = name?.EndsWith(".png", StringComparison.Ordinal) == true;
        var marked = texts.Select(KeepLiteral).ToList();
        return new ShownMessage(string.Join('\n', marked.Select(Plain)).Trim())
        {
            Buttons = [.. message.Buttons],
            Picture = isPicture,
            FileName = isPicture ? null : name,
            File = isPicture ? null : content,
            Live = [.. marked.SelectMany(t => Alive().Matches(t)).Select(m => Restore(m.Groups["url"].Value)), .. message.Mentions.Select(m => $"{m}")],
        };
    }

    /// <summary>Code and escaped letters are shown as they are.</summary>
    private static string KeepLiteral(string source) =>
        Literal().Replace(source, m => new string([.. (m.Groups["code"] is { Success: true } code ? code.Value : m.Groups["letter"].Value).Select(c => char.IsAscii(c) ? (char)(c + Kept) : c)]));

    private static string Plain(string marked) => Restore(Mark().Replace(Named().Replace(marked, "${label}"), ""));

    /// <summary>Without the letters that have no width.</summary>
    private static string Restore(string kept) => new([.. kept.Where(c => c != '\u200B').Select(c => c >= Kept && c < Kept + 128 ? (char)(c - Kept) : c)]);

    [GeneratedRegex(@"```[a-zA-Z0-9+#-]*\n(?<code>.*?)\n```|``(?<code>.*?)``|\\(?<letter>[!-/:-@\[-`{-~])", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<url>https?://[^\s<>)]*|<[@#:/t][^>]*>|@everyone|@here)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alive();

    [GeneratedRegex(@"\[(?<label>[^\]]*)\]\(<[^>]*>\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\*\*|\*|~~|^> |<(?=https?://)|(?<=https?://[^\s>]*)>", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Mark();
}
