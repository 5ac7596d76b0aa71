using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bench.Turn;

/// <summary>What 1,000 turns on Telegram take, one after the other, and what memory is left with.</summary>
/// <param name="IdleMb">Resident memory when nothing has happened for a while after the start.</param>
/// <param name="AfterMb">… and after the turns.</param>
internal sealed record TurnTimes(double IdleMb, double AfterMb, double P50Ms, double P90Ms, double P99Ms, double WorstMs)
{
    public const int Turns = 1000;
    private const string Data = "turns";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] Said = ["what needs me?", "what is the clearance?", "remember that the door code is {0}", "standing approvals", "help", "my reminders"];

    public static async Task<TurnTimes> MeasureAsync(PublishedJarvis program)
    {
        await using var telegram = await TelegramEndpoint.StartAsync();
        var settings = new Dictionary<string, string> { ["Telegram__Token"] = TelegramEndpoint.Token, ["Telegram__ApiUrl"] = telegram.Url };
        await using (await program.StartAsync(Data, settings))
        {
            // The first start makes the database and the owner.
        }
        await PairAsync(program.DataFolder(Data));

        await using var running = await program.StartAsync(Data, settings);
        await Task.Delay(Settling, TimeProvider.System);
        var idle = running.MemoryMb;
        var took = new List<double>();
        for (var i = 0; i < Turns; i++) took.Add((await telegram.AskAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Said[i % Said.Length], i), Patience)).TotalMilliseconds);
        await Task.Delay(Settling, TimeProvider.System);
        var after = running.MemoryMb;
        took.Sort();
        return new TurnTimes(idle, after, took[Turns / 2], took[Turns * 9 / 10], took[Turns * 99 / 100], took[^1]);
    }

    private static async Task PairAsync(string folder)
    {
        var factory = new JarvisDbFactory(Options.Create(new StorageOptions { Folder = folder }), new ModelAssemblies(typeof(JarvisDb).Assembly, typeof(Person).Assembly));
        await using var db = factory.CreateDbContext();
        var owner = await db.Set<Person>().FirstAsync();
        db.Add(new Identity { PersonId = owner.Id, Channel = "telegram", ExternalId = $"{TelegramEndpoint.Chat}", Address = $"{TelegramEndpoint.Chat}" });
        await db.SaveChangesAsync();
    }
}
