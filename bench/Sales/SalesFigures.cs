using System.Diagnostics;
using Jarvis.Bot.Autonomy;
using Jarvis.Skills.Domains;
using Jarvis.Skills.Domains.Sales.Scoring;
using Microsoft.Extensions.DependencyInjection;

namespace Jarvis.Bench.Sales;

/// <summary>How long things take on a store of many leads, in seconds by what they are called.</summary>
internal sealed class SalesFigures(SalesStore store, Action<FormattableString> say)
{
    public const string FirstCycle = "first cycle";
    public const string Cycle = "cycle after an event";
    public const string Learned = "daily work: learning from outcomes, then scoring all open leads";
    public const string Scores = "scoring all open leads";

    /// <summary>Stands for the name of one who was active lately.</summary>
    private const string Somebody = "a name";

    private static readonly string[] Works = ["sales.answers", "sales.names", "sales.deal-names"];

    private static readonly (string Text, string Function)[] Asked =
    [
        ("top leads", "sales.leads"), ("timeline of lead 12", "sales.timeline"), ($"timeline of {Somebody}", "sales.timeline"), ("who answered", "sales.replies"), ("leads by source", "sales.sources"),
        ("pipeline", "sales.pipeline"), ("deal 12", "sales.deal"), ("next steps", "sales.next_steps"), ("stale deals", "sales.stale"), ("win rate by source", "sales.win_rate"), ("stage times", "sales.stage_times"),
        ("sales forecast", "sales.forecast"), ("open quotes", "sales.quotes"), ("duplicates", "sales.duplicates"), ("follow up with everyone who went quiet", "sales.follow_up_quiet"), ("imports", "sales.imports"), ("how good is the lead score", "sales.scoring"),
    ];

    public Dictionary<string, double> Seconds { get; } = new(StringComparer.Ordinal);

    public static IEnumerable<string> Questions => Asked.Select(a => a.Text);

    public async Task MeasureAsync()
    {
        await CycleAsync(FirstCycle);
        foreach (var work in Works) await TimeAsync(work, () => store.WorkAsync(work));
        await TimeAsync(Learned, () => store.WorkAsync("sales.scores"));
        await TimeAsync(Scores, () => store.Services.GetRequiredService<LeadScoring>().ScoreOpenAsync(CancellationToken.None));
        await CycleAsync(Cycle);
        var name = store.Services.GetServices<IVocabulary>().Single(v => v.Slot == "lead").Names.First();
        foreach (var (text, function) in Asked) await AskAsync(text, text.Replace(Somebody, name, StringComparison.Ordinal), function);
    }

    /// <summary>The middle one of three, after one that is not counted: an owner's first question warms up what the next ones use.</summary>
    private async Task AskAsync(string called, string text, string function)
    {
        var took = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var message = await store.Owner.SayAsync(text);
            took.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            if (store.FunctionOf(message) is var understood && understood != function) throw new InvalidOperationException($"\"{text}\" was understood as {understood ?? "nothing"}, not as {function}.");
        }
        var first = took[0];
        took.RemoveAt(0);
        took.Sort();
        Seconds[called] = took[1];
        say($"  {1000 * took[1],7:0} ms ({1000 * first:0} the first time)  {called}");
    }

    private async Task CycleAsync(string name)
    {
        var orchestrator = store.Services.GetRequiredService<Orchestrator>();
        IDomainAgent[] agents = [.. store.Services.GetServices<IDomainAgent>().Where(a => a.Domain == "sales")];
        var start = Stopwatch.GetTimestamp();
        var cycle = await orchestrator.CycleAsync(agents, "interval", CancellationToken.None);
        Seconds[name] = cycle.Took.TotalSeconds;
        await orchestrator.SettledAsync();
        say($"  {cycle.Took.TotalSeconds:0.00} s  {name}: {cycle.Found} proposals found, {cycle.Made} made; {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s until all were with the gate");
    }

    private async Task TimeAsync(string name, Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        Seconds[name] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        say($"  {Seconds[name]:0.00} s  {name}");
    }
}
