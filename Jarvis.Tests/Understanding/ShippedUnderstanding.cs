using Jarvis.Bot.Hosting;
using Jarvis.Bot.People;
using Jarvis.Bot.Understanding;
using Jarvis.Skills.Domains;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jarvis.Tests.Understanding;

/// <summary>Jarvis's own services without a host, and Anna.</summary>
public class ShippedUnderstanding : IAsyncLifetime
{
    private readonly TestStore store = new(migrate: true);
    private ServiceProvider services = null!;

    /// <summary>Names that the store of a running business would hold.</summary>
    protected virtual IEnumerable<IVocabulary> Names => [];

    public string Read(string text) => services.GetRequiredService<LocalUnderstanding>().Understand(text, ConversationMemory.Empty) switch
    {
        Understood.Request { Doubtful: true } request => $"maybe: {Said(request.Call)}",
        Understood.Request request => Said(request.Call),
        Understood.Missing missing => $"? {Said(missing.Call)}: {missing.Slot}",
        Understood.Unsure unsure => $"or: {string.Join(" | ", unsure.Readings.Select(r => r.Say))}",
        var other => other.GetType().Name,
    };

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Folder", store.Folder)]).Build();
        var collection = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(l => l.ClearProviders()).AddJarvis(configuration);
        foreach (var names in Names) collection.AddSingleton(names);
        services = collection.BuildServiceProvider();
        await using var db = store.CreateDbContext();
        db.Add(new Person { Name = "Anna" });
        await db.SaveChangesAsync();
        await services.GetRequiredService<PeopleDirectory>().AllAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Said(Jarvis.Skills.Governance.FunctionCall call) =>
        $"{call.Function}({string.Join(", ", call.Arguments.Where(a => a.Value is not null).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}"))})";
}
