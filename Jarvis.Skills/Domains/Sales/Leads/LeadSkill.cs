using System.ComponentModel;
using System.Globalization;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Leads;

/// <summary>What the owner asks of leads.</summary>
internal sealed class LeadSkill(LeadBook book, OwnerTimes times, OwnerClock clock)
{
    private const int MostRows = 10;
    private const int MostAsked = 100;
    private const int MostLines = 25;

    [KernelFunction("leads")]
    [Description("The open leads with the highest scores, and why each has its score.")]
    public async Task<Answer> LeadsAsync([Description("How many to show; leave out for ten")] int? count = null, CancellationToken cancel = default)
    {
        if (count is < 1 or > MostAsked) throw new BadRequestException($"count is {count}; allowed is a number from 1 to {MostAsked}.");
        var top = await book.TopAsync(count ?? MostRows, cancel);
        var counts = await book.CountsAsync(cancel);
        var open = counts.Where(c => c.Key < LeadState.Won).Sum(c => c.Value);
        if (open == 0) return new Answer("No lead is open. They come in by a web form (Hooks in appsettings.json says how), by a CSV file dropped here, or by e-mail.");
        var waiting = counts.GetValueOrDefault(LeadState.New);
        return new Answer($"{Count(open, "lead")} {(open == 1 ? "is" : "are")} open{(waiting > 0 ? $", {waiting} of them not answered yet" : "")}. The best is **{top[0].Contact!.Title}** with {top[0].Score} points{Because(top[0])}.")
        {
            Table = new Table(["Lead", "Who", "Score", "Why", "State", "Came"], [.. top.Select(l => (IReadOnlyList<string>)
                [Number(l.Id), l.Contact!.Title, Number(l.Score), l.ScoreReasons, LeadWords.State(l.State), clock.Ago(l.ArrivedAt)])]),
            Data = top.Select(l => new { lead = l.Id, who = l.Contact!.Title, score = l.Score, why = l.ScoreReasons, state = l.State.ToString(), source = l.Source, arrived = l.ArrivedAt }),
            Untrusted = true,
            Next = [$"timeline of lead {top[0].Id}"],
        };
    }

    [KernelFunction("timeline")]
    [Description("Everything that happened with one lead: what they wrote and did, what was answered, the stages.")]
    public async Task<Answer> TimelineAsync([Description("The lead's number, name or address")] string lead, CancellationToken cancel = default)
    {
        var found = await book.NeedAsync(lead, cancel);
        var lines = await book.TimelineAsync(found.ContactId, MostLines, cancel);
        return new Answer($"Lead {found.Id}, **{found.Contact!.Title}**{(found.Contact.Email is { } mail ? $", {mail}" : "")}, from {found.Source}, {LeadWords.State(found.State)} since {clock.When(found.StateSince)}{(found.Closed ? "" : $": {found.Score} points{Because(found)}")}.")
        {
            Table = new Table(["When", "What", "Text"], [.. lines.Select(a => (IReadOnlyList<string>)[clock.When(a.At), a.Of.Length > 0 ? $"{LeadWords.Kind(a.Kind)}: {a.Of}" : LeadWords.Kind(a.Kind), Short(a.Text)])]),
            Data = new { lead = found.Id, found.Contact.Name, found.Contact.Email, found.Contact.Company, state = found.State.ToString(), score = found.Score, timeline = lines.Select(a => new { a.At, a.Kind, a.Of, a.Text }) },
            Untrusted = true,
        };
    }

    [KernelFunction("replies")]
    [Description("Who answered lately: mails that leads wrote, newest first, and what they said.")]
    public async Task<Answer> RepliesAsync([Description("A period; leave out for the last seven days")] string? period = null, CancellationToken cancel = default)
    {
        var over = times.PeriodOr(period, "period", wall => new Period(wall.Now.AddDays(-7), wall.Now.AddMilliseconds(1)));
        var replies = await book.RepliesAsync(over.From, over.To, cancel);
        if (replies.Count == 0) return new Answer("No lead has written back in that time.");
        var people = replies.Select(r => r.Who).Distinct(StringComparer.Ordinal).ToList();
        return new Answer($"{Count(people.Count, "lead")} wrote back: {string.Join(", ", people.Take(5).Select(p => $"**{p}**"))}{(people.Count > 5 ? " …" : "")}.")
        {
            Table = new Table(["When", "Who", "Lead", "Subject", "Said"], [.. replies.Take(MostLines).Select(r => (IReadOnlyList<string>)[clock.When(r.At), r.Who, r.Lead is { } l ? Number(l) : "–", Short(r.Subject, 40), Short(r.Text)])]),
            Data = replies.Take(MostLines),
            Untrusted = true,
        };
    }

    [KernelFunction("sources")]
    [Description("Where leads come from: how many by each source, how many were answered, won and lost, and the win rate.")]
    public async Task<Answer> SourcesAsync(CancellationToken cancel = default)
    {
        var sources = await book.SourcesAsync(cancel);
        if (sources.Count == 0) return new Answer("There are no leads yet.");
        return new Answer($"Most leads come by **{sources[0].Source}** ({sources[0].All} of {sources.Sum(s => s.All)}).")
        {
            Table = new Table(["Source", "Leads", "Open", "Won", "Lost", "Win rate"], [.. sources.Select(s => (IReadOnlyList<string>)
                [s.Source, Number(s.All), Number(s.All - s.Won - s.Lost), Number(s.Won), Number(s.Lost), s.Won + s.Lost == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * s.Won / (s.Won + s.Lost):0} % of {s.Won + s.Lost}")])]),
            Chart = sources.Count < 2 ? null : new Chart("Leads by source", ChartKind.Bar, [new ChartSeries("leads", [.. sources.Take(10).Select(s => new ChartPoint(s.All) { Label = s.Source })])]),
            Data = sources,
        };
    }

    private static string Because(Lead lead) => lead.ScoreReasons.Length > 0 ? $" ({lead.ScoreReasons})" : "";
}
