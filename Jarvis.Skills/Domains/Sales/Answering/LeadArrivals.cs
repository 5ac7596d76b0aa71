using System.Runtime.CompilerServices;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>Proposes to answer a lead at the moment it arrives. With a standing approval "also for strangers" it is answered within seconds.</summary>
internal sealed class LeadArrivals(LeadBook book, AnswerChoice answers, IRejections rejections) : IEventHandler
{
    private const int MostQuoted = 240;

    public string Domain => "sales";

    public bool Handles(string eventType) => eventType == "lead.arrived";

    public async IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (LeadEvents.LeadOf(happened) is { } number && await book.FindAsync(number, cancel) is { State: LeadState.New, Contact.Email: not null } lead) yield return For(lead);
    }

    public Proposal For(Lead lead) =>
        new(new FunctionCall("sales.answer", ("lead", Words.Number(lead.Id)), ("template", answers.For(lead).Name)),
            $"{lead.Contact!.Title} came by {lead.Source} with {lead.Score} points{(lead.ScoreReasons.Length > 0 ? $" ({lead.ScoreReasons})" : "")}{(lead.Message.Length > 0 ? $": \"{Quoted(lead.Message)}\"" : ".")}")
        {
            Key = Key(lead),
            Benefit = "Who is answered within minutes buys more often than who waits for hours.",
            Confidence = Math.Clamp(lead.Score / 100.0, 0.3, 0.9),
            Risk = Risk.Low,
            Urgent = true,
            Untrusted = true,
        };

    /// <summary>Those whose answer nobody has said no to since then.</summary>
    public async Task<List<Lead>> NotRefusedAsync(IEnumerable<Lead> leads, DateTimeOffset since, CancellationToken cancel)
    {
        var refused = (await rejections.OfAsync(Domain, since, cancel)).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        return [.. leads.Where(l => !refused.Contains(Key(l)))];
    }

    private static string Key(Lead lead) => $"sales.answer:{lead.Id}";

    private static string Quoted(string message)
    {
        var line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MostQuoted ? line : string.Concat(line.AsSpan(0, MostQuoted - 1), "…");
    }
}
