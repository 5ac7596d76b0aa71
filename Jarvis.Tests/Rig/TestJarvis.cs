using Jarvis.Bot.Channels;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Hosting;
using Jarvis.Bot.People;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Jarvis.Tests.Rig;

/// <summary>
/// The whole of Jarvis but its real channels, on a store of its own and a clock that tests move: a shop domain, an owner
/// "Ada" on the channels "test" and "other". Stopping and starting another one on the same folder is a restart.
/// </summary>
public sealed class TestJarvis : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly IHost host;
    private readonly bool ownsFolder;
    private int messages;

    private ErrorLog Errors { get; init; } = null!;

    private TestJarvis(IHost host, string folder, bool ownsFolder) => (this.host, Folder, this.ownsFolder) = (host, folder, ownsFolder);

    public string Folder { get; }

    public FakeTimeProvider Clock { get; private init; } = null!;

    public RecordingChannel Channel { get; private init; } = null!;

    public RecordingChannel Other { get; private init; } = null!;

    public IServiceProvider Services => host.Services;

    public ShopFloor Floor => (ShopFloor)host.Services.GetRequiredKeyedService<IShopFloor>(EffectRegistration.Key);

    public ShopSkill Shop => Get<ShopSkill>();

    public static async Task<TestJarvis> StartAsync(
        Dictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null, string? folder = null, FakeTimeProvider? clock = null,
        RecordingChannel? channel = null)
    {
        var temporary = folder is null;
        folder ??= Directory.CreateTempSubdirectory("jarvis-test-").FullName;
        var time = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var test = channel ?? new RecordingChannel("test");
        var other = new RecordingChannel("other");
        test.Clock = time;

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder,
            ["Autonomy:Enabled"] = "false",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        var errors = new ErrorLog();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(errors);
        builder.Services.AddJarvis(builder.Configuration);
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(TextWriter.Null);
        foreach (var recorded in new[] { test, other })
            builder.Services.AddSingleton<IChannel>(recorded).AddSingleton<IMessageSender>(recorded);
        builder.Services.AddDomain<ShopSkill>("shop", "Shop");
        builder.Services.AddEffect<IShopFloor, ShopFloor>();
        configure?.Invoke(builder.Services);
        var jarvis = new TestJarvis(builder.Build(), folder, temporary) { Errors = errors, Clock = time, Channel = test, Other = other };
        await jarvis.host.StartAsync();
        await jarvis.AddPersonAsync("Ada", Role.Owner, "ada", "test", "other");
        return jarvis;
    }

    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public async Task AddPersonAsync(string name, Role role, string account, params string[] channels)
    {
        await using var db = Database();
        if (await db.Set<Person>().AnyAsync(p => p.Name == name)) return;
        var person = new Person { Name = name, Role = role, Domains = role == Role.Operator ? "shop" : "", UpTo = role == Role.Operator ? ClearanceLevel.ModifySafe : ClearanceLevel.ReadOnly };
        db.Add(person);
        await db.SaveChangesAsync();
        foreach (var on in channels) db.Add(new Identity { PersonId = person.Id, Channel = on, ExternalId = account, Address = account });
        await db.SaveChangesAsync();
        Get<PeopleDirectory>().Changed();
    }

    /// <summary>Ada is known by this account too.</summary>
    public async Task PairAsync(string channel, string account, string address)
    {
        await using var db = Database();
        if (await db.Set<Identity>().AnyAsync(i => i.Channel == channel && i.ExternalId == account)) return;
        var ada = await db.Set<Person>().FirstAsync(p => p.Name == "Ada");
        db.Add(new Identity { PersonId = ada.Id, Channel = channel, ExternalId = account, Address = address });
        await db.SaveChangesAsync();
        Get<PeopleDirectory>().Changed();
    }

    public JarvisDb Database() => Get<IDbContextFactory<JarvisDb>>().CreateDbContext();

    /// <summary>Writes as somebody and waits for the reply; the text of all messages that answer it.</summary>
    public async Task<string> SayAsync(string text, string account = "ada", string channel = "test", InboundKind kind = InboundKind.Text)
    {
        var message = await WriteAsync(text, account, channel, kind);
        return await AnswerAsync(message.Id);
    }

    /// <summary>Waits until a message is answered; the text of all messages that answer it.</summary>
    public async Task<string> AnswerAsync(long id)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(patience) < Patience)
        {
            await using var db = Database();
            if (await db.Set<InboxMessage>().AnyAsync(m => m.Id == id && m.State == InboxState.Answered))
            {
                var rows = await db.Set<OutboxMessage>().AsNoTracking().Where(m => m.InboxId == id).OrderBy(m => m.Id).ToListAsync();
                return string.Join("\n", rows.Select(r => r.Part().Markdown));
            }
            await NextChangeAsync();
        }
        throw new TimeoutException($"Message {id} was not answered. {Errors}");
    }

    public async Task<InboxMessage> WriteAsync(string text, string account = "ada", string channel = "test", InboundKind kind = InboundKind.Text, string? id = null)
    {
        var message = new InboxMessage
        {
            Channel = channel, ExternalId = id ?? $"{Guid.NewGuid():n}-{++messages}", Address = account, SenderId = account, SenderName = account, Kind = kind, Text = text, At = Clock.GetUtcNow(),
        };
        await Get<Inbox>().ReceiveAsync(message, CancellationToken.None);
        return message;
    }

    /// <summary>Calls a function as somebody would, past understanding.</summary>
    public Task<object> CallAsync(FunctionCall call, Origin origin = Origin.Agent, Proposal? proposal = null, string? cause = null, bool untrusted = false)
    {
        var context = new CallContext { Origin = origin, Cause = cause ?? $"test:{Guid.NewGuid():n}", Proposal = proposal };
        if (untrusted) context.MarkUntrusted();
        return Get<SkillCaller>().CallAsync(call, context, CancellationToken.None);
    }

    public async Task<GateOutcome> ActAsync(FunctionCall call, Origin origin = Origin.Agent, Proposal? proposal = null, string? cause = null, bool untrusted = false) =>
        (GateOutcome)await CallAsync(call, origin, proposal, cause, untrusted);

    public async Task<ActionRecord> ActionAsync(int number)
    {
        await using var db = Database();
        return await db.Set<ActionRecord>().AsNoTracking().FirstAsync(a => a.Id == number);
    }

    /// <summary>Waits until an action has reached a state.</summary>
    public async Task<ActionRecord> UntilAsync(int number, ActionState state)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(patience) < Patience)
        {
            if (await ActionAsync(number) is var action && action.State == state) return action;
            await NextChangeAsync();
        }
        throw new TimeoutException($"#{number} is {(await ActionAsync(number)).State}, not {state}.");
    }

    /// <summary>Waits until something is so, while no time passes for Jarvis.</summary>
    /// <param name="otherwise">What is there instead, for the message of a test that waited in vain.</param>
    public async Task UntilAsync(Func<Task<bool>> isSo, Func<Task<string>> otherwise)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(patience) > Patience) throw new TimeoutException($"What was waited for did not come to be. {await otherwise()}");
            await NextChangeAsync();
        }
    }

    /// <summary>Something was written: looked for again at the next sign, or after a moment when the sign came too early.</summary>
    private async Task NextChangeAsync()
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Signal() => changed.TrySetResult();
        void Sent(OutboxMessage _) => changed.TrySetResult();
        Get<Ledger>().Changed += Signal;
        Get<Outbox>().Changed += Sent;
        await Task.WhenAny(changed.Task, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        Get<Ledger>().Changed -= Signal;
        Get<Outbox>().Changed -= Sent;
    }

    /// <summary>Lets time pass in small steps, giving what is under way room to end, until something has come to be.</summary>
    public Task PassAsync(TimeSpan atMost, Func<bool> enough) => PassAsync(atMost, () => Task.FromResult(enough()));

    /// <inheritdoc cref="PassAsync(TimeSpan, Func{bool})"/>
    public async Task PassAsync(TimeSpan atMost, Func<Task<bool>> enough)
    {
        for (var end = Clock.GetUtcNow() + atMost; Clock.GetUtcNow() < end && !await enough();)
        {
            Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        if (ownsFolder) await TestFolder.RemoveAsync(Folder);
    }
}
