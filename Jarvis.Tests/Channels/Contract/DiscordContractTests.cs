using System.Text;
using Jarvis.Bot.Channels.Discord;
using Jarvis.Tests.Counterparts.Discord;
using Jarvis.Tests.Rig;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>The other side is the stand-in that discord.js has judged.</summary>
public sealed class DiscordContractTests : RemoteChannelContract
{
    protected override RemotePlatform Remote() => new DiscordPlatform();
}

internal sealed class DiscordPlatform : RemotePlatform
{
    private readonly DiscordServer discord = DiscordServer.Start();
    private readonly DiscordUser ada;

    public DiscordPlatform() => ada = discord.User("4711");

    public override string Channel => DiscordChannel.ChannelName;

    public override int LongestText => 2000;

    public override Dictionary<string, string?> Settings => new() { ["Discord:Token"] = DiscordServer.Token, ["Discord:ApiUrl"] = discord.ApiUrl };

    public override async Task StartedAsync(TestJarvis jarvis)
    {
        await jarvis.PairAsync(Channel, ada.Id, ada.Direct);
        await discord.UntilAsync(() => discord.Gateway.IsConnected, "a connection");
    }

    public override Task WriteAsync(string text)
    {
        ada.Say(text);
        return Task.CompletedTask;
    }

    public override Task SendFileAsync(string name, byte[] content)
    {
        ada.Say("", (name, content));
        return Task.CompletedTask;
    }

    public override Task PressAsync(string button)
    {
        ada.Press(button);
        return Task.CompletedTask;
    }

    public override Task RedeliverAsync()
    {
        ada.Redeliver();
        return Task.CompletedTask;
    }

    public override Task BreakAsync()
    {
        discord.Down = true;
        return Task.CompletedTask;
    }

    public override Task HealAsync()
    {
        discord.Down = false;
        return Task.CompletedTask;
    }

    public override Task LimitAsync(TimeSpan wait)
    {
        discord.Fail("POST .*/messages", 429, new { message = "You are being rate limited.", retry_after = wait.TotalSeconds, global = false });
        return Task.CompletedTask;
    }

    public override Task<IReadOnlyList<ShownMessage>> ShownAsync() =>
        Task.FromResult<IReadOnlyList<ShownMessage>>([.. ada.Sees.Where(m => m.Author == DiscordServer.Bot && !m.IsThinking).Select(Read)]);

    public override async ValueTask DisposeAsync()
    {
        await discord.DisposeAsync();
        await base.DisposeAsync();
    }

    private static ShownMessage Read(DiscordMessage message)
    {
        var live = new List<string>();
        var text = string.Join('\n', new[] { message.Content }.Concat(message.Embeds.Select(e => (string?)e!["description"] ?? "")).Select(t => Visible(t, live)));
        if (message.MayNotify) live.Add("mentions");
        var file = message.Files.Count > 0 ? message.Files[0] : default;
        var picture = file.Name?.EndsWith(".png", StringComparison.Ordinal) == true;
        return new ShownMessage(text.Trim())
        {
            Buttons = [.. message.Buttons],
            Picture = picture,
            FileName = picture ? null : file.Name,
            File = picture ? null : file.Content,
            Live = live,
        };
    }

    /// <summary>As Discord shows it: escapes are undone, marks seen and not read, and what is in angle brackets lives.</summary>
    private static string Visible(string markdown, List<string> live)
    {
        var shown = new StringBuilder();
        for (var i = 0; i < markdown.Length; i++)
        {
            var c = markdown[i];
            if (c == '\\' && i + 1 < markdown.Length && !char.IsAsciiLetterOrDigit(markdown[i + 1])) shown.Append(markdown[++i]);
            else if (c == '<' && markdown.IndexOf('>', i) is var end && end > 0)
            {
                live.Add(markdown[(i + 1)..end]);
                // Behind a label the address is not seen.
                if (i > 1 && markdown[(i - 2)..i] == "](") end++;
                else shown.Append(markdown, i + 1, end - i - 1);
                i = end;
            }
            else if (c == '@') live.Add("@");
            else if (c == ']' && markdown.AsSpan(i).StartsWith("](<", StringComparison.Ordinal)) i++;
            else if (c is not ('*' or '~' or '`' or '[' or '\u200B')) shown.Append(c);
        }
        return shown.ToString();
    }
}
