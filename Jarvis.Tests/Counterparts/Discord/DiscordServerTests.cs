namespace Jarvis.Tests.Counterparts.Discord;

/// <summary>The stand-in, judged by discord.js: whatever that client does with Discord, it can do here, and sees the same.</summary>
public sealed class DiscordServerTests
{
    [Fact]
    public async Task The_client_that_most_bots_use_takes_it_for_Discord()
    {
        var packages = Repository.At(".ci/node/node_modules");
        if (!Directory.Exists(Path.Combine(packages, "discord.js"))) throw Counterpart.Missing("The npm package discord.js is not installed.");
        await using var discord = DiscordServer.Start();
        await using var judge = ServerProcess.Start(
            Counterpart.NeedCommand("node"), [Repository.At("Jarvis.Tests/Counterparts/Discord/judge.js"), $"{discord.Address}/api", DiscordServer.Token],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_PATH"] = packages });
        var ada = discord.User("4711000000000000001");

        await judge.WaitForLineAsync($"^ready Jarvis {DiscordServer.Bot}$");
        await judge.WaitForLineAsync("^inflated 10$");
        await judge.WaitForLineAsync("^inflated 11$");
        ada.Say("hello");
        await judge.WaitForLineAsync("^message Ada: hello$");
        ada.Say("buttons");
        await judge.WaitForLineAsync(@"^sent choose now 1 rows\.csv$");
        var press = ada.Press("Edit");
        await judge.WaitForLineAsync("^pressed d:edit:1$");
        await discord.UntilAsync(() => discord.Rest.AnswerTo(press) is not null, "a form");
        ada.Submit(press, ("to", "ben"));
        await judge.WaitForLineAsync("^filled in ben$");
        var command = ada.Command("report", ("kind", "daily"));
        await judge.WaitForLineAsync("^command report daily$");
        await discord.UntilAsync(() => ada.Sees.Any(m => m.Interaction == command && m.Content == "answered later"), "the answer in its place");

        discord.Gateway.Cut();
        ada.Say("while you were away");
        await judge.WaitForLineAsync("^message Ada: while you were away$");
        await judge.WaitForLineAsync("^resumed [0-9]+$");
        discord.Gateway.Send(7);
        ada.Say("again");
        await judge.WaitForLineAsync("^message Ada: again$");
        Assert.DoesNotContain("error", judge.Output, StringComparison.Ordinal);
        Assert.Equal(1, discord.Gateway.Count("identify"));
    }
}
