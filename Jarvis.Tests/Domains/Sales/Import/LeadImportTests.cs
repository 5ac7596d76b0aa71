using System.Text;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Import;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Activity = Jarvis.Skills.Domains.Sales.Leads.Activity;

namespace Jarvis.Tests.Domains.Sales.Import;

public sealed class LeadImportTests
{
    private const string People = "Vorname;Nachname;E-Mail;Firma;Telefon;Beruf\nMara;Lind;mara@north.example;North;;Lehrerin\nOle;Berg;ole(at)south.example;;;\nKim;Moe;kim@north.example;;+47 22 33 44 55;\nKim;Moe;KIM@north.example;North;;\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_dropped_without_a_word_is_shown_and_imported_at_a_word_and_undone_at_another()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var shown = await DropAsync(jarvis, "kunden.csv", People);
        Assert.Contains("**kunden.csv** has 4 rows (UTF-8): 2 new leads, 1 row that repeats another, 1 row to mend.", shown, StringComparison.Ordinal);
        Assert.Contains("Vorname + Nachname = name, E-Mail = e-mail, Firma = company, Telefon = phone; kept as notes: Beruf.", shown, StringComparison.Ordinal);
        Assert.Contains("- Row 3: E-Mail: \"ole(at)south.example\" is no e-mail address", shown, StringComparison.Ordinal);
        await jarvis.Channel.UntilAsync(parts => parts.Any(p => p.File is not null) && parts.Any(p => p.Buttons.Count > 0));
        var mend = Assert.Single(jarvis.Channel.Shown, p => p.File is not null).File!;
        Assert.Equal("kunden-to-mend.csv", mend.Name);
        var say = jarvis.Channel.Shown.SelectMany(p => p.Buttons).SelectMany(r => r).Single(b => b.Label.StartsWith("import file", StringComparison.Ordinal));

        Assert.Contains("2 leads from kunden.csv are in; 1 row repeated another; 1 row was left out as wrong. It is import 1.", await jarvis.SayAsync(say.Label), StringComparison.Ordinal);

        await using var db = jarvis.Database();
        var leads = await db.Set<Lead>().Include(l => l.Contact).OrderBy(l => l.Id).ToListAsync(Stop);
        Assert.Equal([("Mara Lind", "North", "mara@north.example"), ("Kim Moe", "North", "kim@north.example")], leads.Select(l => (l.Contact!.Name, l.Contact.Company, l.Contact.Email!)));
        Assert.All(leads, l => Assert.Equal((LeadState.Listed, "import"), (l.State, l.Source)));
        Assert.All(leads, l => Assert.NotNull(l.ScoredAt));
        Assert.Equal(3, await db.Set<Activity>().CountAsync(a => a.Kind == ActivityKinds.Import, Stop));
        Assert.Equal("Beruf: Lehrerin", (await db.Set<Activity>().FirstAsync(a => a.LeadId == leads[0].Id, Stop)).Text);
        var events = await db.Set<BusinessEvent>().Select(e => e.Type).ToListAsync(Stop);
        Assert.Contains("leads.imported", events);
        Assert.DoesNotContain("lead.arrived", events);

        // Mara is worked on, Kim is not.
        db.Add(new Deal { ContactId = leads[0].ContactId, LeadId = leads[0].Id, Title = "Seats", Stage = "Qualified", Currency = "EUR" });
        await db.SaveChangesAsync(Stop);
        Assert.Contains("1 lead of kunden.csv is out again; 1 lead stayed", await jarvis.SayAsync("undo import 1"), StringComparison.Ordinal);
        Assert.Equal(["mara@north.example"], await db.Set<Contact>().AsNoTracking().Select(c => c.Email!).ToListAsync(Stop));
    }

    [Fact]
    public async Task With_a_word_and_unseen_it_is_asked_for_with_its_preview()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var asked = await DropAsync(jarvis, "kunden.csv", People, "import these contacts");
        Assert.Contains("Import kunden.csv: 2 new leads", asked, StringComparison.Ordinal);
        Assert.Contains("Row 3", asked, StringComparison.Ordinal);
        // Said on another channel, where no file was sent: it is still the file that was meant.
        await jarvis.SayAsync("approve 1", channel: "other");
        await jarvis.UntilAsync(1, ActionState.Done);
        await using var db = jarvis.Database();
        Assert.Equal(2, await db.Set<Lead>().CountAsync(Stop));
    }

    [Fact]
    public async Task Somebody_known_gets_blanks_filled_in_and_who_bought_is_no_lead_again()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var intake = jarvis.Get<LeadIntake>();
        await intake.TakeAsync(new LeadForm { Key = "a", Source = "web form", Name = "Mara L.", Email = "mara@north.example" }, Stop);
        await using var db = jarvis.Database();
        await db.Set<Lead>().ExecuteUpdateAsync(s => s.SetProperty(l => l.State, LeadState.Won), Stop);
        jarvis.Clock.Sleep(TimeSpan.FromDays(1));
        await DropAsync(jarvis, "kunden.csv", People);
        Assert.Contains("1 lead from kunden.csv is in; 1 contact I knew", await jarvis.SayAsync("import file 1"), StringComparison.Ordinal);
        var mara = await db.Set<Contact>().AsNoTracking().FirstAsync(c => c.Email == "mara@north.example", Stop);
        Assert.Equal(("Mara L.", "North"), (mara.Name, mara.Company));
        Assert.Equal(1, await db.Set<Lead>().CountAsync(l => l.ContactId == mara.Id, Stop));

        // The same file again is nothing new.
        jarvis.Clock.Sleep(TimeSpan.FromDays(1));
        await DropAsync(jarvis, "kunden.csv", People);
        Assert.Contains("0 leads from kunden.csv are in; 2 contacts I knew", await jarvis.SayAsync("import file 3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_on_a_list_and_writes_waits_for_an_answer_like_any_new_lead()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await DropAsync(jarvis, "kunden.csv", People);
        await jarvis.SayAsync("import file 1");
        var taken = await jarvis.Get<LeadIntake>().TakeAsync(new LeadForm { Key = "b", Source = "web form", Name = "Kim", Email = "kim@north.example", Message = "What do 20 seats cost?" }, Stop);
        Assert.True(taken.IsNew);
        await using var db = jarvis.Database();
        var lead = await db.Set<Lead>().SingleAsync(l => l.Id == taken.Lead, Stop);
        Assert.Equal((LeadState.New, "web form", "What do 20 seats cost?"), (lead.State, lead.Source, lead.Message));
        Assert.Equal(1, await db.Set<BusinessEvent>().CountAsync(e => e.Type == "lead.arrived", Stop));
    }

    [Fact]
    public async Task A_number_reaches_no_file_of_another_conversation()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await DropAsync(jarvis, "kunden.csv", People);
        Assert.Contains("There is no file 1 in this conversation.", await jarvis.SayAsync("import file 1", channel: "other"), StringComparison.Ordinal);
        Assert.Contains("No file was sent in this conversation.", await jarvis.SayAsync("preview import", channel: "other"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_thousand_rows_are_imported_and_a_run_after_a_crash_goes_on_where_it_stopped()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var text = new StringBuilder("Name,E-Mail,Company\n");
        for (var i = 0; i < 20_000; i++) text.Append($"Person {i},p{i}@c{i % 3000}.example,Company {i % 3000}\n");
        var file = LeadFile.Read("big.csv", Encoding.UTF8.GetBytes(text.ToString()), null);
        var imports = (LeadImports)jarvis.Services.GetRequiredKeyedService<ILeadImports>(EffectRegistration.Key);
        var action = Guid.NewGuid();
        // As far as it had come.
        Assert.Equal(9000, (await imports.ImportAsync(action, "Ada", file with { Rows = [.. file.Rows.Take(9000)] }, Stop)).NewLeads);
        var begun = TimeProvider.System.GetTimestamp();
        var done = await imports.ImportAsync(action, "Ada", file, Stop);
        TestContext.Current.TestOutputHelper?.WriteLine($"{11_000 / TimeProvider.System.GetElapsedTime(begun).TotalSeconds:#,0} rows a second");
        Assert.Equal((20_000, 0, 0), (done.NewLeads, done.Known, done.Repeated));
        await using var db = jarvis.Database();
        Assert.Equal((20_000, 20_000, 20_000), (await db.Set<Contact>().CountAsync(Stop), await db.Set<Lead>().CountAsync(Stop), await db.Set<Activity>().CountAsync(Stop)));
        Assert.Equal(new UndoneImport(20_000, 0), await imports.UndoAsync(done.Id, Stop));
        Assert.Equal(0, await db.Set<Contact>().CountAsync(Stop));
    }

    private static async Task<string> DropAsync(TestJarvis jarvis, string name, string content, string caption = "")
    {
        var file = jarvis.Get<FileShelf>().Save(name, "text/csv", Encoding.UTF8.GetBytes(content));
        var message = new InboxMessage
        {
            Channel = "test", ExternalId = Guid.NewGuid().ToString("n"), Address = "ada", SenderId = "ada", Kind = InboundKind.File, Text = caption, FilePath = file.Path, FileName = file.Name, At = jarvis.Clock.GetUtcNow(),
        };
        await jarvis.Get<Inbox>().ReceiveAsync(message, Stop);
        return await jarvis.AnswerAsync(message.Id);
    }
}
