using System.Text.Json;
using Jarvis.Bot.Channels;
using Jarvis.Bot.Channels.Rendering;
using Jarvis.Bot.Channels.Routes;
using Jarvis.Bot.Channels.Web;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Dashboard;
using Jarvis.Bot.Dashboard.Access;
using Jarvis.Bot.Governance;
using Jarvis.Bot.People;
using Jarvis.Skills.Business;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Jarvis.Tests.Dashboard;

/// <summary>
/// The page on a port of its own over a test's database. In place of the turn pipeline the test itself answers:
/// saying something does to the outbox and the channel what the pipeline does.
/// </summary>
internal sealed class PageHost : IAsyncDisposable
{
    private readonly bool ownsStore;
    private readonly StringWriter console;
    private readonly List<IBrowserContext> visitors = [];
    private long replies;

    private PageHost(WebApplication app, TestStore store, bool ownsStore, StringWriter console) =>
        (App, Store, this.ownsStore, this.console) = (app, store, ownsStore, console);

    public WebApplication App { get; }

    public TestStore Store { get; }

    public string Printed => console.ToString();

    public Uri Address => Link.Address;

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    private DashboardLink Link => Get<DashboardLink>();

    public static async Task<PageHost> StartAsync(
        IReadOnlyDictionary<string, string?>? settings = null, bool simulation = false, TestStore? on = null, Action<IServiceCollection>? more = null)
    {
        var store = on ?? new TestStore();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(DashboardSetup).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Dashboard:Url"] = "http://127.0.0.1:0",
            ["Storage:Folder"] = store.Folder,
            ["Business:Name"] = "Northwind Audio",
            ["Web:QuickSay:0"] = "What needs me?",
            ["Web:QuickSay:1"] = "Status",
            ["Web:QuickSay:2"] = "What did you do today?",
            ["Web:QuickSay:3"] = "Daily report",
        });
        if (settings is not null) builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders().AddFilter("Microsoft", LogLevel.Warning);
        if (Environment.GetEnvironmentVariable("JARVIS_TEST_LOG") is "1") builder.Logging.AddConsole();
        var printed = new StringWriter();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<TextWriter>(printed);
        builder.Services.AddOptions<BusinessOptions>().BindConfiguration(BusinessOptions.Section);
        builder.Services.AddJarvisStorage(typeof(DashboardSetup).Assembly);
        builder.Services.AddSingleton<ChannelStates>().AddSingleton<Inbox>().AddSingleton<FileShelf>().AddRendering();
        builder.Services.AddSingleton<EventStream>().AddSingleton<MetricStore>().AddSingleton<Ledger>().AddSingleton<PeopleDirectory>().AddSingleton<Outbox>().AddSingleton<MessageRoutes>().AddSingleton<Pairing>().AddSingleton<Controls>();
        builder.Services.AddWebChannel(builder.Configuration).AddDashboard(builder.Configuration, simulation);
        more?.Invoke(builder.Services);
        var host = new PageHost(builder.Build(), store, on is null, printed);
        host.App.MapDashboard();
        await host.App.StartAsync();
        return host;
    }

    /// <summary>A browser page that came in by the printed link.</summary>
    public async Task<IPage> OpenAsync(Jarvis.Tests.Counterparts.Browser browser, string path = "/", (int, int)? size = null, bool dark = false)
    {
        var page = await browser.NewPageAsync(size, dark);
        await page.GotoAsync(Link.Link);
        await Assertions.Expect(page.Locator(".brand")).ToBeVisibleAsync();
        visitors.Add(page.Context);
        if (path != "/") await page.GotoAsync(new Uri(Address, path).ToString());
        return page;
    }

    /// <summary>An HTTP client that is signed in, and the page's token for posts.</summary>
    public async Task<(HttpClient Client, string PageToken)> ClientAsync()
    {
        var client = new HttpClient(new HttpClientHandler { UseCookies = true }) { BaseAddress = Address };
        (await client.GetAsync(new Uri(Link.Link))).EnsureSuccessStatusCode();
        var html = await client.GetStringAsync(Address);
        var token = html.Split("name=\"page-token\" content=\"")[1].Split('"')[0];
        client.DefaultRequestHeaders.Add("RequestVerificationToken", token);
        return (client, token);
    }

    /// <summary>What Jarvis says, stored and delivered as the outbox does it.</summary>
    public async Task<long> SayAsync(OutboundPart part, int? promptId = null, OutboxState state = OutboxState.Sent, DateTimeOffset? at = null)
    {
        var row = new OutboxMessage
        {
            Channel = WebChannel.ChannelName, Address = WebChannel.Owner, Key = $"test:{Interlocked.Increment(ref replies)}:{Guid.NewGuid():n}",
            PartJson = JsonSerializer.Serialize(part), State = state, PromptId = promptId, At = at ?? TimeProvider.System.GetUtcNow(),
        };
        await AddAsync(row);
        await Get<WebChannel>().SendAsync(row.Part(), CancellationToken.None);
        return row.Id;
    }

    public Task<long> SayAsync(string markdown, params Button[] buttons) =>
        SayAsync(new OutboundPart { Address = WebChannel.Owner, Markdown = markdown, Buttons = buttons.Length == 0 ? [] : [buttons] });

    public async Task EditAsync(long of, OutboundPart part)
    {
        var row = new OutboxMessage
        {
            Channel = WebChannel.ChannelName, Address = WebChannel.Owner, Key = $"edit:{of}:{Guid.NewGuid():n}", EditOf = of,
            PartJson = JsonSerializer.Serialize(part), State = OutboxState.Sent, At = TimeProvider.System.GetUtcNow(),
        };
        await AddAsync(row);
        await Get<WebChannel>().EditAsync("", part, CancellationToken.None);
    }

    public async Task<InboxMessage> NextAsync() => await Get<Inbox>().Waiting.ReadAsync(TestContext.Current.CancellationToken);

    public async Task AnsweredAsync(InboxMessage message)
    {
        await using var db = Store.CreateDbContext();
        await db.Set<InboxMessage>().Where(m => m.Id == message.Id).ExecuteUpdateAsync(s => s.SetProperty(m => m.State, InboxState.Answered));
        Get<WebFeed>().Notify(WebChannel.Owner);
    }

    public async Task AddAsync(params object[] rows)
    {
        await using var db = Store.CreateDbContext();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in visitors) await visitor.CloseAsync();
        await App.StopAsync();
        await App.DisposeAsync();
        if (ownsStore) Store.Dispose();
    }
}

/// <summary>A panel with rows that a test sets.</summary>
internal sealed class ScriptedPanel : ILivePanel
{
    public string Title { get; init; } = "Services";

    public int Order => 10;

    public event Action? Changed;

    public PanelContent Content { get; private set; } = new([]);

    public Exception? Failure { get; set; }

    public void Show(PanelContent content)
    {
        Content = content;
        Changed?.Invoke();
    }

    public Task<PanelContent> ReadAsync(CancellationToken cancel) => Failure is null ? Task.FromResult(Content) : Task.FromException<PanelContent>(Failure);
}
