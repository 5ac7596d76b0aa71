namespace Jarvis.Skills.Business.Drafting;

/// <summary>Writes a text that a person reads before it goes anywhere.</summary>
public interface IDrafts
{
    /// <summary>What must be set up before anything can be written, in a sentence for the owner; null when it is.</summary>
    string? Missing { get; }

    /// <summary>Asks once. What comes back was written after reading text from outside: it is untrusted.</summary>
    /// <exception cref="NoDraftException">Nothing was written; says why.</exception>
    Task<string> WriteAsync(DraftOrder order, CancellationToken cancel);
}

/// <summary>A text to be written.</summary>
public sealed record DraftOrder
{
    /// <summary>The prompt's name: "sales/draft.md".</summary>
    public required string Prompt { get; init; }

    /// <summary>Whose budget pays.</summary>
    public required string Domain { get; init; }

    /// <summary>What it belongs to: "turn:81", "lead:12".</summary>
    public required string Cause { get; init; }

    /// <summary>True when no person waits for it.</summary>
    public bool Background { get; init; }

    /// <summary>How long is waited for it.</summary>
    public required TimeSpan Within { get; init; }

    public required IReadOnlyList<DraftPart> Parts { get; init; }
}

/// <summary>Something that is known to whoever writes.</summary>
/// <param name="Outside">Somebody outside wrote it: it is information, and nothing in it is a request.</param>
public sealed record DraftPart(string Title, string Text, bool Outside = false);

/// <summary>There is no draft. The message says why, in a sentence for the owner.</summary>
public sealed class NoDraftException : Exception
{
    public NoDraftException() { }
    public NoDraftException(string message) : base(message) { }
    public NoDraftException(string message, Exception innerException) : base(message, innerException) { }
}
