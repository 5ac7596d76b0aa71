using Jarvis.Bot.Alerts;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Jarvis.Tests.Alerts;

/// <summary>Alerts on a clock that the test moves; what would be sent is read from the outbox.</summary>
internal sealed class AlertBench : IDisposable
{
    private readonly ServiceProvider services;
    private long seen;

    public AlertBench(Action<AlertsOptions>? configure = null, TestStore? store = null, string zone = "UTC", DateTimeOffset? start = null)
    {
        Store = store ?? new TestStore();
        Time = new FakeTimeProvider(start ?? new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        configure?.Invoke(Options);
        var telegram = new Mock<IChannel>();
        telegram.SetupGet(c => c.Name).Returns("telegram");
        telegram.SetupGet(c => c.Traits).Returns(new ChannelTraits { MaxText = 4096 });
        var push = new List<IMessageSender>();
        foreach (var name in new[] { "ntfy", "webhook" })
        {
            var sender = new Mock<IMessageSender>();
            sender.SetupGet(s => s.Name).Returns(name);
            push.Add(sender.Object);
        }
        services = new ServiceCollection()
            .AddSingleton<IDbContextFactory<Jarvis.Skills.Storage.JarvisDb>>(Store).AddSingleton<TimeProvider>(Time)
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Options))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new BusinessOptions { TimeZone = zone }))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Store.Options))
            .AddSingleton<PeopleDirectory>().AddSingleton<FileShelf>().AddRendering().AddSingleton<Outbox>().AddSingleton<Controls>().AddSingleton<MessageRoutes>()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new GovernanceOptions())).AddSingleton(Microsoft.Extensions.Options.Options.Create(new RoutesOptions()))
            .AddSingleton<AlertTargets>().AddSingleton<AlertBook>().AddSingleton<AlertDesk>()
            .AddSingleton(telegram.Object).AddSingleton<IMessageSender>(telegram.Object).AddSingleton(push[0]).AddSingleton(push[1])
            .BuildServiceProvider();
        if (store is null || !HasPeople()) Pair("Olga", Role.Owner, "chat 1");
    }

    public TestStore Store { get; }

    public FakeTimeProvider Time { get; }

    public AlertsOptions Options { get; } = new();

    public AlertBook Book => services.GetRequiredService<AlertBook>();

    public AlertDesk Desk => services.GetRequiredService<AlertDesk>();

    public void Pair(string name, Role role, string address, string domains = "")
    {
        using var db = Store.CreateDbContext();
        var person = new Person { Name = name, Role = role, Domains = domains, Since = Time.GetUtcNow() };
        db.Add(person);
        db.SaveChanges();
        db.Add(new Identity { PersonId = person.Id, Channel = "telegram", ExternalId = address, Address = address, PairedAt = Time.GetUtcNow() });
        db.SaveChanges();
        services.GetRequiredService<PeopleDirectory>().Changed();
    }

    public Task RaiseAsync(string key, Severity severity = Severity.Warning, string? parent = null, string? title = null, string text = "") =>
        Book.RaiseAsync(new AlertSignal(key, severity, title ?? $"{key} is down", text) { Domain = "health", Parent = parent }, CancellationToken.None);

    public Task ResolveAsync(string key, string how = "It answers again.") => Book.ResolveAsync(key, how, CancellationToken.None);

    public async Task<Alert> AlertAsync(string key) => (await Store.AllAsync<Alert>()).Last(a => a.Key == key);

    /// <summary>Lets the time pass as the loop would see it: a round now, and one whenever something falls due.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        while (true)
        {
            var next = await Desk.RunAsync(CancellationToken.None);
            if (next is null || next > end) break;
            if (next > Time.GetUtcNow()) Time.SetUtcNow(next.Value);
        }
        Time.SetUtcNow(end);
        await Desk.RunAsync(CancellationToken.None);
    }

    /// <summary>New messages since the last call, as "channel: first line".</summary>
    public async Task<IReadOnlyList<string>> SaidAsync() =>
        [.. (await NewAsync()).Where(m => m.EditOf is null).Select(m => $"{m.Channel}: {m.Part().Markdown.Split('\n')[0]}")];

    /// <summary>New outbox rows since the last call.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> NewAsync()
    {
        var rows = (await Store.AllAsync<OutboxMessage>()).Where(m => m.Id > seen).OrderBy(m => m.Id).ToList();
        seen = rows.Count == 0 ? seen : rows[^1].Id;
        return rows;
    }

    private bool HasPeople()
    {
        using var db = Store.CreateDbContext();
        return db.Set<Person>().Any();
    }

    public void Dispose()
    {
        services.Dispose();
        Store.Dispose();
    }
}
