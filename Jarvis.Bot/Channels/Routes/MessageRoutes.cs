using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Channels.Routes;

/// <summary>Where each kind of message goes: what the owner said in chat, else the setting, else everywhere.</summary>
public sealed class MessageRoutes(Controls controls, IOptions<RoutesOptions> options)
{
    /// <summary>The chosen channels; none when it goes wherever people are paired.</summary>
    public IReadOnlyList<string> For(string kind) => RoutesOptions.Split(controls.Said(Name(kind), options.Value.For(kind)) ?? options.Value.For(kind));

    /// <param name="channels">Empty: wherever people are paired.</param>
    internal Task ChooseAsync(string kind, IReadOnlyList<string> channels, string by, CancellationToken cancel) =>
        controls.SayAsync(Name(kind), string.Join(',', channels), options.Value.For(kind), by, cancel);

    /// <summary>Of where people are reached, what is chosen for this kind. Who is paired on none of it is reached everywhere.</summary>
    internal IEnumerable<(string Channel, string Address, Person Person)> Choose(string? kind, IReadOnlyList<(string Channel, string Address, Person Person)> everywhere)
    {
        var chosen = kind is null ? [] : For(kind);
        if (chosen.Count == 0) return everywhere;
        return everywhere.GroupBy(a => a.Person.Id).SelectMany(person => person.Any(a => chosen.Contains(a.Channel)) ? person.Where(a => chosen.Contains(a.Channel)) : person);
    }

    private static string Name(string kind) => $"route.{kind}";
}
