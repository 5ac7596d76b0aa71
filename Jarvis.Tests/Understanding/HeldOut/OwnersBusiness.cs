using Jarvis.Skills.Domains;

namespace Jarvis.Tests.Understanding.HeldOut;

/// <summary>The shipped understanding in a business with services, leads, deals and people, whose names requests use.</summary>
public sealed class OwnersBusiness : ShippedUnderstanding
{
    protected override IEnumerable<IVocabulary> Names =>
    [
        new Known("service", "website", "checkout", "backend", "licence-server", "downloads", "worker", "postgres", "redis", "mail"),
        new Known("lead", "Greta Olsen", "Ravi Menon", "Studio Kormoran"),
        new Known("deal", "Bluebird Records", "Ravi Menon"),
        new Known("person", "Ben", "Carla"),
        new Known("purpose", "ticket summaries", "chat"),
        new Known("model", "gemini", "gpt", "claude"),
    ];

    private sealed class Known(string slot, params string[] names) : IVocabulary
    {
        public string Slot => slot;

        public IReadOnlyCollection<string> Names => names;
    }
}
