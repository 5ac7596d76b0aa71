using System.Collections.Concurrent;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Telegram;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace Jarvis.Tests.Channels.Telegram;

/// <summary>Jarvis's side of Telegram, with inbox and store but no turns: what is received can be looked at, what is sent is sent by the test.</summary>
internal sealed class TelegramRig : IAsyncDisposable
{
    public const long Owner = 4711;

    private readonly ServiceProvider services;
    private readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Task running = Task.CompletedTask;

    public TelegramRig(IDbContextFactory<JarvisDb> store, StorageOptions storage, params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => $"Telegram:{s.Name}", s => (string?)s.Value, StringComparer.Ordinal)).Build();
        services = new ServiceCollection()
            .AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(new Recorder(Log)))
            .AddSingleton(TimeProvider.System).AddSingleton(store).AddSingleton(Options.Create(storage))
            .AddSingleton<ChannelStates>().AddSingleton<Inbox>().AddSingleton<PeopleDirectory>().AddSingleton<FileShelf>().AddRendering()
            .AddTelegram(configuration).BuildServiceProvider();
    }

    public TelegramRig(TestStore store, Counterparts.TelegramBot bot, params (string Name, string Value)[] settings)
        : this(store, store.Options, [("Token", bot.Token), ("ApiUrl", bot.BaseUrl), .. settings]) { }

    public ConcurrentQueue<string> Log { get; } = new();

    public TelegramChannel Channel => services.GetRequiredService<TelegramChannel>();

    public TelegramInbound Inbound => services.GetRequiredService<TelegramInbound>();

    public TelegramConnection Connection => services.GetRequiredService<TelegramConnection>();

    public MessageIds Ids => services.GetRequiredService<MessageIds>();

    public FileShelf Files => services.GetRequiredService<FileShelf>();

    public ChannelState State => services.GetRequiredService<ChannelStates>().All[TelegramChannel.ChannelName];

    public static OutboundPart Text(string markdown, params Button[] buttons) =>
        new() { Address = $"{Owner}", Markdown = markdown, Buttons = buttons.Length == 0 ? [] : [buttons] };

    public TelegramRig Start()
    {
        running = Channel.RunAsync(stop.Token);
        return this;
    }

    /// <summary>The next message that the inbox hands out.</summary>
    public async Task<InboxMessage> ReceiveAsync()
    {
        var next = services.GetRequiredService<Inbox>().Waiting.ReadAsync(stop.Token).AsTask();
        if (await Task.WhenAny(next, running) == running) await running;
        return await next;
    }

    /// <summary>Asks Telegram who the bot is, as the channel does when it starts.</summary>
    public async Task KnowAsync() => Connection.Me = await Connection.Client.GetMe(stop.Token);

    /// <summary>Waits until the channel ends, as it does on a failure.</summary>
    public Task EndAsync() => running;

    public async Task<string> SendAsync(OutboundPart part) => (await Channel.SendAsync(part, stop.Token))!;

    public async Task PairAsync(long user)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<JarvisDb>>().CreateDbContextAsync(stop.Token);
        var person = new Person { Name = "Ann", Role = Role.Owner };
        db.Add(person);
        await db.SaveChangesAsync(stop.Token);
        db.Add(new Identity { PersonId = person.Id, Channel = TelegramChannel.ChannelName, ExternalId = $"{user}", Address = $"{user}" });
        await db.SaveChangesAsync(stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await services.DisposeAsync();
        stop.Dispose();
    }

    private sealed class Recorder(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
