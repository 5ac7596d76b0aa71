using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Drafting;
using Jarvis.Skills.Domains.Sales.Drafts;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Options;

namespace Jarvis.Skills.Domains.Sales.Answering;

/// <summary>
/// Proposes to answer a lead at the moment it arrives: with a template, which goes out within seconds where a standing approval "also for strangers" lets it, or
/// where no template is about what was asked, with a draft, which the owner is always asked about.
/// </summary>
internal sealed class LeadArrivals(LeadBook book, AnswerChoice answers, LeadDrafts drafts, IRejections rejections, IOptions<SalesOptions> options) : IEventHandler
{
    private const int MostQuoted = 240;

    private readonly ConcurrentDictionary<int, bool> drafting = new();

    public string Domain => "sales";

    public bool Handles(string eventType) => eventType == "lead.arrived";

    public async IAsyncEnumerable<Proposal> HandleAsync(BusinessEvent happened, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (LeadEvents.LeadOf(happened) is not { } number || await UnansweredAsync(number, cancel) is not { } lead) yield break;
        if (!options.Value.DraftsForNewLeads || lead.Message.Length == 0 || answers.Speaks(lead) || drafts.Missing is not null)
        {
            yield return For(lead);
            yield break;
        }
        var proposal = await DraftedAsync(lead, happened.Attempts > 1, cancel);
        // The owner may have answered while it was written.
        if (await UnansweredAsync(number, cancel) is not null) yield return proposal;
    }

    /// <summary>The answer is being written; until then there is none to propose.</summary>
    public bool IsDrafting(Lead lead) => drafting.ContainsKey(lead.Id);

    /// <summary>To answer by template.</summary>
    public Proposal For(Lead lead) => Of(lead, new FunctionCall("sales.answer", ("lead", Words.Number(lead.Id)), ("template", answers.For(lead).Name)));

    private async Task<Proposal> DraftedAsync(Lead lead, bool again, CancellationToken cancel)
    {
        drafting[lead.Id] = true;
        try
        {
            var draft = await drafts.OnArrivalAsync(lead, again, cancel);
            // With its words among the arguments, so that whoever edits the question begins with them.
            return Of(lead, new FunctionCall("sales.send_draft", ("draft", Words.Number(draft.Id)), ("text", draft.Text)));
        }
        catch (NoDraftException e)
        {
            var template = For(lead);
            return template with { Why = $"{template.Why} No draft but the template is offered. {e.Message}" };
        }
        finally
        {
            drafting.TryRemove(lead.Id, out _);
        }
    }

    private async Task<Lead?> UnansweredAsync(int number, CancellationToken cancel) =>
        await book.FindAsync(number, cancel) is { State: LeadState.New, Contact.Email: not null } lead ? lead : null;

    private static Proposal Of(Lead lead, FunctionCall call) =>
        new(call, $"{lead.Contact!.Title} came by {lead.Source} with {lead.Score} points{(lead.ScoreReasons.Length > 0 ? $" ({lead.ScoreReasons})" : "")}{(lead.Message.Length > 0 ? $": \"{Wording.Short(lead.Message, MostQuoted)}\"" : ".")}")
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
}
