using Jarvis.Bot.Governance;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Domains.Sales.Sequences;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jarvis.Tests.Domains.Sales.Sequences;

/// <summary>Sales with a mail server that takes everything and answered leads, on Monday 23 November, 9:00 UTC. For a day, the agent looks only when the test says so.</summary>
internal sealed class SequenceRig : IAsyncDisposable
{
    public required SalesRig Sales { get; init; }

    public TestJarvis Jarvis => Sales.Jarvis;

    public DateTimeOffset Now => Jarvis.Clock.GetUtcNow();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SequenceRig> StartAsync(params (string Name, string? Value)[] settings) =>
        new() { Sales = await SalesRig.WithServerAsync([("Autonomy:FirstAnalysisAfter", "1.00:00:00"), .. settings]) };

    /// <summary>On a folder of an earlier one, as after a restart.</summary>
    public static async Task<SequenceRig> StartAsync(string folder, MailCarrier? carrier = null) =>
        new() { Sales = await SalesRig.StartAsync(folder, services => services.Replace(ServiceDescriptor.Singleton(carrier ?? new TakingCarrier())), ("Autonomy:FirstAnalysisAfter", "1.00:00:00")) };

    public async Task<Lead> LeadAsync(string name = "Mara Lindqvist", string? email = "mara@school.example", string? zone = null, LeadState state = LeadState.Answered, int daysAgo = 0)
    {
        var at = Now.AddDays(-daysAgo);
        await using var db = Jarvis.Database();
        var contact = new Contact { Name = name, Email = email, TimeZone = zone, CreatedAt = at, LastActiveAt = at };
        var lead = new Lead { ContactId = 0, Contact = contact, Key = $"test:{Guid.NewGuid():n}", Source = "web form", ArrivedAt = at, State = state, StateSince = at, FirstAnsweredAt = at };
        db.Add(lead);
        await db.SaveChangesAsync(Stop);
        return lead;
    }

    /// <summary>Asks for a sequence and approves it.</summary>
    public async Task<int> EnrolAsync(string leads = "1", bool stepByStep = false)
    {
        var outcome = await Sales.ActAsync("start_sequence", ("leads", leads), ("sequence", "new lead"), ("stepByStep", stepByStep ? "true" : null));
        if (outcome.State == ActionState.Waiting) await Jarvis.SayAsync($"approve {outcome.Number}");
        return outcome.Number;
    }

    /// <summary>The agent looks, and what it proposes passes the gate.</summary>
    public async Task<List<GateOutcome>> LookAsync()
    {
        var outcomes = new List<GateOutcome>();
        foreach (var proposal in await AnalyseAsync()) outcomes.Add((GateOutcome)await Jarvis.CallAsync(proposal.Call, proposal: proposal));
        return outcomes;
    }

    public async Task<List<Proposal>> AnalyseAsync()
    {
        var found = new List<Proposal>();
        await foreach (var proposal in Jarvis.Services.GetServices<IDomainAgent>().OfType<SequenceAgent>().Single().AnalyseAsync(Stop)) found.Add(proposal);
        return found;
    }

    /// <summary>The next mail is due now, without the days in between.</summary>
    public async Task DueAsync(int lead = 1)
    {
        await using var db = Jarvis.Database();
        await db.Set<Enrolment>().Where(e => e.LeadId == lead && e.EndedAt == null).ExecuteUpdateAsync(s => s.SetProperty(e => e.DueAt, Now), Stop);
    }

    public async Task<Enrolment> EnrolmentAsync(int lead = 1)
    {
        await using var db = Jarvis.Database();
        return await db.Set<Enrolment>().Include(e => e.Steps).Where(e => e.LeadId == lead).OrderByDescending(e => e.Id).FirstAsync(Stop);
    }

    /// <summary>The mailbox has something from or about the lead.</summary>
    public Task ReceiveAsync(MailKind kind, string said = "", string id = "m1", string from = "mara@school.example") => Sales.ReceiveAsync(new ReceivedMail
    {
        MessageId = $"{id}@school.example", From = kind == MailKind.Bounce ? "mailer-daemon@school.example" : from, ReplyTo = from, Subject = "Re: Did our answer help?", Text = said, Said = said, Kind = kind,
        About = kind is MailKind.Bounce or MailKind.Unsubscribe ? from : null, Permanent = kind == MailKind.Bounce, Reason = kind == MailKind.Bounce ? "userunknown" : null, At = Now,
    });

    public Task<List<SentMailRow>> MailsAsync() => Sales.MailsAsync();

    public async Task<string> TimelineAsync(int lead = 1) => string.Join('\n', (await Sales.AskAsync("timeline", ("lead", $"{lead}"))).Table!.Rows.Select(r => string.Join(" | ", r)));

    public ValueTask DisposeAsync() => Sales.DisposeAsync();
}
