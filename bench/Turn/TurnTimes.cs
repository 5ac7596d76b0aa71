using Jarvis.Bot.People;
using Jarvis.Skills.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Jarvis.Bench.Turn;

/// <summary>What 1,000 turns on Telegram take, one after the other, and what memory is left with.</summary>
/// <param name="Idle">Resident memory when nothing has happened for a while after the start.</param>
/// <param name="After">… and after the turns.</param>
/// <param name="AfterMore">… and after as many again: what each turn leaves behind shows here, what the first turns load for good does not.</param>
/// <param name="FirstMs">The first turn after a start and a minute of quiet, which is the slowest that an owner meets.</param>
/// <param name="WokenMs">The first turn after a minute of quiet later on.</param>
internal sealed record TurnTimes(Footprint Idle, Footprint After, Footprint AfterMore, double FirstMs, double WokenMs, double P50Ms, double P90Ms, double P99Ms, double WorstMs)
{
    public const int Turns = 1000;
    private const string Data = "turns";

    /// <summary>
    /// Idle is when Jarvis has noticed that it is: it looks every 20 s whether a burst is over, and gives back what that left. The same before the turns
    /// and after them.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);
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
        var idle = running.Footprint;
        var asked = 0;
        var first = await TurnsAsync(Turns);
        await Task.Delay(Settling, TimeProvider.System);
        var after = running.Footprint;
        var second = await TurnsAsync(Turns);
        await Task.Delay(Settling, TimeProvider.System);
        var sorted = first.Order().ToList();
        return new TurnTimes(idle, after, running.Footprint, first[0], second[0], sorted[Turns / 2], sorted[Turns * 9 / 10], sorted[Turns * 99 / 100], sorted[^1]);

        async Task<List<double>> TurnsAsync(int count)
        {
            var took = new List<double>();
            for (var i = 0; i < count; i++, asked++)
                took.Add((await telegram.AskAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Said[asked % Said.Length], asked), Patience)).TotalMilliseconds);
            return took;
        }
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
