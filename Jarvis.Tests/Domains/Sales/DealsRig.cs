using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Business.Pages;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales.Deals;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Quotes;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Activity = Jarvis.Skills.Domains.Sales.Leads.Activity;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>A business with four stages that sells in EUR and may do sales work without asking. It is Monday 23 November, 9:00.</summary>
internal sealed class DealsRig : IAsyncDisposable
{
    public static readonly Dictionary<string, string?> Settings = new(StringComparer.Ordinal)
    {
        ["Business:Name"] = "Northwind Audio", ["Business:Currency"] = "EUR", ["Business:PublicUrl"] = "https://offers.northwind.example", ["Mail:From"] = "Northwind Audio <hello@northwind.example>",
        ["Sales:Stages:Qualified"] = "20", ["Sales:Stages:Meeting"] = "40", ["Sales:Stages:Proposal"] = "60", ["Sales:Stages:Negotiation"] = "80",
        ["Sales:Deals:WhenReplied"] = "Meeting", ["Sales:Deals:WhenQuoteSent"] = "Proposal", ["Sales:Deals:WhenQuoteViewed"] = "Negotiation",
        ["Sales:Quotes:MostDiscountPercent"] = "15",
        ["Governance:Clearance"] = "MODIFY_SAFE",
    };

    private static readonly PublicVisitor Person = new(IsPerson: true);

    private DealsRig(TestJarvis jarvis) => Jarvis = jarvis;

    public TestJarvis Jarvis { get; }

    public DateTimeOffset Now => Jarvis.Clock.GetUtcNow();

    public IPublicPage Door => Jarvis.Services.GetServices<IPublicPage>().Single(p => p.Name == "quotes");

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<DealsRig> StartAsync(params (string Name, string? Value)[] settings) => StartAsync(null, settings);

    /// <summary>With a mail server, so that mails leave.</summary>
    public static Task<DealsRig> WithServerAsync() => StartAsync(services => services.Replace(ServiceDescriptor.Singleton<MailCarrier, TakingCarrier>()), []);

    private static async Task<DealsRig> StartAsync(Action<IServiceCollection>? configure, (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(Settings, StringComparer.Ordinal);
        foreach (var (name, value) in settings)
        {
            if (value is null) all.Remove(name);
            else all[name] = value;
        }
        return new DealsRig(await TestJarvis.StartAsync(all, configure));
    }

    public async Task<Lead> LeadAsync(string name = "Mara Lindqvist", string company = "Fernhill Studios", string? email = "mara@fernhill.example", string source = "web form", LeadState state = LeadState.Answered)
    {
        await using var db = Jarvis.Database();
        var contact = new Contact { Name = name, Company = company, Email = email, CreatedAt = Now };
        db.Add(contact);
        await db.SaveChangesAsync(Stop);
        var lead = new Lead { ContactId = contact.Id, Contact = contact, Key = $"test:{Guid.NewGuid():n}", Source = source, ArrivedAt = Now, State = state, StateSince = Now, FirstAnsweredAt = state >= LeadState.Answered ? Now : null };
        db.Add(lead);
        await db.SaveChangesAsync(Stop);
        return lead;
    }

    /// <summary>A lead with a deal, opened as the owner would.</summary>
    public async Task<int> DealAsync(string amount = "5000", string stage = "Qualified", string? title = null, string? expected = null, string source = "web form", Lead? lead = null)
    {
        lead ??= await LeadAsync(source: source);
        await ActAsync("open_deal", ("lead", $"{lead.Id}"), ("amount", amount), ("stage", stage), ("title", title), ("expected", expected));
        await using var db = Jarvis.Database();
        return await db.Set<Deal>().MaxAsync(d => d.Id, Stop);
    }

    public async Task<string> QuoteAsync(int deal, string items = "40 seats of Lumen at 129, 10% off")
    {
        await ActAsync("quote", ("deal", $"{deal}"), ("items", items));
        await using var db = Jarvis.Database();
        return (await db.Set<Quote>().OrderByDescending(q => q.Id).FirstAsync(Stop)).Number;
    }

    /// <summary>Makes a quote and sends it with the owner's word.</summary>
    public async Task<Quote> SentQuoteAsync(int deal, string items = "40 seats of Lumen at 129, 10% off")
    {
        var number = await QuoteAsync(deal, items);
        var asked = await Jarvis.ActAsync(new FunctionCall("sales.send_quote", ("quote", number)));
        await Jarvis.SayAsync($"approve {asked.Number}");
        await Jarvis.UntilAsync(asked.Number, ActionState.Done);
        return await QuoteRowAsync(number);
    }

    public async Task<Quote> QuoteRowAsync(string number)
    {
        await using var db = Jarvis.Database();
        return (await db.Set<Quote>().AsNoTracking().Include(q => q.Lines).ToListAsync(Stop)).Single(q => q.Number == number);
    }

    public async Task<Deal> RowAsync(int deal)
    {
        await using var db = Jarvis.Database();
        return await db.Set<Deal>().AsNoTracking().SingleAsync(d => d.Id == deal, Stop);
    }

    public async Task<Lead> LeadOfAsync(int deal)
    {
        await using var db = Jarvis.Database();
        var lead = (await RowAsync(deal)).LeadId;
        return await db.Set<Lead>().AsNoTracking().SingleAsync(l => l.Id == lead, Stop);
    }

    public async Task<List<Activity>> TimelineAsync(int deal)
    {
        await using var db = Jarvis.Database();
        return await db.Set<Activity>().AsNoTracking().Where(a => a.DealId == deal).OrderBy(a => a.Id).ToListAsync(Stop);
    }

    public async Task<List<string>> StagesAsync(int deal)
    {
        await using var db = Jarvis.Database();
        return await db.Set<StageChange>().Where(s => s.DealId == deal).OrderBy(s => s.Id).Select(s => s.To).ToListAsync(Stop);
    }

    /// <summary>Something that the deal's contact did or got.</summary>
    public async Task HappenedAsync(int deal, string kind)
    {
        var row = await RowAsync(deal);
        await using var db = Jarvis.Database();
        db.Add(new Activity { ContactId = row.ContactId, At = Now, Kind = kind, Key = $"test:{Guid.NewGuid():n}", Untrusted = true });
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>Deals of the past that went one stage and ended, each after so many days.</summary>
    public async Task PastAsync(string stage, bool won, int count, double days = 10, string source = "web form", TimeSpan? ended = null)
    {
        var lead = await LeadAsync($"Past {stage} {won}", source, null);
        await using var db = Jarvis.Database();
        for (var i = 0; i < count; i++)
        {
            var closed = Now - (ended ?? TimeSpan.FromDays(60));
            var began = closed - TimeSpan.FromDays(days);
            var deal = new Deal { ContactId = lead.ContactId, LeadId = lead.Id, Title = $"Past {i}", Stage = stage, StageSince = began, AmountMinor = 100_000, Currency = "EUR", Source = source, CreatedAt = began, ClosedAt = closed, Won = won };
            db.Add(deal);
            await db.SaveChangesAsync(Stop);
            db.Add(new StageChange { DealId = deal.Id, To = stage, At = began, By = "Ada" });
            db.Add(new StageChange { DealId = deal.Id, From = stage, To = won ? "won" : "lost", At = closed, By = "Ada" });
        }
        await db.SaveChangesAsync(Stop);
    }

    public Task<GateOutcome> ActAsync(string function, params (string Name, string? Value)[] arguments) => Jarvis.ActAsync(new FunctionCall("sales." + function, arguments));

    public async Task<Answer> AskAsync(string function, params (string Name, string? Value)[] arguments) => (Answer)await Jarvis.CallAsync(new FunctionCall("sales." + function, arguments), Origin.Turn);

    public async Task<string> RefusedAsync(string function, params (string Name, string? Value)[] arguments) =>
        (await Assert.ThrowsAsync<BadRequestException>(() => Jarvis.CallAsync(new FunctionCall("sales." + function, arguments)))).Message;

    public async Task<List<Proposal>> AnalyseAsync()
    {
        var found = new List<Proposal>();
        await foreach (var proposal in Jarvis.Services.GetServices<IDomainAgent>().OfType<DealsAgent>().Single().AnalyseAsync(Stop)) found.Add(proposal);
        return found;
    }

    public Task<PublicAnswer?> LookAsync(Quote quote) => Door.ShowAsync(quote.Token, Person, Stop);

    public Task<PublicAnswer?> AcceptAsync(Quote quote, string name = "Mara Lindqvist") => Door.TakeAsync(quote.Token, new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = name }, Person, Stop);

    public ValueTask DisposeAsync() => Jarvis.DisposeAsync();
}
