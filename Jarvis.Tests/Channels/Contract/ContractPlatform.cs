using Jarvis.Tests.Rig;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Tests.Channels.Contract;

/// <summary>
/// A channel's platform as the person on its other side meets it: what they do, what they see, and what goes wrong. It outlives
/// Jarvis, who is started and stopped on it. To bring a channel under the contract, write one of these and derive from
/// <see cref="ChannelContract"/>, or from <see cref="RemoteChannelContract"/> where there is a network in between.
/// </summary>
public abstract class ContractPlatform : IAsyncDisposable
{
    /// <summary>The channel's name.</summary>
    public abstract string Channel { get; }

    /// <summary>As Jarvis names the owner who sits here: "Ada", or "Owner" where whoever sits there is.</summary>
    public virtual string Person => "Ada";

    /// <summary>What a person here sees of one message at most, in UTF-16 units; longer ones are refused by the platform.</summary>
    public abstract int LongestText { get; }

    /// <summary>False where what was printed stays, and news are told below it.</summary>
    public virtual bool Edits => true;

    /// <summary>The settings that connect Jarvis to it.</summary>
    public virtual Dictionary<string, string?> Settings => [];

    /// <summary>What Jarvis's host registers beyond <c>AddJarvis</c>.</summary>
    public virtual void Configure(IServiceCollection services) { }

    /// <summary>Jarvis has started. Pairs the owner's account, opens what Jarvis is called by.</summary>
    public abstract Task StartedAsync(TestJarvis jarvis);

    /// <summary>Jarvis is about to be stopped.</summary>
    public virtual Task StoppingAsync() => Task.CompletedTask;

    /// <summary>The owner writes. Returns once the platform has taken it.</summary>
    public abstract Task WriteAsync(string text);

    /// <summary>The owner sends a file.</summary>
    public abstract Task SendFileAsync(string name, byte[] content);

    /// <summary>The owner presses a button of the newest message that has it.</summary>
    public abstract Task PressAsync(string button);

    /// <summary>The platform brings what the owner did last once more; one that never does so does nothing.</summary>
    public abstract Task RedeliverAsync();

    /// <summary>What the owner sees of Jarvis, oldest first, as edits have left it.</summary>
    public abstract Task<IReadOnlyList<ShownMessage>> ShownAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A platform that is reached over a network, with what goes wrong there.</summary>
public abstract class RemotePlatform : ContractPlatform
{
    /// <summary>Nothing gets through in either direction, until <see cref="HealAsync"/>.</summary>
    public abstract Task BreakAsync();

    public abstract Task HealAsync();

    /// <summary>The next message is refused, with the time to wait.</summary>
    public abstract Task LimitAsync(TimeSpan wait);
}

/// <summary>A message as a person sees it.</summary>
/// <param name="Text">Without markup, as it reads.</param>
public sealed record ShownMessage(string Text)
{
    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>A picture, or a chart that the platform draws itself.</summary>
    public bool Picture { get; init; }

    /// <summary>A table that the platform draws itself: its cells, row by row, with the heads first.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>A file that can be opened, by its name.</summary>
    public string? FileName { get; init; }

    public byte[]? File { get; init; }

    /// <summary>Whatever markup made live: addresses of links and pictures, people and groups that are notified.</summary>
    public IReadOnlyList<string> Live { get; init; } = [];

    public override string ToString() => $"{Text} [{string.Join(" | ", Buttons)}]{(Picture ? " (picture)" : "")}{(FileName is null ? "" : $" ({FileName})")}";
}
