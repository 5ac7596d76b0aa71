using Jarvis.Bot.Understanding.Language;
using Jarvis.Skills.Business.Times;

namespace Jarvis.Bot.Understanding.Matching;

/// <summary>What a text that is written freely can take in. In a name, a word with a capital letter may be anything: "The Wine Shop", "Now Foods".</summary>
internal sealed class FreeWords(Utterance utterance, Vocabulary vocabulary)
{
    /// <summary>"please", "again", "as" are no part of a name.</summary>
    public bool IsInName(int token) => IsCapital(token) || !vocabulary.IsNoName(utterance.Tokens[token].Plain);

    /// <summary>A name neither begins nor ends with "for" or "the".</summary>
    public bool IsNameEdge(int token) => IsCapital(token) || (IsInName(token) && !utterance.Tokens[token].IsLight && !vocabulary.IsArticle(utterance.Tokens[token].Canonical));

    /// <summary>"the report of", "the mail from": what follows belongs to it, be it a day.</summary>
    public bool LeadsOn(int token) => vocabulary.LeadsOn(utterance.Tokens[token].Plain);

    private bool IsCapital(int token) =>
        token > 0 && utterance.Tokens[token] is { Kind: WordKind.Word, Plain: not "i", StartsSentence: false } word && char.IsUpper(utterance.Text[word.Start]);
}
