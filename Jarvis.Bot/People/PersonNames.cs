using Jarvis.Skills.Domains;

namespace Jarvis.Bot.People;

/// <summary>The names by which people can be meant.</summary>
internal sealed class PersonNames(PeopleDirectory people) : IVocabulary
{
    public string Slot => "person";

    public IReadOnlyCollection<string> Names => people.LastKnownNames;
}
