namespace Jarvis.Skills.Business.Times.Grammars;

internal enum LexemeKind
{
    Word,
    Number,

    /// <summary>Any other character.</summary>
    Sign,

    /// <summary>A web or mail address, in which nothing is a time.</summary>
    Address,
}

/// <summary>A word, a number or a sign of a text in which times are looked for.</summary>
/// <param name="Text">Lower case, without apostrophes.</param>
/// <param name="Value">Of a number of up to eight digits; otherwise -1.</param>
/// <param name="Spaced">Space stands before it.</param>
internal sealed record Lexeme(LexemeKind Kind, string Text, int Value, bool Spaced, int Start, int End)
{
    private object?[]? readings;

    /// <summary>What the grammar's larger parts read from here, so that each reads a place once (B. Ford, "Packrat parsing", 2002).</summary>
    public ref object? Reading(int part)
    {
        readings ??= new object?[Reader.Remembered];
        return ref readings[part];
    }
}
