using System.ComponentModel;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Crm;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Crm;

/// <summary>Contacts, deals and notes kept equal with a CRM, as the owner asks for it.</summary>
internal sealed class CrmSkill(CrmDesk desk, CrmPull pull, CrmWaiting waiting, CrmPush push, OwnerClock clock)
{
    private const int Shown = 15;

    /// <summary>A dry run reads so many pages of a kind at most.</summary>
    private const int DryPages = 3;

    [KernelFunction("crm_status")]
    [Description("How contacts, deals and notes stand with the CRM (HubSpot, Pipedrive, Salesforce): what is linked, when it was read, which conflicts wait, what was deleted there.")]
    public async Task<Answer> StatusAsync(CancellationToken cancel = default)
    {
        var standing = await desk.StandingAsync(cancel);
        var toSend = (await waiting.FindAsync(cancel)).Count;
        var linked = standing.Kinds.Sum(k => k.Linked);
        var conflicts = Lines(standing.Conflicts.Count, "conflict waits for you", "conflicts wait for you", standing.Conflicts.Select(c => $"Conflict {c.Number}, {c.Title}: {c.Words}"));
        var gone = Lines(standing.Gone.Count, $"record was deleted at {standing.Vendor} and is kept here", $"records were deleted at {standing.Vendor} and are kept here", standing.Gone.Select(g => $"{KindWord(g.Kind)} {g.Title}, {clock.When(g.At)}"));
        return new Answer($"**{standing.Vendor}**: {Count(linked, "record")} {(linked == 1 ? "is" : "are")} linked, {Digits(toSend)} of ours {(toSend == 1 ? "waits" : "wait")} to be sent. Where both changed the same, the rule is {standing.Rule}.{conflicts}{gone}")
        {
            Table = new Table(["What", "Linked", "Deleted there", "Read"], [.. standing.Kinds.Select(k => (IReadOnlyList<string>)[$"{KindWord(k.Kind)}s", Digits(k.Linked), Digits(k.Deleted), k.ReadAt is { } at ? clock.When(at) : "never"])]),
            Data = new { vendor = standing.Vendor, waiting = toSend, rule = standing.Rule, conflicts = standing.Conflicts.Select(c => new { c.Number, c.Title, c.Words }), deleted = standing.Gone },
            Untrusted = true,
            Next = standing.Conflicts.Count > 0 ? [$"keep theirs in conflict {standing.Conflicts[0].Number}", $"keep ours in conflict {standing.Conflicts[0].Number}"] : toSend > 0 ? ["preview crm sync"] : [],
        };
    }

    [KernelFunction("crm_preview")]
    [Description("A dry run of the CRM sync: lists what would change here and there, field by field, and changes nothing.")]
    public async Task<Answer> PreviewAsync(CancellationToken cancel = default)
    {
        var vendor = desk.Vendor;
        var look = await AskAsync(() => pull.DryLookAsync(DryPages, cancel));
        var incoming = look.Changes.Where(c => c.Deed != CrmDeed.Same).ToList();
        var outgoing = await waiting.FindAsync(cancel);
        var rows = incoming.Take(Shown).Select(c => (IReadOnlyList<string>)["here", KindWord(c.Kind), c.Title, DeedWords(c.Deed), c.What])
            .Concat(outgoing.Take(Shown).Select(s => (IReadOnlyList<string>)[$"at {vendor}", KindWord(s.Record.Kind), s.Title, s.Record.Id is null ? "new" : "changed", s.What])).ToList();
        var more = Math.Max(0, incoming.Count - Shown) + Math.Max(0, outgoing.Count - Shown);
        return new Answer($"Nothing was changed. From {vendor} {Count(incoming.Count, "record")}{(look.Whole ? "" : " of the first pages")} would come in or be told; {Count(outgoing.Count, "record")} of ours would go there ({Digits(outgoing.Count(s => s.Record.Id is null))} new).{(more > 0 ? $" {Count(more, "more record")} than the table shows." : "")}")
        {
            Table = rows.Count == 0 ? null : new Table(["Where", "What", "Who", "How", "Fields"], rows),
            Data = new { vendor, incoming = incoming.Take(50).Select(c => new { kind = c.Kind.ToString(), c.Title, how = DeedWords(c.Deed), c.What }), outgoing = outgoing.Take(50).Select(s => new { kind = s.Record.Kind.ToString(), s.Title, isNew = s.Record.Id is null, s.What }) },
            Untrusted = true,
            Next = outgoing.Count > 0 ? ["sync with the crm"] : [],
        };
    }

    [KernelFunction("crm_sync")]
    [Description("Sends our new and changed contacts, deals and notes to the CRM, after reading what changed there.")]
    public async Task<PlannedAction> SyncAsync(CancellationToken cancel = default)
    {
        var vendor = desk.Vendor;
        var sends = await waiting.FindAsync(cancel);
        if (sends.Count == 0) throw new BadRequestException($"Everything of ours is at {vendor} as it is here. What changes there is read by itself.");
        var made = sends.Count(s => s.Record.Id is null);
        return new PlannedAction
        {
            What = $"Send {Count(sends.Count, "record")} to {vendor}: {Digits(made)} new, {Digits(sends.Count - made)} changed",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [.. sends.Take(Shown).Select(s => $"{KindWord(s.Record.Kind)} {s.Title}")],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["New"] = Digits(made), ["Changed"] = Digits(sends.Count - made), ["Content"] = Digest(sends) },
            Preview = string.Join('\n', sends.Take(Shown).Select(s => $"- {KindWord(s.Record.Kind)} {s.Title}: {(s.Record.Id is null ? "new" : s.What)}")) + (sends.Count > Shown ? $"\n- and {Count(sends.Count - Shown, "record")} more" : ""),
            RiskNote = $"What is changed at {vendor} is not changed back by itself.",
            // A contact goes by its address and a change by its id: twice is once. A new deal or note has nothing of the kind.
            Idempotent = sends.All(s => s.Record.Id is not null || (s.Record.Kind == CrmKind.Contact && s.Record[CrmFields.Email].Length > 0)),
            Commit = async (action, stop) => new Outcome(Told(vendor, await SendAsync(vendor, action.Effect<ICrmWriter>(), sends, stop))),
        };
    }

    [KernelFunction("crm_settle")]
    [Description("Decides a conflict with the CRM, where both sides were changed: keeps ours or theirs.")]
    public async Task<PlannedAction> SettleAsync([Description("The conflict's number")] int conflict, [Description("ours or theirs")] string keep, CancellationToken cancel = default)
    {
        if (keep is not ("ours" or "theirs")) throw new BadRequestException($"keep is \"{keep}\"; say ours or theirs.");
        var found = await desk.NeedConflictAsync(conflict, cancel);
        var theirs = keep == "theirs";
        return new PlannedAction
        {
            What = $"Keep {(theirs ? $"what {desk.Vendor} has" : "ours")} of {found.Title}",
            Needs = ClearanceLevel.ModifySafe,
            Targets = [$"conflict {Digits(conflict)}, {found.Title}"],
            Terms = found.Fields.ToDictionary(f => f.Field, f => $"{f.Ours} / {f.Theirs}", StringComparer.Ordinal),
            Preview = string.Join('\n', found.Fields.Select(f => $"- {f.Field}: \"{(theirs ? f.Theirs : f.Ours)}\" stays, \"{(theirs ? f.Ours : f.Theirs)}\" goes")),
            Idempotent = true,
            Commit = async (action, stop) =>
            {
                await action.Effect<ICrmSettling>().SettleAsync(conflict, theirs, stop);
                return new Outcome(theirs ? $"{found.Title} is now as at {desk.Vendor}." : $"{found.Title} stays as it is here, and goes to {desk.Vendor} with the next sync.");
            },
        };
    }

    private async Task<CrmSent> SendAsync(string vendor, ICrmWriter writer, IReadOnlyList<CrmSend> sends, CancellationToken cancel)
    {
        try
        {
            return await push.SendAsync(vendor, writer, sends, cancel);
        }
        catch (CrmException e)
        {
            throw new ActionFailedException(e.Message, e);
        }
    }

    private static string Told(string vendor, CrmSent sent)
    {
        var left = sent.Left.Count == 0 ? "" : $"{Count(sent.Left.Count, "record")} stayed: {string.Join("; ", sent.Left.Take(3))}{(sent.Left.Count > 3 ? "; …" : "")}.";
        return sent.Made + sent.Changed > 0 ? $"{vendor} has {Count(sent.Made, "new record")} and {Count(sent.Changed, "changed one")} of ours. {left}".TrimEnd()
            : throw new ActionFailedException($"Nothing was sent to {vendor}. {left}");
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (CrmException e)
        {
            throw new BadRequestException(e.Message, e);
        }
    }

    private static string Digest(IEnumerable<CrmSend> sends) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(sends.Select(s => new { s.Record.Kind, s.Record.OurId, s.Record.Id, s.Record.Fields }))))[..16];

    private static string Lines(int count, string one, string many, IEnumerable<string> lines) =>
        count == 0 ? "" : $"\n\n{Digits(count)} {(count == 1 ? one : many)}:\n\n{string.Join('\n', lines.Take(Shown).Select(l => $"- {l}"))}";

    private static string Digits(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string KindWord(CrmKind kind) => kind switch { CrmKind.Contact => "contact", CrmKind.Deal => "deal", _ => "note" };

    private static string DeedWords(CrmDeed deed) => deed switch
    {
        CrmDeed.Made => "new",
        CrmDeed.Joined => "is one that we have",
        CrmDeed.Twice => "is there twice",
        CrmDeed.Changed => "changed",
        CrmDeed.Conflict => "conflict",
        CrmDeed.Gone => "deleted",
        CrmDeed.Skipped => "left out",
        _ => "the same",
    };
}
