namespace Jarvis.Skills.Domains;

/// <summary>What people can say, for a help that shows it. The host implements it from the example utterances in prompts/.</summary>
public interface IPhraseBook
{
    /// <summary>Every function that can be asked for in words, with a few ways to say it, filled in with names that exist.</summary>
    IReadOnlyList<Phrases> All { get; }
}

/// <summary>Ways to ask for one function.</summary>
/// <param name="Function">"health.restart".</param>
/// <param name="What">What it does, as its description says.</param>
/// <param name="Say">At least one example, ready to be sent.</param>
public sealed record Phrases(string Function, string What, IReadOnlyList<string> Say)
{
    public string Domain => Function.Split('.', 2)[0];
}
