using System.ComponentModel;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Times;
using Jarvis.Skills.Governance;
using Microsoft.SemanticKernel;
using static Jarvis.Skills.Answers.Wording;

namespace Jarvis.Skills.Domains.Sales.Import;

/// <summary>Files of contacts that were sent here: looked into, imported, and taken out again.</summary>
internal sealed class ImportSkill(ImportDesk imports, OwnerClock clock)
{
    private const int RowsShown = 5;
    private const int MostImports = 10;

    /// <summary>To find, type and file one lead by hand takes no less.</summary>
    private static readonly TimeSpan SavedByRow = TimeSpan.FromSeconds(30);

    [KernelFunction("import_preview")]
    [Description("Looks into a CSV file of contacts or leads that was sent here: what its columns are, how many rows are new, known or wrong.")]
    public async Task<Answer> ImportPreviewAsync(
        Kernel kernel,
        [Description("The file's number; leave out for the last one sent here")] long? file = null,
        [Description("What columns are where headings do not say it: \"Kunde = company, 3 = phone\"")] string? columns = null,
        CancellationToken cancel = default)
    {
        var view = await imports.NeedAsync(CallContext.Of(kernel), file, columns, cancel);
        var read = view.File;
        var used = FieldsOf(read);
        return new Answer(Described(view, "The rows to mend are in the file here: correct them in it and send it back."))
        {
            Table = read.Rows.Count == 0 ? null : new Table(["Row", .. used.Select(f => f.Name)], [.. read.Rows.Take(RowsShown).Select(r => (IReadOnlyList<string>)[Number(r.Row), .. used.Select(f => Short(f.Of(r), 40))])]),
            Files = read.Wrong.Count == 0 ? [] : [new AnswerFile($"{Path.GetFileNameWithoutExtension(read.Name)}-to-mend.csv", "text/csv", read.WrongRows())],
            Data = new { file = view.Number, rows = read.Rows.Count + read.Wrong.Count, @new = view.New, known = view.Known, repeated = view.Repeated, wrong = read.Wrong.Take(20).Select(w => new { w.Row, w.Mend }), columns = read.Columns.Headings.Zip(read.Columns.Fields, (h, f) => new { heading = h, field = f.ToString() }) },
            Untrusted = true,
            Next = read.Rows.Count == 0 ? [] : [$"import file {view.Number}"],
        };
    }

    [KernelFunction("import")]
    [Description("Imports the contacts of a CSV file that was sent here as leads. They are not written to.")]
    public async Task<PlannedAction> ImportAsync(
        Kernel kernel,
        [Description("The file's number; leave out for the last one sent here")] long? file = null,
        [Description("What columns are where headings do not say it: \"Kunde = company, 3 = phone\"")] string? columns = null,
        CancellationToken cancel = default)
    {
        var view = await imports.NeedAsync(CallContext.Of(kernel), file, columns, cancel);
        var read = view.File;
        if (read.Rows.Count == 0) throw new BadRequestException(Described(view, "\"preview import\" gives them as a file."));
        return new PlannedAction
        {
            What = $"Import {read.Name}: {Count(view.New, "new lead")}{(view.Known > 0 ? $", {Count(view.Known, "known contact")}" : "")}",
            Needs = ClearanceLevel.ModifySafe,
            // Who names a file by its number has seen what is in it; any other file is many things, and its preview is shown first.
            Targets = file is not null ? [$"file {view.Number}, {read.Name}"] : [$"file {view.Number}, {read.Name}", .. read.Rows.Take(RowsShown).Select(r => r.Title)],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["File"] = $"{view.Number}, {read.Name}", ["New"] = Number(view.New), ["Known"] = Number(view.Known), ["Repeated"] = Number(view.Repeated), ["Left out"] = Number(read.Wrong.Count), ["Columns"] = Recognised(read),
            },
            Preview = Described(view, "They are left out; \"preview import\" gives them as a file."),
            Undo = "remove those who were imported and not touched since",
            Idempotent = true,
            Commit = async (action, stop) =>
            {
                var done = await action.Effect<ILeadImports>().ImportAsync(action.ActionId, action.DecidedBy, read, stop);
                return new Outcome($"{Count(done.NewLeads, "lead")} from {read.Name} {(done.NewLeads == 1 ? "is" : "are")} in{(done.Known > 0 ? $"; {Count(done.Known, "contact")} I knew, and I filled in what was blank" : "")}{(done.Repeated > 0 ? $"; {Count(done.Repeated, "row")} repeated another" : "")}{(done.Wrong > 0 ? $"; {Count(done.Wrong, "row")} {(done.Wrong == 1 ? "was" : "were")} left out as wrong" : "")}. It is import {done.Id}.")
                {
                    Undo = new FunctionCall("sales.undo_import", ("import", Number(done.Id))), SavedTime = done.NewLeads * SavedByRow,
                };
            },
        };
    }

    [KernelFunction("imports")]
    [Description("The files of leads that were imported: when, by whom, how many.")]
    public async Task<Answer> ImportsAsync(CancellationToken cancel = default)
    {
        var latest = await imports.LatestAsync(MostImports, cancel);
        if (latest.Count == 0) return new Answer("No file was imported yet. Drop a CSV file here, and I show what is in it.");
        return new Answer($"The last import is {latest[0].Id}, {latest[0].FileName}: {Count(latest[0].NewLeads, "new lead")}{(latest[0].UndoneAt is null ? "" : ", and it was undone")}.")
        {
            Table = new Table(["Import", "File", "When", "By", "New", "Known", "Repeated", "Left out", ""], [.. latest.Select(i => (IReadOnlyList<string>)
                [Number(i.Id), i.FileName, clock.When(i.At), i.By, Number(i.NewLeads), Number(i.Known), Number(i.Repeated), Number(i.Wrong), i.UndoneAt is null ? "" : "undone"])]),
            Data = latest.Select(i => new { import = i.Id, file = i.FileName, at = i.At, by = i.By, @new = i.NewLeads, known = i.Known, repeated = i.Repeated, wrong = i.Wrong, undone = i.UndoneAt }),
        };
    }

    [KernelFunction("undo_import")]
    [Description("Takes out the leads of an import that nothing has happened to since.")]
    public async Task<PlannedAction> UndoImportAsync([Description("The import's number; leave out for the last")] int? import = null, CancellationToken cancel = default)
    {
        var row = await imports.NeedImportAsync(import, cancel);
        return new PlannedAction
        {
            What = $"Undo import {row.Id}, {row.FileName}: {Count(row.NewLeads, "lead")}",
            Needs = ClearanceLevel.ModifyProduction,
            Targets = [$"import {row.Id}, {row.FileName}"],
            Terms = new Dictionary<string, string>(StringComparer.Ordinal) { ["Import"] = Number(row.Id), ["Leads"] = Number(row.NewLeads) },
            RiskNote = "Leads that wrote, were written to, moved or got a deal since stay. What was filled in for known contacts stays, too.",
            Idempotent = true,
            Commit = async (action, stop) =>
            {
                var undone = await action.Effect<ILeadImports>().UndoAsync(row.Id, stop);
                return new Outcome($"{Count(undone.Removed, "lead")} of {row.FileName} {(undone.Removed == 1 ? "is" : "are")} out again{(undone.Left > 0 ? $"; {Count(undone.Left, "lead")} stayed, because something has happened to them since" : "")}. To bring them back, import the file again.");
            },
        };
    }

    private static string Described(ImportView view, string mended)
    {
        var read = view.File;
        var total = read.Rows.Count + read.Wrong.Count;
        var says = $"**{read.Name}** has {Count(total, "row")} ({read.Encoding}): {Count(view.New, "new lead")}{(view.Known > 0 ? $", {Count(view.Known, "known contact")}" : "")}{(view.Repeated > 0 ? $", {Count(view.Repeated, "row")} that {(view.Repeated == 1 ? "repeats" : "repeat")} another" : "")}{(read.Wrong.Count > 0 ? $", {Count(read.Wrong.Count, "row")} to mend" : "")}.\n\n{Recognised(read)}";
        if (read.Wrong.Count > 0)
            says += $"\n\n{string.Join('\n', read.Wrong.Take(RowsShown).Select(w => $"- Row {w.Row}: {w.Mend}"))}{(read.Wrong.Count > RowsShown ? $"\n- and {Count(read.Wrong.Count - RowsShown, "row")} more" : "")}\n\n{mended}";
        return says;
    }

    /// <summary>"Vorname + Nachname = name, E-Mail = e-mail; kept as notes: Beruf."</summary>
    private static string Recognised(LeadFile file)
    {
        var columns = file.Columns.Headings.Zip(file.Columns.Fields, (h, f) => (Heading: h, Field: f)).ToList();
        var known = columns.Where(c => c.Field is not (ImportField.Note or ImportField.Ignored)).GroupBy(c => FieldWords(c.Field), StringComparer.Ordinal).Select(g => $"{string.Join(" + ", g.Select(c => c.Heading))} = {g.Key}");
        var notes = columns.Where(c => c.Field == ImportField.Note).Select(c => c.Heading).ToList();
        return $"Columns: {string.Join(", ", known)}{(notes.Count > 0 ? $"; kept as notes: {string.Join(", ", notes)}" : "")}.";
    }

    private static List<(string Name, Func<ImportRow, string> Of)> FieldsOf(LeadFile file)
    {
        (string Name, Func<ImportRow, string> Of)[] all = [("Name", r => r.Name), ("E-mail", r => r.Email ?? ""), ("Company", r => r.Company), ("Phone", r => r.Phone), ("Message", r => r.Message), ("Source", r => r.Source ?? ""), ("Consent", r => r.Consent ?? ""), ("Notes", r => r.Notes)];
        return [.. all.Where(f => file.Rows.Take(RowsShown).Any(r => f.Of(r).Length > 0))];
    }

    private static string FieldWords(ImportField field) => field switch
    {
        ImportField.FirstName or ImportField.LastName or ImportField.Name => "name",
        ImportField.Email => "e-mail",
        ImportField.TimeZone => "time zone",
        var other => other.ToString().ToLowerInvariant(),
    };
}
