using System.Net;
using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales.Crm;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Activity = Jarvis.Skills.Domains.Sales.Leads.Activity;

namespace Jarvis.Tests.Domains.Sales.Crm;

public sealed class CrmSyncTests
{
    private const string Token = "pat-secret-4711";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_sides_come_together_and_then_rest()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        var mara = hub.Put("contacts", null, ("firstname", "Mara"), ("lastname", "Lind"), ("email", "Mara@north.example"), ("company", "North"));
        hub.Put("contacts", null, ("firstname", "Kim"), ("lastname", "Moe"), ("email", "kim@south.example"));
        hub.Put("0-3", mara, ("dealname", "20 seats"), ("amount", "1200.50"), ("deal_currency_code", "EUR"), ("dealstage", "meeting"));
        hub.Put("notes", mara, ("hs_note_body", "<p>Met at the fair &amp; liked it</p>"));
        await jarvis.Get<LeadIntake>().TakeAsync(new LeadForm { Key = "a", Source = "web form", Name = "Mara Lind", Email = "mara@north.example", Phone = "0701234567" }, Stop);
        await jarvis.Get<LeadIntake>().TakeAsync(new LeadForm { Key = "b", Source = "web form", Name = "Ole Berg", Email = "ole@east.example" }, Stop);

        var dry = await jarvis.SayAsync("preview crm sync");
        Assert.Contains("Nothing was changed. From HubSpot 4 records would come in or be told; 2 records of ours would go there (2 new).", dry, StringComparison.Ordinal);
        await using var db = jarvis.Database();
        Assert.Equal((2, 0, 0), (await db.Set<Contact>().CountAsync(Stop), await db.Set<CrmLink>().CountAsync(Stop), await db.Set<CrmCursor>().CountAsync(Stop)));

        await LookAsync(jarvis);
        Assert.Equal([("Mara Lind", "North", "0701234567"), ("Ole Berg", "", ""), ("Kim Moe", "", "")], (await db.Set<Contact>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(Stop)).Select(c => (c.Name, c.Company, c.Phone)));
        var deal = await db.Set<Deal>().AsNoTracking().SingleAsync(Stop);
        Assert.Equal((1, "20 seats", 120_050L, "Meeting", "web form"), (deal.ContactId, deal.Title, deal.AmountMinor, deal.Stage, deal.Source));
        Assert.Equal("Met at the fair & liked it", (await db.Set<Activity>().SingleAsync(a => a.Kind == ActivityKinds.Note, Stop)).Text);

        // Ours to them: Ole is new there, and Mara's number was blank. It is asked for, and nothing was written before.
        Assert.DoesNotContain(hub.Requests, r => r.StartsWith("PATCH", StringComparison.Ordinal) || r.EndsWith("upsert", StringComparison.Ordinal));
        Assert.Contains("Send 2 records to HubSpot: 1 new, 1 changed", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);
        await jarvis.SayAsync("approve 1");
        await jarvis.UntilAsync(1, ActionState.Done);
        Assert.Equal("0701234567", (string?)hub.Find("contacts", "lastname", "Lind")!["properties"]!["phone"]);
        Assert.Equal("Ole", (string?)hub.Find("contacts", "email", "ole@east.example")!["properties"]!["firstname"]);

        await LookAsync(jarvis);
        Assert.Equal(3, hub.Count("contacts"));
        Assert.Equal(3, await db.Set<Contact>().CountAsync(Stop));
        Assert.Contains("Everything of ours is at HubSpot as it is here.", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);
        Assert.All(hub.Keys, key => Assert.Equal(Token, key));
    }

    [Fact]
    public async Task What_changed_on_one_side_changes_the_other_and_what_was_deleted_stays_here_and_is_not_sent_again()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        var kim = hub.Put("contacts", null, ("firstname", "Kim"), ("lastname", "Moe"), ("email", "kim@south.example"));
        await LookAsync(jarvis);
        Later(jarvis);
        hub.Change("contacts", kim, ("phone", "22334455"));
        await LookAsync(jarvis);
        await using var db = jarvis.Database();
        Assert.Equal("22334455", (await db.Set<Contact>().AsNoTracking().SingleAsync(Stop)).Phone);

        await ChangeAsync(db, c => c.Company = "South");
        await jarvis.SayAsync("sync with the crm");
        await jarvis.SayAsync("approve 1");
        await jarvis.UntilAsync(1, ActionState.Done);
        Assert.Contains($"PATCH /crm/v3/objects/contacts/{kim}", hub.Requests);
        Assert.Equal("South", (string?)hub.Find("contacts", "lastname", "Moe")!["properties"]!["company"]);

        hub.Archive("contacts", kim);
        await LookAsync(jarvis);
        await ChangeAsync(db, c => c.Company = "West");
        Assert.Equal(1, await db.Set<Contact>().CountAsync(Stop));
        Assert.Contains("Everything of ours is at HubSpot", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);
        var status = await jarvis.SayAsync("crm status");
        Assert.Contains("1 record was deleted at HubSpot and is kept here", status, StringComparison.Ordinal);
        Assert.Contains("contact Kim Moe", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_waits_for_the_owner_and_is_settled_by_a_word()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        var kim = hub.Put("contacts", null, ("firstname", "Kim"), ("lastname", "Moe"), ("email", "kim@south.example"), ("phone", "111111"));
        await LookAsync(jarvis);
        await using var db = jarvis.Database();
        Later(jarvis);
        await ChangeAsync(db, c => c.Phone = "222222");
        hub.Change("contacts", kim, ("phone", "333333"));
        await LookAsync(jarvis);
        var status = await jarvis.SayAsync("crm status");
        Assert.Contains("Conflict 1, Kim Moe: phone: ours \"222222\", theirs \"333333\"", status, StringComparison.Ordinal);
        Assert.Contains("Everything of ours", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);

        Assert.Contains("Kim Moe is now as at HubSpot.", await jarvis.SayAsync("keep theirs in conflict 1"), StringComparison.Ordinal);
        Assert.Equal("333333", (await db.Set<Contact>().AsNoTracking().SingleAsync(Stop)).Phone);
        Assert.DoesNotContain("Conflict", await jarvis.SayAsync("crm status"), StringComparison.Ordinal);
        Assert.Contains("Everything of ours", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_whom_we_have_is_linked_and_whom_the_vendor_has_twice_is_one_here()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        await jarvis.Get<LeadIntake>().TakeAsync(new LeadForm { Key = "a", Source = "web form", Name = "Kim Moe", Email = "kim@south.example" }, Stop);
        var first = hub.Put("contacts", null, ("firstname", "Kim"), ("lastname", "Moe"), ("email", "kim@south.example"));
        var second = hub.Put("contacts", null, ("firstname", "K."), ("lastname", "Moe"), ("email", "KIM@south.example"), ("phone", "22334455"));
        hub.Put("0-3", second, ("dealname", "20 seats"), ("amount", "10"), ("deal_currency_code", "EUR"), ("dealstage", "meeting"));
        Assert.Contains("is there twice, the second time as number " + second, await PreviewAsync(jarvis), StringComparison.Ordinal);
        await LookAsync(jarvis);
        await LookAsync(jarvis);
        await using var db = jarvis.Database();
        var kim = await db.Set<Contact>().AsNoTracking().SingleAsync(Stop);
        Assert.Equal(("Kim Moe", "22334455"), (kim.Name, kim.Phone));
        Assert.Equal([first, second], await db.Set<CrmLink>().Where(l => l.ContactId == kim.Id).OrderBy(l => l.Id).Select(l => l.VendorId).ToListAsync(Stop));
        Assert.Equal(kim.Id, (await db.Set<Deal>().SingleAsync(Stop)).ContactId);
        Assert.Equal(1, await db.Set<Lead>().CountAsync(Stop));
    }

    [Fact]
    public async Task What_changed_there_after_the_approval_was_asked_for_is_not_written_over()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        var kim = hub.Put("contacts", null, ("firstname", "Kim"), ("lastname", "Moe"), ("email", "kim@south.example"), ("phone", "111111"));
        await LookAsync(jarvis);
        Later(jarvis);
        await using var db = jarvis.Database();
        await ChangeAsync(db, c => c.Phone = "222222");
        await jarvis.Get<LeadIntake>().TakeAsync(new LeadForm { Key = "b", Source = "web form", Name = "Ole Berg", Email = "ole@east.example" }, Stop);
        Assert.Contains("Send 2 records to HubSpot: 1 new, 1 changed", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);
        hub.Change("contacts", kim, ("phone", "333333"));
        await jarvis.SayAsync("approve 1");
        Assert.Contains("HubSpot has 1 new record and 0 changed ones of ours. 1 record stayed: Kim Moe: was changed at HubSpot meanwhile", (await jarvis.UntilAsync(1, ActionState.Done)).Result, StringComparison.Ordinal);
        Assert.Equal("333333", (string?)hub.Find("contacts", "lastname", "Moe")!["properties"]!["phone"]);
        Assert.Contains("ours \"222222\", theirs \"333333\"", await jarvis.SayAsync("crm status"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ours", "222222", true)]
    [InlineData("Theirs", "333333", false)]
    [InlineData("Newest", "333333", false)]
    public async Task Where_settings_name_a_rule_nobody_is_asked(string rule, string counts, bool isSent)
    {
        var (jarvis, hub) = await StartAsync(("Crm:Conflicts", rule));
        await using var _ = jarvis;
        var kim = hub.Put("contacts", null, ("firstname", "Kim"), ("lastname", "Moe"), ("email", "kim@south.example"), ("phone", "111111"));
        await LookAsync(jarvis);
        Later(jarvis);
        await using var db = jarvis.Database();
        await ChangeAsync(db, c => c.Phone = "222222");
        await LookAsync(jarvis);
        Later(jarvis);
        hub.Change("contacts", kim, ("phone", "333333"), ("company", "South"));
        await LookAsync(jarvis);
        var contact = await db.Set<Contact>().AsNoTracking().SingleAsync(Stop);
        Assert.Equal((counts, "South"), (contact.Phone, contact.Company));
        var preview = await PreviewAsync(jarvis);
        Assert.Equal(isSent, preview.Contains("phone: \"111111\" → \"222222\"", StringComparison.Ordinal));
        Assert.Contains(isSent ? "1 record of ours would go there" : "0 records of ours would go there", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_with_a_linked_contact_goes_there_as_a_note_once()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        hub.Put("contacts", null, ("firstname", "Kim"), ("lastname", "Moe"), ("email", "kim@south.example"));
        await LookAsync(jarvis);
        Later(jarvis);
        await using var db = jarvis.Database();
        var kim = await db.Set<Contact>().AsNoTracking().SingleAsync(Stop);
        db.Add(new Activity { ContactId = kim.Id, At = jarvis.Clock.GetUtcNow(), Kind = ActivityKinds.MailOut, Of = "Your question", Text = "Hello Kim,\n2 < 3.", Key = "mail:1" });
        await db.SaveChangesAsync(Stop);
        await jarvis.SayAsync("sync with the crm");
        await jarvis.SayAsync("approve 1");
        await jarvis.UntilAsync(1, ActionState.Done);
        Assert.Equal("We mailed: Your question<br>Hello Kim,<br>2 &lt; 3.", (string?)hub.Only("notes")["properties"]!["hs_note_body"]);
        await LookAsync(jarvis);
        Assert.Equal(1, hub.Count("notes"));
        Assert.Equal(0, await db.Set<Activity>().CountAsync(a => a.Kind == ActivityKinds.Note, Stop));
        Assert.Contains("Everything of ours is at HubSpot", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deal_that_is_won_there_is_won_here_with_its_lead()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        var kim = hub.Put("contacts", null, ("firstname", "Kim"), ("email", "kim@south.example"));
        var deal = hub.Put("0-3", kim, ("dealname", "20 seats"), ("amount", "1200"), ("deal_currency_code", "EUR"), ("dealstage", "meeting"));
        await LookAsync(jarvis);
        await using var db = jarvis.Database();
        Assert.Equal((LeadState.Qualified, "HubSpot"), await db.Set<Lead>().Select(l => new ValueTuple<LeadState, string>(l.State, l.Source)).SingleAsync(Stop));
        Later(jarvis);
        hub.Change("0-3", deal, ("dealstage", "closedwon"), ("hs_is_closed_won", "true"), ("hs_is_closed", "true"));
        await LookAsync(jarvis);
        var won = await db.Set<Deal>().AsNoTracking().SingleAsync(Stop);
        Assert.Equal((true, LeadState.Won), (won.Won, await db.Set<Lead>().Select(l => l.State).SingleAsync(Stop)));
        Assert.NotNull(won.ClosedAt);
        Assert.Equal(1, await db.Set<Jarvis.Skills.Business.BusinessEvent>().CountAsync(e => e.Type == "deal.won", Stop));
        Assert.Contains("Everything of ours is at HubSpot", await jarvis.SayAsync("sync with the crm"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told_without_the_key()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        hub.Fault = _ => new HttpResponseMessage(HttpStatusCode.Unauthorized) { Content = new StringContent($"bad {Token}") };
        var said = await jarvis.SayAsync("preview crm sync");
        Assert.Contains("HubSpot refuses the key (401). Write a valid one to Crm:HubSpot:Token", said, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Too_fast_or_in_trouble_is_tried_again_after_a_while(HttpStatusCode status)
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        hub.Put("contacts", null, ("firstname", "Kim"), ("email", "kim@south.example"));
        var left = 2;
        hub.Fault = _ => Interlocked.Decrement(ref left) < 0 ? null : new HttpResponseMessage(status) { Headers = { RetryAfter = new(TimeSpan.FromSeconds(1)) } };
        await LookAsync(jarvis);
        await using var db = jarvis.Database();
        Assert.Equal(1, await db.Set<Contact>().CountAsync(Stop));
    }

    [Fact]
    public async Task A_page_that_breaks_off_changes_nothing_and_is_read_again()
    {
        var (jarvis, hub) = await StartAsync();
        await using var _ = jarvis;
        for (var i = 0; i < 150; i++) hub.Put("contacts", null, ("firstname", $"P{i}"), ("email", $"p{i}@south.example"));
        var searches = 0;
        hub.Fault = r => r.RequestUri!.AbsolutePath.EndsWith("search", StringComparison.Ordinal) && ++searches == 2 ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("{\"results\":[{\"id\":\"1\",\"prop", System.Text.Encoding.UTF8, "application/json") } : null;
        await LookAsync(jarvis);
        await using var db = jarvis.Database();
        Assert.Equal(100, await db.Set<Contact>().CountAsync(Stop));
        await LookAsync(jarvis);
        Assert.Equal(150, await db.Set<Contact>().CountAsync(Stop));
    }

    [Fact]
    public async Task Without_a_vendor_it_says_what_to_write()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        Assert.Contains("No CRM is set up. Write HubSpot, Pipedrive or Salesforce to Crm:Vendor", await jarvis.SayAsync("crm status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_none_is_set_up_the_watch_does_not_wake()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        Assert.Equal(TimeSpan.FromDays(1), jarvis.Services.GetServices<IPeriodicWork>().Single(w => w.Name == "sales.crm").Interval);
    }

    private static async Task<(TestJarvis Jarvis, HubSpotStandIn Hub)> StartAsync(params (string Name, string Value)[] settings)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var hub = new HubSpotStandIn(clock);
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Crm:Vendor"] = "HubSpot", ["Crm:HubSpot:Url"] = "https://hub.example", ["Crm:HubSpot:Token"] = Token, ["Crm:Stages:Meeting"] = "meeting", ["Business:Currency"] = "EUR",
            ["Sales:Stages:Qualified"] = "20", ["Sales:Stages:Meeting"] = "40",
        };
        foreach (var (name, value) in settings) all[name] = value;
        var jarvis = await TestJarvis.StartAsync(all, services =>
        {
            // Looks are made when a test says so.
            services.Remove(services.Single(s => s.ServiceType == typeof(IPeriodicWork) && s.ImplementationType == typeof(CrmWatch)));
            services.AddSingleton<CrmWatch>().SpeakTo(() => hub);
        }, clock: clock);
        return (jarvis, hub);
    }

    /// <summary>One round of the watch, while waits of its own pass.</summary>
    private static async Task LookAsync(TestJarvis jarvis)
    {
        var look = jarvis.Get<CrmWatch>().RunAsync(Stop);
        await jarvis.PassAsync(TimeSpan.FromHours(1), () => look.IsCompleted);
        await look;
    }

    /// <summary>What the dry run says, with its table.</summary>
    private static async Task<string> PreviewAsync(TestJarvis jarvis)
    {
        var answer = (Answer)await jarvis.CallAsync(new FunctionCall("sales.crm_preview"));
        return $"{answer.Sentence}\n{string.Join('\n', (answer.Table?.Rows ?? []).Select(r => string.Join(" | ", r)))}";
    }

    /// <summary>Past the minute by which looks overlap.</summary>
    private static void Later(TestJarvis jarvis) => jarvis.Clock.Advance(TimeSpan.FromMinutes(10));

    private static async Task ChangeAsync(Jarvis.Skills.Storage.JarvisDb db, Action<Contact> change)
    {
        db.ChangeTracker.Clear();
        change(await db.Set<Contact>().SingleAsync(Stop));
        await db.SaveChangesAsync(Stop);
    }
}
