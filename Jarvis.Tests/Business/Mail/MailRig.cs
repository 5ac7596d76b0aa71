using Jarvis.Skills.Business;
using Jarvis.Skills.Business.Mail;
using Jarvis.Skills.Business.Mail.Sending;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Jarvis.Tests.Business.Mail;

/// <summary>E-mail as Jarvis registers it, on a store of its own. Building another one on the same store is a restart.</summary>
internal sealed class MailRig : IDisposable
{
    private readonly ServiceProvider services;
    private readonly bool ownsStore;

    public MailRig(Dictionary<string, string?>? settings = null, TestStore? store = null, FakeTimeProvider? clock = null, Action<IServiceCollection>? configure = null)
    {
        ownsStore = store is null;
        Store = store ?? new TestStore();
        Clock = clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Business:Name"] = "Northwind Audio",
            ["Mail:From"] = "Northwind Audio <hello@northwind.example>",
        }).AddInMemoryCollection(settings ?? []).Build();
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(configuration).AddSingleton<TimeProvider>(Clock).AddSingleton<IDbContextFactory<JarvisDb>>(Store);
        collection.AddSingleton(Microsoft.Extensions.Options.Options.Create(Store.Options));
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        configure?.Invoke(collection);
        collection.AddBusiness();
        services = collection.BuildServiceProvider();
    }

    public TestStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; } = new();

    public IMailTransport Transport => services.GetRequiredKeyedService<IMailTransport>(EffectRegistration.Key);

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public T Effect<T>() where T : class, IEffect => services.GetRequiredKeyedService<T>(EffectRegistration.Key);

    public Task<SentMail> SendAsync(OutgoingMail mail) => Transport.SendAsync(mail, TestContext.Current.CancellationToken);

    public async Task<SentMailRow> RowAsync(string key) => Assert.IsType<SentMailRow>(await Get<MailArchive>().SentAsync(key, TestContext.Current.CancellationToken));

    /// <summary>The copy that was kept of a mail.</summary>
    public async Task<MimeMessage> CopyAsync(string key)
    {
        using var file = new MemoryStream((await Get<MailCopies>().ReadAsync((await RowAsync(key)).File!, TestContext.Current.CancellationToken))!);
        return await MimeMessage.LoadAsync(file, TestContext.Current.CancellationToken);
    }

    public static OutgoingMail Mail(string key = "lead:1:answer", string to = "anna@example.org", string subject = "Your question", string markdown = "Hello **Anna**,\n\nthe pedal ships on [Monday](https://northwind.example/ships).") =>
        new() { Key = key, To = new MailParty("Anna Ärmel", to), Subject = subject, Markdown = markdown };

    public void Dispose()
    {
        services.Dispose();
        if (ownsStore) Store.Dispose();
    }
}

/// <summary>Every line that was logged, of any level, with its exception.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    public override string ToString() => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose() { }
}
