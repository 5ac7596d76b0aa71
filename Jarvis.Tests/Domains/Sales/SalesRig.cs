using Jarvis.Bot.Governance;
using Jarvis.Skills.Answers;
using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Hooks;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales;
using Jarvis.Skills.Domains.Sales.Leads;
using Jarvis.Skills.Governance;
using Jarvis.Tests.Counterparts;
using Jarvis.Tests.Rig;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Jarvis.Tests.Domains.Sales;

/// <summary>A mail server that takes everything.</summary>
internal sealed class TakingCarrier : MailCarrier
{
    public override string Folder => "outbox";

    public override bool Repeatable => true;

    public override MailState Then => MailState.Accepted;

    public override Task<string> CarryAsync(MimeKit.MimeMessage message, string copy, CancellationToken cancel) => Task.FromResult("accepted by the server mail.test");
}

/// <summary>Jarvis with the web form's hook and the local outbox, and the words with which tests speak to them.</summary>
internal sealed class SalesRig : IAsyncDisposable
{
    private SalesRig(TestJarvis jarvis) => Jarvis = jarvis;

    public TestJarvis Jarvis { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<SalesRig> StartAsync(Action<IServiceCollection>? configure = null, params (string Name, string? Value)[] settings) =>
        await StartAsync(null, configure, settings);

    /// <param name="folder">Of an earlier one, which is restarted.</param>
    public static async Task<SalesRig> StartAsync(string? folder, Action<IServiceCollection>? configure, params (string Name, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Autonomy:Enabled"] = "true" };
        foreach (var (name, value) in Shipped().Concat(settings)) all[name] = value;
        return new(await TestJarvis.StartAsync(all, configure, folder));
    }

    /// <summary>A stranger fills in the form on the website.</summary>
    public Task<HookAnswer> PostAsync(string id, params (string Name, string Value)[] fields) =>
        Jarvis.Services.GetServices<IInboundHook>().Single(h => h.Name == "leads").TakeAsync(new HookPost("website", fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal), new string('d', 64), id), Stop);

    /// <summary>Waits until every event was handed to those who answer it, and what they propose has been through the gate.</summary>
    public Task DispatchAsync() => Jarvis.UntilAsync(async () => await WaitingAsync() == 0, async () => $"{await WaitingAsync()} events wait.");

    private async Task<int> WaitingAsync()
    {
        await using var db = Jarvis.Database();
        return await db.Set<BusinessEvent>().CountAsync(e => e.HandledAt == null, Stop);
    }

    public async Task<Answer> AskAsync(string function, params (string Name, string? Value)[] arguments) =>
        (Answer)await Jarvis.CallAsync(new FunctionCall("sales." + function, arguments), Origin.Turn);

    public async Task<GateOutcome> ActAsync(string function, params (string Name, string? Value)[] arguments) =>
        (GateOutcome)await Jarvis.CallAsync(new FunctionCall("sales." + function, arguments), Origin.Turn);

    /// <summary>The rules and answers that come with the program.</summary>
    private static IEnumerable<(string, string?)> Shipped() =>
        new ConfigurationBuilder().AddJsonFile(Repository.At("appsettings.json")).Build().GetSection("Sales").AsEnumerable().Where(s => s.Value is not null).Select(s => (s.Key, s.Value));

    /// <summary>With a mail server, so that mails leave.</summary>
    public static Task<SalesRig> WithServerAsync(params (string Name, string? Value)[] settings) =>
        StartAsync(services => services.Replace(ServiceDescriptor.Singleton<MailCarrier, TakingCarrier>()), settings);

    public async Task<Lead> LeadAsync(int id)
    {
        await using var db = Jarvis.Database();
        return await db.Set<Lead>().Include(l => l.Contact).SingleAsync(l => l.Id == id, Stop);
    }

    public async Task<List<SentMailRow>> MailsAsync()
    {
        await using var db = Jarvis.Database();
        return await db.Set<SentMailRow>().OrderBy(m => m.Id).ToListAsync(Stop);
    }

    public async Task<List<ActionRecord>> ActionsAsync()
    {
        await using var db = Jarvis.Database();
        return await db.Set<ActionRecord>().OrderBy(a => a.Id).ToListAsync(Stop);
    }

    /// <summary>A mail arrives, as a mailbox would have stored it.</summary>
    public async Task ReceiveAsync(ReceivedMail mail)
    {
        await using (var db = Jarvis.Database())
        {
            db.Add(mail);
            await db.SaveChangesAsync(Stop);
        }
        await Jarvis.Get<EventStream>().PublishAsync(new BusinessEvent { Type = MailArchive.ReceivedEvent, Key = MailArchive.KeyOf(mail), At = mail.At, Subject = mail.From, Text = mail.Subject, Untrusted = true }, Stop);
        await DispatchAsync();
    }

    public Task WorkAsync(string name) => Jarvis.Services.GetServices<IPeriodicWork>().Single(w => w.Name == name).RunAsync(Stop);

    public async Task<List<Proposal>> AnalyseAsync()
    {
        var found = new List<Proposal>();
        await foreach (var proposal in Jarvis.Services.GetServices<IDomainAgent>().OfType<SalesAgent>().Single().AnalyseAsync(Stop)) found.Add(proposal);
        return found;
    }

    public ValueTask DisposeAsync() => Jarvis.DisposeAsync();
}
