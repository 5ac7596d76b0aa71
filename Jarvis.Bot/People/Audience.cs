using Jarvis.Skills.Governance;

namespace Jarvis.Bot.People;

/// <summary>Who a message is for, independent of where they are reached.</summary>
public sealed record Audience
{
    private readonly Func<Person, bool> includes;

    private Audience(string name, Func<Person, bool> includes) => (Name, this.includes) = (name, includes);

    /// <summary>For logs: "owners".</summary>
    public string Name { get; }

    /// <summary>Everybody who is paired, viewers too.</summary>
    public static Audience Everybody { get; } = new("everybody", _ => true);

    public static Audience Owners { get; } = new("owners", p => p.Role == Role.Owner);

    /// <summary>Those who may decide on an action of the domain that needs the clearance.</summary>
    public static Audience Deciders(string domain, ClearanceLevel needs) =>
        new($"deciders of {domain} at {needs.Word()}", p => p.MayDecide(domain, needs));

    /// <summary>One person, on every channel where they are paired.</summary>
    public static Audience Of(int personId) => new($"person {personId}", p => p.Id == personId);

    public bool Includes(Person person) => includes(person);
}
