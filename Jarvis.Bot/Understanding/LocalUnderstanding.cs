namespace Jarvis.Bot.Understanding;

/// <summary>Understands without a model.</summary>
public sealed class LocalUnderstanding
{
    public Understood Understand(string text, ConversationMemory memory) => new Understood.Nothing("");
}
