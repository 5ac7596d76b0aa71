using System.Diagnostics;
using System.Globalization;
using Jarvis.Bot.Governance;
using Jarvis.Bot.Hosting;
using Jarvis.Bot.Understanding;
using Jarvis.Bot.Understanding.Intents;
using Jarvis.Skills.Governance;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jarvis.Bench.HeldOut;

/// <summary>
/// How local understanding reads what it has no example of, by cross-validation over the examples that ship: the place to judge
/// its thresholds without a look at any test. The last line is the score.
/// </summary>
internal static class ReadingBench
{
    private const int Parts = 5;

    /// <param name="file">Lines "function | request" to read by all examples instead ("-" where none is meant); null cross-validates.</param>
    public static void Run(string? file)
    {
        var data = Directory.CreateTempSubdirectory("jarvis-bench-").FullName;
        using var jarvis = Jarvis(data);
        var readers = jarvis.GetRequiredService<SlotReaders>();
        var prompts = jarvis.GetRequiredService<Prompts>().Folder;
        var functions = jarvis.GetRequiredService<SkillCatalog>().Functions;
        var all = new IntentCatalog(prompts, functions, readers.Types);
        var tally = new Tally(file is not null);
        if (file is not null)
        {
            var whole = HeldOutExamples.Understanding(all, readers);
            foreach (var line in File.ReadLines(file).Select(l => l.Split(" | ", 2)).Where(l => l.Length == 2)) tally.Add(line[0].Trim(), line[1].Trim(), whole);
        }
        else
        {
            for (var part = 0; part < Parts; part++)
            {
                var folder = HeldOutExamples.Without(prompts, part, Parts);
                var rest = new IntentCatalog(folder, functions, readers.Types, fewest: 1);
                Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
                var understanding = HeldOutExamples.Understanding(rest, readers);
                foreach (var (function, say) in HeldOutExamples.Of(all, rest, readers)) tally.Add(function, say, understanding);
            }
        }
        tally.Print();
        Directory.Delete(data, recursive: true);
    }

    private static ServiceProvider Jarvis(string data)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.Demo.json"))
            .AddInMemoryCollection([new("Storage:Folder", data)]).Build();
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(l => l.ClearProviders()).AddJarvis(configuration).BuildServiceProvider();
    }

    /// <summary>What became of the requests.</summary>
    private sealed class Tally(bool verbose)
    {
        private readonly List<double> times = [];
        private int count, right, proposed, offered, wrongOffers, wrong, left, strangers, strangersTaken;

        public void Add(string expected, string say, LocalUnderstanding understanding)
        {
            var start = Stopwatch.GetTimestamp();
            var understood = understanding.Understand(say, ConversationMemory.Empty);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var taken = FunctionOf(understood);
            if (expected == "-")
            {
                strangers++;
                if (taken is not null || understood is Understood.Unsure) strangersTaken++;
                if (taken is not null) Say($"STRANGER {say} -> {taken}");
                return;
            }
            count++;
            var readings = understood is Understood.Unsure unsure ? unsure.Readings.Select(r => (r.Say, Function: FunctionOf(understanding.Understand(r.Say, ConversationMemory.Empty)))).ToList() : [];
            if (taken == expected) right++;
            else if (taken is not null)
            {
                wrong++;
                Say($"WRONG {say} -> {taken}, not {expected}");
            }
            else if (readings.Exists(r => r.Function == expected)) offered++;
            else if (readings.Count > 0) wrongOffers++;
            else left++;
            if (taken == expected && understood is Understood.Request { Doubtful: true }) proposed++;
            if (verbose && taken is null) Say($"{(readings.Count > 0 ? "OFFERED" : "LEFT")} {say} -> {(readings.Count > 0 ? string.Join(" | ", readings.Select(r => $"{r.Say} ({r.Function})")) : "nothing")}; {expected}");
        }

        public void Print()
        {
            Say($"{count} requests: {Share(right)} % right ({Share(proposed)} % as a proposal), {Share(wrong)} % wrong, {Share(offered)} % offered with the right one among them, {Share(wrongOffers)} % without it, {Share(left)} % left alone");
            if (strangers > 0) Say($"{strangers} that are none of Jarvis's business: {100.0 * strangersTaken / strangers:0.0} % taken or offered something");
            times.Sort();
            Say($"{times[times.Count / 2]:0.00} ms for one (median), {times[times.Count * 99 / 100]:0.00} ms (99th percentile)");
            Say($"score: read_right={Share(right)} read_wrong={Share(wrong)} strangers_taken={(strangers == 0 ? 0 : 100.0 * strangersTaken / strangers):0.0}");
        }

        private string Share(int part) => (100.0 * part / Math.Max(1, count)).ToString("0.0", CultureInfo.InvariantCulture);

        private static string? FunctionOf(Understood understood) => understood switch
        {
            Understood.Request request => request.Call.Function,
            Understood.Missing missing => missing.Call.Function,
            _ => null,
        };
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
