using System.Globalization;
using System.Text;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bot.Governance;

/// <summary>What Jarvis did in a period, from the ledger.</summary>
internal sealed class Activity(IDbContextFactory<JarvisDb> databases, IOptions<BusinessOptions> business, OwnerTimes times, TimeProvider time)
{
    private const int MostLines = 15;

    public async Task<Answer> TellAsync(string? period, CancellationToken cancel)
    {
        var (from, to) = Read(period);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var actions = await db.Set<ActionRecord>().AsNoTracking()
            .Where(a => (a.EndedAt >= from && a.EndedAt < to) || (a.ProposedAt >= from && a.ProposedAt < to)).OrderBy(a => a.Id).ToListAsync(cancel);
        var done = actions.FindAll(a => a.State is ActionState.Done or ActionState.Undone);
        var when = period is null ? "today" : $"from {Clock(from)} to {Clock(to)}";
        if (actions.Count == 0) return new Answer($"I did nothing {when} that needed doing: I watched, and proposed nothing.");

        var text = new StringBuilder($"I did {done.Count} {(done.Count == 1 ? "thing" : "things")} {when}");
        Count(ActionState.Failed, "failed");
        Count(ActionState.Interrupted, "interrupted");
        Count(ActionState.Refused, "refused");
        Count(ActionState.Expired, "expired");
        Count(ActionState.Waiting, "waiting for you");
        text.Append(".\n\n");
        foreach (var action in done.TakeLast(MostLines)) text.Append($"- {Clock(action.EndedAt ?? action.ProposedAt)} **#{action.Id}** {action.Result ?? action.What} ({action.DecidedBy})\n");
        var failed = actions.FindAll(a => a.State is ActionState.Failed or ActionState.Interrupted);
        foreach (var action in failed.TakeLast(MostLines)) text.Append($"- {ActionText.Standing(action)}\n");
        return new Answer(text.ToString().TrimEnd())
        {
            Data = actions.Select(a => new { number = a.Id, what = a.What, state = a.State.ToString(), by = a.DecidedBy, domain = a.Domain }),
            Untrusted = actions.Any(a => a.Untrusted),
        };

        void Count(ActionState state, string word)
        {
            if (actions.Count(a => a.State == state) is > 0 and var n) text.Append($", {n} {word}");
        }
    }

    public async Task<Answer> ExportAsync(string? period, CancellationToken cancel)
    {
        var (from, to) = period is null ? (DateTimeOffset.MinValue.ToUniversalTime(), time.GetUtcNow()) : Read(period);
        await using var db = await databases.CreateDbContextAsync(cancel);
        var csv = new StringBuilder("id,at_utc,action,domain,kind,who,text\r\n");
        var lines = 0;
        await foreach (var entry in db.Set<LedgerEntry>().AsNoTracking().Where(e => e.At >= from && e.At <= to).OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancel))
        {
            csv.Append(CultureInfo.InvariantCulture, $"{entry.Id},{entry.At:yyyy-MM-ddTHH:mm:ssZ},{entry.ActionNumber},{Cell(entry.Domain)},{Cell(entry.Kind)},{Cell(entry.Who)},{Cell(entry.Text)}\r\n");
            lines++;
        }
        return new Answer($"The ledger has {lines} lines{(period is null ? "" : $" from {Clock(from)} to {Clock(to)}")}.")
        {
            Files = [new AnswerFile($"jarvis-ledger-{time.GetUtcNow():yyyyMMdd}.csv", "text/csv", Encoding.UTF8.GetBytes(csv.ToString()))],
        };
    }

    /// <summary>Null is the owner's today.</summary>
    private (DateTimeOffset From, DateTimeOffset To) Read(string? period)
    {
        var read = times.PeriodOr(period, "period", wall => new Period(wall.StartOf(wall.Today), wall.Now));

        // What ended this very moment belongs to a period that goes up to now.
        return (read.From, read.To == times.Wall.Now ? read.To.AddSeconds(1) : read.To);
    }

    private string Clock(DateTimeOffset at) => business.Value.Local(at).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Quoted, and a cell that a spreadsheet would take for a formula gets a quote in front (OWASP, CSV injection).</summary>
    private static string Cell(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
