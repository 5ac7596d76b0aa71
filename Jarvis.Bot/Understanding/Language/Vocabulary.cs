using System.Collections.Frozen;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Language;

/// <summary>What prompts/words.yaml says of English: filler, words that carry little, words that mean the same.</summary>
internal sealed class Vocabulary
{
    private readonly FrozenDictionary<string, string> canonical;
    private readonly FrozenSet<string> light;
    private readonly FrozenSet<string> articles;
    private readonly FrozenSet<string> around;
    private readonly FrozenSet<string> negations;
    private readonly FrozenSet<string> asking;
    private readonly FrozenSet<string> hedges;
    private readonly FrozenSet<string> joints;
    private readonly FrozenSet<string> questions;
    private readonly FrozenSet<string> inversions;
    private readonly FrozenSet<string> noNames;
    private readonly FrozenSet<string> leadsOn;
    private readonly FrozenSet<string> told;

    public Vocabulary(WordsFile file)
    {
        canonical = file.Same.SelectMany(group => group.Skip(1).Select(word => (word, first: group[0])))
            .DistinctBy(p => p.word, StringComparer.Ordinal).ToFrozenDictionary(p => p.word, p => p.first, StringComparer.Ordinal);
        light = Set(file.Light);
        articles = Set(file.Articles);
        negations = Set(file.Negations);
        Before = Phrases(file.Before);
        After = Phrases(file.After);
        Polite = Phrases(file.Polite);
        Leads = Phrases(file.Lead);
        Corrections = Phrases(file.Correction);
        Drops = Phrases(file.Drop);
        DropsAnswer = Phrases(file.DropAnswer);
        Advice = Phrases(file.Advice);
        Opinions = Phrases(file.Opinions);
        around = Set(file.Around);
        asking = file.Asking.ToFrozenSet(StringComparer.Ordinal);
        inversions = file.Inversions.ToFrozenSet(StringComparer.Ordinal);
        questions = Set(file.Questions);
        joints = file.Joints.ToFrozenSet(StringComparer.Ordinal);
        hedges = file.Hedges.ToFrozenSet(StringComparer.Ordinal);
        noNames = file.NoNames.ToFrozenSet(StringComparer.Ordinal);
        leadsOn = file.LeadsOn.ToFrozenSet(StringComparer.Ordinal);
        told = file.Told.ToFrozenSet(StringComparer.Ordinal);
        Fill = file.Fill;
        Samples = file.Samples.ToDictionary(s => s.Key, s => (IReadOnlyList<string>)s.Value, StringComparer.Ordinal);
    }

    public IReadOnlyList<string[]> Before { get; }

    public IReadOnlyList<string[]> After { get; }

    public IReadOnlyList<string[]> Polite { get; }

    /// <summary>"and what about".</summary>
    public IReadOnlyList<string[]> Leads { get; }

    /// <summary>"no, I meant".</summary>
    public IReadOnlyList<string[]> Corrections { get; }

    /// <summary>"never mind".</summary>
    public IReadOnlyList<string[]> Drops { get; }

    /// <summary>"no": drops a question, and means nothing without one.</summary>
    public IReadOnlyList<string[]> DropsAnswer { get; }

    /// <summary>"should we": begins a question that asks for advice.</summary>
    private IReadOnlyList<string[]> Advice { get; }

    /// <summary>"do you think": asks for an opinion, wherever it stands.</summary>
    private IReadOnlyList<string[]> Opinions { get; }

    /// <summary>What people say where an example has a slot of a type, as far as it is no name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Samples { get; }

    /// <summary>What fills a slot of free text in an example that is shown to people, by the slot's name.</summary>
    public IReadOnlyDictionary<string, string> Fill { get; }

    /// <summary>The word that stands for this one and all that mean the same.</summary>
    public string Canonical(string word) => canonical.GetValueOrDefault(word, word);

    /// <summary>Takes words that <see cref="Canonical"/> returned.</summary>
    public bool IsLight(string word) => light.Contains(word);

    /// <summary>May stand around what a follow-up brings.</summary>
    public bool IsAround(string word) => around.Contains(word);

    public bool IsArticle(string word) => articles.Contains(word);

    public bool IsNegation(string word) => negations.Contains(word);

    /// <summary>Takes a word as it was written: "do" begins a question, "did" another.</summary>
    public bool IsAsking(string word) => asking.Contains(word);

    /// <summary>Takes a word as it was written: "if", "might", "after" leave open whether, when or what else is to be done.</summary>
    public bool IsHedge(string word) => hedges.Contains(word);

    /// <summary>Takes a word as it was written: "and", "if" join another wish, or a condition, to what is said.</summary>
    public bool IsJoint(string word) => joints.Contains(word);

    /// <summary>"may we", "is it": the verb stands first, which makes it a question.</summary>
    public bool IsInversion(string word) => inversions.Contains(word);

    /// <summary>Takes a word as it was written: "please", "again", "as" stand around a name and not in it.</summary>
    public bool IsNoName(string word) => noNames.Contains(word);

    /// <summary>Takes a word as it was written: what follows "of" or "from" belongs to what stands before.</summary>
    public bool LeadsOn(string word) => leadsOn.Contains(word);

    /// <summary>Takes a word as it was written: "yet" speaks of what is not, and orders nothing.</summary>
    public bool IsTold(string word) => told.Contains(word);

    /// <summary>"who", "what", "why".</summary>
    public bool IsQuestionWord(string word) => questions.Contains(word);

    /// <summary>What begins so, or holds this, asks for advice or an opinion.</summary>
    public bool AsksAdvice(IReadOnlyList<WordToken> tokens) =>
        Advice.Any(a => Stands(tokens, a, 0)) || Opinions.Any(o => Enumerable.Range(0, Math.Max(0, tokens.Count - o.Length + 1)).Any(at => Stands(tokens, o, at)));

    private static bool Stands(IReadOnlyList<WordToken> tokens, string[] phrase, int at)
    {
        for (var i = 0; i < phrase.Length; i++)
            if (at + i >= tokens.Count || !string.Equals(tokens[at + i].Plain, phrase[i], StringComparison.Ordinal)) return false;
        return true;
    }

    private FrozenSet<string> Set(IEnumerable<string> words) => words.Select(Canonical).ToFrozenSet(StringComparer.Ordinal);

    // Split as messages are, so that "let's" is written here as anybody would.
    private static List<string[]> Phrases(IEnumerable<string> phrases) =>
        [.. phrases.Select(p => Words.Split(p).Select(t => t.ToStringValue()).ToArray()).OrderByDescending(p => p.Length)];
}

/// <summary>The shape of prompts/words.yaml.</summary>
internal sealed class WordsFile
{
    public List<string> Before { get; set; } = [];
    public List<string> Polite { get; set; } = [];
    public List<string> After { get; set; } = [];
    public List<string> Light { get; set; } = [];
    public List<string> Articles { get; set; } = [];
    public List<string> Negations { get; set; } = [];
    public List<string> Lead { get; set; } = [];
    public List<string> Around { get; set; } = [];
    public List<string> Correction { get; set; } = [];
    public List<string> Drop { get; set; } = [];
    public List<string> DropAnswer { get; set; } = [];
    public List<string> Advice { get; set; } = [];
    public List<string> Opinions { get; set; } = [];
    public List<string> Asking { get; set; } = [];
    public List<string> Hedges { get; set; } = [];
    public List<string> Joints { get; set; } = [];
    public List<string> Questions { get; set; } = [];
    public List<string> Inversions { get; set; } = [];
    public List<string> NoNames { get; set; } = [];
    public List<string> LeadsOn { get; set; } = [];
    public List<string> Told { get; set; } = [];
    public Dictionary<string, string> Fill { get; set; } = new(StringComparer.Ordinal);
    public List<List<string>> Same { get; set; } = [];
    public Dictionary<string, List<string>> Samples { get; set; } = new(StringComparer.Ordinal);
}
