using Jarvis.Bot.Governance;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Activity = Jarvis.Skills.Domains.Sales.Leads.Activity;

namespace Jarvis.Tests.Domains.Sales;

public sealed class DuplicateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Likely_duplicates_are_listed_with_the_reason_and_those_who_only_look_alike_are_not()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        await AddAsync(jarvis,
            new Contact { Name = "Mara Lind", Email = "mara@gmail.com" }, new Contact { Name = "M. Lind", Email = "mara@gmial.com" },
            new Contact { Name = "Ole Berg", Phone = "+47 22 33 44 55" }, new Contact { Name = "Ole Berg", Phone = "022 33 44 55", Email = "ole@south.example" }, new Contact { Name = "Kim Moe", Phone = "22334455" },
            new Contact { Name = "Léa Roux", Company = "Nord" }, new Contact { Name = "lea roux", Company = "NORD" },
            new Contact { Name = "Ann", Email = "info@abc.example" }, new Contact { Name = "Bob", Email = "info@abd.example" });
        var said = await jarvis.SayAsync("show duplicates");
        Assert.Contains("3 pairs of contacts are likely one person each.", said, StringComparison.Ordinal);
        await jarvis.Channel.UntilAsync(parts => parts.Any(p => p.Table is not null || p.Markdown.Contains("mistyped", StringComparison.Ordinal)));
        var table = jarvis.Channel.Shown.Select(p => p.Table).OfType<Jarvis.Skills.Answers.Table>().LastOrDefault()?.Rows ?? [];
        Assert.All(["the same phone number", "the same name and company", "a mistyped domain"], why => Assert.Contains(why, said + string.Join('\n', table.SelectMany(r => r)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_become_one_at_the_owners_word_with_all_that_hangs_on_them_and_two_again_at_another()
    {
        await using var jarvis = await TestJarvis.StartAsync();
        var intake = jarvis.Get<LeadIntake>();
        await intake.TakeAsync(new LeadForm { Key = "a", Source = "web form", Name = "Mara Lind", Email = "mara@gmail.com" }, Stop);
        var second = await intake.TakeAsync(new LeadForm { Key = "b", Source = "web form", Name = "Mara Lind", Email = "mara@gmial.com", Phone = "0701234567", Company = "North", Message = "Hello?" }, Stop);
        await using var db = jarvis.Database();
        db.Add(new Deal { ContactId = 2, LeadId = second.Lead, Title = "Seats", Stage = "Qualified", Currency = "EUR" });
        await db.SaveChangesAsync(Stop);

        Assert.Contains("Merge contact 2", await jarvis.SayAsync("merge contact 2 into contact 1"), StringComparison.Ordinal);
        await jarvis.SayAsync("approve 1");
        await jarvis.UntilAsync(1, ActionState.Done);
        Assert.Equal([1, 1, 1, 1, 1], await OwnersAsync(db));
        var kept = await db.Set<Contact>().AsNoTracking().FirstAsync(c => c.Id == 1, Stop);
        Assert.Equal(("mara@gmail.com", "0701234567", "North"), (kept.Email, kept.Phone, kept.Company));
        // The other address still finds the person.
        Assert.Equal(1, (await db.Set<Lead>().AsNoTracking().FirstAsync(l => l.Id == second.Lead, Stop)).ContactId);
        await intake.TakeAsync(new LeadForm { Key = "c", Source = "web form", Email = "mara@gmial.com", Message = "Still there?" }, Stop);
        Assert.Equal(1, (await db.Set<Activity>().AsNoTracking().FirstAsync(a => a.Key == "c", Stop)).ContactId);

        await jarvis.SayAsync("undo 1");
        var undo = await jarvis.UntilAsync(2, ActionState.Done);
        Assert.Equal("sales.part", undo.Function);
        Assert.Equal([1, 2, 1, 2, 2], (await OwnersAsync(db))[..5]);
        Assert.Equal("", (await db.Set<Contact>().AsNoTracking().FirstAsync(c => c.Id == 1, Stop)).Phone);
        Assert.Null((await db.Set<Contact>().AsNoTracking().FirstAsync(c => c.Id == 2, Stop)).MergedIntoId);
    }

    /// <summary>Whose are the first two leads, the first two lines and the deal.</summary>
    private static async Task<List<int>> OwnersAsync(Jarvis.Skills.Storage.JarvisDb db) =>
    [
        .. await db.Set<Lead>().AsNoTracking().OrderBy(l => l.Id).Take(2).Select(l => l.ContactId).ToListAsync(Stop),
        .. await db.Set<Activity>().AsNoTracking().OrderBy(a => a.Id).Take(2).Select(a => a.ContactId).ToListAsync(Stop),
        .. await db.Set<Deal>().AsNoTracking().Select(d => d.ContactId).ToListAsync(Stop),
    ];

    private static async Task AddAsync(TestJarvis jarvis, params Contact[] contacts)
    {
        await using var db = jarvis.Database();
        db.AddRange(contacts);
        await db.SaveChangesAsync(Stop);
    }
}
