using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Discord;
using Jarvis.Bot.People;
using Jarvis.Tests.Counterparts.Discord;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Channels.Discord;

/// <summary>The whole of Jarvis on the Discord stand-in, with Ada, its owner, paired there in a direct message.</summary>
internal sealed class DiscordRig : IAsyncDisposable
{
    public const string Channel = "700000000000000001";
    public const string Role = "800000000000000001";

    private DiscordRig(DiscordServer discord, TestJarvis jarvis) => (Discord, Jarvis, Ada) = (discord, jarvis, discord.User("4711"));

    public DiscordServer Discord { get; }

    public TestJarvis Jarvis { get; private set; }

    public DiscordUser Ada { get; }

    /// <summary>Before the channel has said anything it starts.</summary>
    public ChannelState State => Jarvis.Get<ChannelStates>().All.GetValueOrDefault(DiscordChannel.ChannelName) ?? new ChannelState(ChannelHealth.Starting, "", Jarvis.Clock.GetUtcNow());

    public static async Task<DiscordRig> StartAsync(bool paired = true, Action<DiscordServer>? prepare = null, params (string Name, string Value)[] settings)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var discord = DiscordServer.Start(clock);
        prepare?.Invoke(discord);
        var jarvis = await BeginAsync(discord, clock, null, settings);
        var rig = new DiscordRig(discord, jarvis);
        if (paired) await rig.PairAsync("Ada", rig.Ada);
        return rig;
    }

    /// <summary>Waits until the gateway has welcomed the bot and Jarvis knows.</summary>
    public Task ConnectedAsync() => Discord.UntilAsync(() => Jarvis.Get<ChannelStates>().All.TryGetValue(DiscordChannel.ChannelName, out var state) && state.Health == ChannelHealth.Connected && Discord.Gateway.IsConnected, "a connection");

    /// <summary>Waits for a message of Jarvis's in somebody's conversation that says this.</summary>
    public Task<DiscordMessage> SaysAsync(DiscordUser to, string text) =>
        Discord.UntilAsync(() => to.Sees.LastOrDefault(m => m.Author == DiscordServer.Bot && m.Content.Contains(text, StringComparison.Ordinal)), $"\"{text}\"");

    /// <summary>Another process on the same store.</summary>
    public async Task RestartAsync(Func<Task>? meanwhile = null, params (string Name, string Value)[] settings)
    {
        var (folder, clock) = (Jarvis.Folder, Jarvis.Clock);
        await Jarvis.DisposeAsync();
        if (meanwhile is not null) await meanwhile();
        Jarvis = await BeginAsync(Discord, clock, folder, settings);
    }

    public async Task PairAsync(string name, DiscordUser user, Role role = Bot.People.Role.Owner)
    {
        await Jarvis.AddPersonAsync(name, role, name.ToLowerInvariant());
        await using var db = Jarvis.Database();
        var person = await db.Set<Person>().FirstAsync(p => p.Name == name);
        db.Add(new Identity { PersonId = person.Id, Channel = DiscordChannel.ChannelName, ExternalId = user.Id, Address = user.Direct });
        await db.SaveChangesAsync();
        Jarvis.Get<PeopleDirectory>().Changed();
    }

    public async ValueTask DisposeAsync()
    {
        var folder = Jarvis.Folder;
        await Jarvis.DisposeAsync();
        await Discord.DisposeAsync();
        if (Directory.Exists(folder)) await TestFolder.RemoveAsync(folder);
    }

    private static async Task<TestJarvis> BeginAsync(DiscordServer discord, FakeTimeProvider clock, string? folder, (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Discord:Token"] = DiscordServer.Token, ["Discord:ApiUrl"] = discord.ApiUrl };
        foreach (var (name, value) in settings) all[$"Discord:{name}"] = value;
        return await TestJarvis.StartAsync(all, folder: folder ?? Directory.CreateTempSubdirectory("jarvis-test-").FullName, clock: clock);
    }
}
