using System.Text.Json;
using Jarvis.Bot.Conversations;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Hosting;
using Jarvis.Bot.Models;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Business.Models;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Governance;
using Jarvis.Skills.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Jarvis.Bench.Cost;

/// <summary>What came of a request.</summary>
/// <param name="By">A function, "model", "decision", "choice" (readings were offered), "dropped" (what was open is left) or "none".</param>
/// <param name="Among">The functions of the readings that were offered.</param>
internal sealed record Served(string By, IReadOnlyDictionary<string, string?> Arguments, IReadOnlyList<string> Among, bool Asked = false)
{
    /// <summary>An order for later ("from 22:00 to 23:30") is that order, on the schedule: what will be called then.</summary>
    public Served AtItsTime() =>
        By == "conversation.schedule" && Arguments.GetValueOrDefault("function") is { } function
            ? this with { By = function, Arguments = JsonSerializer.Deserialize<Dictionary<string, string?>>(Arguments.GetValueOrDefault("arguments") ?? "{}")! }
            : this;
}

/// <summary>Jarvis at the simulated company, with all three providers of the demo, and its owner's conversation with him.</summary>
internal sealed class OwnersChat : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("jarvis-bench-").FullName;
    private readonly CallWitness witness = new();
    private readonly WebApplication app;
    private readonly OwnersInbox inbox;
    private readonly HashSet<string> causes = new(StringComparer.Ordinal);

    private OwnersChat()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.Demo.json"));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder,
            ["Autonomy:Enabled"] = "false",
            ["Models:Providers:gemini:Key"] = "none",
            ["Models:Providers:openai:Key"] = "none",
            ["Models:Providers:anthropic:Key"] = "none",
            ["urls"] = "http://127.0.0.1:0",
        });
        // Before the gate, which ends what it does not let pass.
        builder.Services.AddSingleton<IFunctionInvocationFilter>(witness);
        builder.Services.AddJarvis(builder.Configuration).AddDemo();
        // Nothing happens at the company but what its owner asks for.
        builder.Services.RemoveAll<IPeriodicWork>();
        builder.Services.AddHttpClient(nameof(ModelClients)).ConfigurePrimaryHttpMessageHandler(() => new ShortAnswers(Wire));
        app = builder.Build();
        inbox = new OwnersInbox(app.Services);
    }

    /// <summary>What its turns sent to models.</summary>
    public WireTokens Wire { get; } = new();

    public static async Task<OwnersChat> StartAsync()
    {
        var chat = new OwnersChat();
        await chat.app.StartAsync();
        await chat.inbox.MeetAsync();
        return chat;
    }

    public async Task<Served> SayAsync(string text)
    {
        var before = await MemoryAsync();
        var message = await inbox.SayAsync(text);
        var cause = $"turn:{message}";
        causes.UnionWith([cause, $"summary:{message}"]);
        if (witness.Calls.TryGetValue(cause, out var call)) return new Served(call.Function, call.Arguments, []);
        if ((await CallsAsync()).Any(c => c.Cause == cause)) return new Served("model", Nothing, []);
        var after = await MemoryAsync();
        if (after.Open is { } open && open != before.Open) return new Served(open.Call.Function, open.Call.Arguments, [], Asked: true);
        // A decision leaves what was offered before as it is.
        if (after.Offered is { Count: > 0 } offered && after.Said != before.Said) return new Served("choice", Nothing, [.. offered.Select(FunctionOf).OfType<string>()]);
        if (DecisionWords.Read(text) is not null) return new Served("decision", Nothing, []);
        return new Served(app.Services.GetRequiredService<LocalUnderstanding>().Understand(text, before) is Understood.Dropped ? "dropped" : "none", Nothing, []);
    }

    /// <summary>Every attempt at a model so far that the conversation caused; the simulated company's own are left out.</summary>
    public async Task<IReadOnlyList<ModelCall>> CallsAsync()
    {
        await using var db = Database();
        return [.. (await db.Set<ModelCall>().AsNoTracking().OrderBy(c => c.Id).ToListAsync()).Where(c => causes.Contains(c.Cause))];
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static IReadOnlyDictionary<string, string?> Nothing { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    private string? FunctionOf(string reading) => app.Services.GetRequiredService<LocalUnderstanding>().Understand(reading, ConversationMemory.Empty) switch
    {
        Understood.Request request => request.Call.Function,
        Understood.Missing missing => missing.Call.Function,
        _ => null,
    };

    private async Task<ConversationMemory> MemoryAsync()
    {
        await using var db = Database();
        return (await db.Set<ConversationState>().AsNoTracking().FirstOrDefaultAsync(c => c.Channel == OwnersInbox.Channel))?.Memory() ?? ConversationMemory.Empty;
    }

    private JarvisDb Database() => app.Services.GetRequiredService<IDbContextFactory<JarvisDb>>().CreateDbContext();
}
